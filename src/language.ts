/** The reader's language. Texts are in the source (English) and in `locales/fr-FR`. */
import { initPluginTranslations, t as translate } from '@grafana/i18n';
import type { Translated } from '#contract/base/translated';
import { PLUGIN_ID } from './constants.ts';

let language = 'en-US';

/** Before anything is shown; Grafana has loaded our texts by then. */
export async function initLanguage(): Promise<void> {
  language = (await initPluginTranslations(PLUGIN_ID)).language;
}

/** BCP 47, one of those in plugin.json or English. */
export function readerLanguage(): string {
  return language;
}

/** A text that comes from the sidecar in both languages. */
export function inOwnLanguage({ en, fr }: Translated): string {
  return language.startsWith('fr') ? fr : en;
}

/**
 * A text in the reader's language. React escapes what it shows, so values are put in as they are:
 * i18next would make `Europe&#x2F;Paris` of a zone.
 * @param values with `count`, the text depends on number: `defaultValue_one`, `defaultValue_other`.
 */
export function t(key: string, text: string, values: Record<string, unknown> = {}): string {
  return translate(key, text, { ...values, interpolation: { escapeValue: false } });
}
