/** Joins values to the French words around them: « à » before a day becomes « le », « de » before a vowel « d’ ». */
import { VOWEL } from '#domain/notify/render/words/french-elision';

/** Stand around each value while a text is put together, so that nothing within a value or a sentence is changed. */
const [BEGIN, END] = ['\ue000', '\ue001'];

const DAY = String.raw`(?:(?:lun|mar|mer|jeu|ven|sam|dim)\.|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d`;
const BEFORE_A_DAY: Readonly<Record<string, string>> = {
  à: 'le',
  de: 'du',
  'jusqu’à': 'jusqu’au',
  'd’ici à': 'd’ici au',
  dès: 'dès le',
  avant: 'avant le',
  après: 'après le',
  depuis: 'depuis le',
};
const FROM_DAY_TO_DAY = new RegExp(`(?<=(?<!\\p{L})de ${BEGIN}${DAY}[^${END}]*${END}) à (?=${BEGIN}${DAY})`, 'giu');
const TO_A_DAY = new RegExp(`(?<![\\p{L}’])(jusqu’à|d’ici à|à|de|dès|avant|après|depuis) (?=${BEGIN}${DAY})`, 'giu');
const ELIDED = new RegExp(`(?<!\\p{L})(d|qu|jusqu|lorsqu|puisqu)e (?=${BEGIN}${VOWEL})`, 'giu');
const TWO_STOPS = new RegExp(`(?<=\\p{L}\\.)${END}\\.`, 'gu');
const MARKS = new RegExp(`[${BEGIN}${END}]`, 'gu');

/** The values of a text, with their bounds. */
export function bounded(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? `${BEGIN}${value.replace(MARKS, '')}${END}` : value,
    ]),
  );
}

/** @param text with the bounds of its values, which are taken away */
export function joined(text: string): string {
  return text
    .replace(FROM_DAY_TO_DAY, ' au ')
    .replace(TO_A_DAY, (_, word: string) => `${capitalAs(word, BEFORE_A_DAY[word.toLowerCase()] ?? word)} `)
    .replace(ELIDED, '$1’')
    .replace(TWO_STOPS, '')
    .replace(MARKS, '');
}

function capitalAs(before: string, after: string): string {
  return before[0] === before[0]?.toUpperCase() ? after[0]?.toUpperCase() + after.slice(1) : after;
}
