/** The reader's language. Texts are in the source (English) and in `locales/fr-FR`. */
/// <reference path="./texts.d.ts" />
import { initPluginTranslations, t as translate } from '@grafana/i18n';
import type { ResourceLoader } from '@grafana/i18n';
import { clockOf } from '#domain/time/words/hour-clock';
import type { HourClock } from '#domain/time/words/hour-clock';
import type { TranslatedText } from '#contract/base/translated';
import { PLUGIN_ID } from './constants.ts';
import { bounded, joined } from './french.ts';

type Translations = Awaited<ReturnType<ResourceLoader>>;

let language = 'en-US';
let clock: HourClock = 'h23';

/** What a language's texts are loaded in: those of Home and incidents, and those of all other pages. */
export type TextsPart = 'first' | 'later';

type LoadTexts = () => Promise<{ default: Translations }>;

/** Besides English, whose texts are in the source. */
const TEXTS: Partial<Record<string, Record<TextsPart, LoadTexts>>> = {
  'fr-FR': {
    first: () => import('./locales/fr-FR/vigie-oncall-app.json?part=first'),
    later: () => import('./locales/fr-FR/vigie-oncall-app.json?part=later'),
  },
};

/**
 * Before anything is shown. Grafana has loaded the few texts of its own menus by then: it does so on every page, for everybody.
 * @param plugin the panel and the data source have their own texts, which the build picks from ours
 */
export async function initLanguage(plugin: string = PLUGIN_ID): Promise<void> {
  language = (await initPluginTranslations(plugin)).language;
  clock = clockOf(localeOf(language));
}

/** Before what says them is shown. Without them it is in English. */
export async function loadTexts(part: TextsPart): Promise<void> {
  const load = TEXTS[language]?.[part];
  if (load !== undefined) {
    await initPluginTranslations(PLUGIN_ID, [async () => (await load()).default]);
  }
}

/** BCP 47, one of those in plugin.json or English. */
export function readerLanguage(): string {
  return language;
}

/** Hours to 12 or to 24, as the reader's locale has them. */
export function readerClock(): HourClock {
  return clock;
}

/**
 * Grafana has one English, which is American, and English is read by many who count hours to 24: the region is the
 * one of the reader's preferences in Grafana, which is the language itself unless it was chosen, else the browser's, if
 * it speaks the same language.
 */
function localeOf(spoken: string): string {
  const { grafanaBootData } = globalThis as { grafanaBootData?: { user?: { regionalFormat?: string } } };
  const chosen = grafanaBootData?.user?.regionalFormat ?? '';
  const candidates = [...(chosen === spoken ? [] : [chosen]), ...navigator.languages];
  const base = spoken.slice(0, 2);
  return candidates.find((one) => one.slice(0, 2) === base && one.length > 2) ?? spoken;
}

/** A text that comes from the sidecar in both languages. */
export function inOwnLanguage({ en, fr }: TranslatedText): string {
  return language.startsWith('fr') ? fr : en;
}

/**
 * A text in the reader's language. React escapes what it shows, so values are put in as they are:
 * i18next would make `Europe&#x2F;Paris` of a zone.
 * @param values with `count`, the text depends on number: `defaultValue_one`, `defaultValue_other`.
 */
export function t(key: string, text: string, values: Record<string, unknown> = {}): string {
  const isJoined = language.startsWith('fr');
  const said = translate(key, text, {
    ...(isJoined ? bounded(values) : values),
    interpolation: { escapeValue: false },
  });
  return isJoined ? joined(said) : said;
}
