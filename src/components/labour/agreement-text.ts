/** Names the agreement that rules come from. */
import { t } from '../../language.ts';

/** @param name as HR wrote it; it often says itself that it is an agreement */
export function agreementText(name: string): string {
  return /^(?:accord|agreement)\b/i.test(name) ? `${name}.` : t('rules.agreement', 'Agreement: {{name}}.', { name });
}
