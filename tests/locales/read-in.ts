/** Makes `t` of the plugin speak a language, as Grafana does before it starts the plugin. */
import { readFileSync } from 'node:fs';
import i18next from 'i18next';
import { initLanguage } from '../../src/language.ts';
import { fileOf } from './extract.ts';

const ID = 'vigie-oncall-app';
const LANGUAGES = ['en-US', 'fr-FR'];

/** @param browser whose clock counts; hours to 24 unless a test asks for others */
export async function readIn(
  language: 'en-US' | 'fr-FR',
  browser = language === 'fr-FR' ? language : 'en-GB',
): Promise<void> {
  Object.defineProperty(navigator, 'languages', { configurable: true, value: [browser] });
  // What another file of this process started may know none of the plugin's texts.
  if (!i18next.isInitialized || !i18next.hasResourceBundle('fr-FR', ID)) {
    const resources = Object.fromEntries(
      LANGUAGES.map((one) => [one, { [ID]: JSON.parse(readFileSync(fileOf(one), 'utf8')) as object }]),
    );
    await i18next.init({
      lng: language,
      fallbackLng: 'en-US',
      supportedLngs: LANGUAGES,
      ns: [ID],
      resources,
      returnEmptyString: false,
    });
  }
  await i18next.changeLanguage(language);
  await initLanguage();
}
