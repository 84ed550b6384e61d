/** Puts what people wrote, and names, among the reader's own punctuation. */
import { t } from '../../language.ts';

/** Quotation marks around what somebody wrote. */
export const quoted = (text: string) => t('text.quoted', '“{{text}}”', { text });

/** What follows a link or another element: French puts a space before the colon. */
export const afterColon = (text: string) => t('text.after-colon', ': {{text}}', { text });

/** Sentences in a row: French puts a space before the semicolon. */
export const withSemicolons = (texts: readonly string[]) =>
  texts.length === 0 ? '' : texts.reduce((one, other) => t('text.semicolon', '{{one}}; {{other}}', { one, other }));
