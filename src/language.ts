/** The reader's language. Texts are in the source (English) and in `locales/fr-FR`. */
import { initPluginTranslations } from '@grafana/i18n';
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
