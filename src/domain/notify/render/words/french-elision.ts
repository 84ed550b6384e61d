/** Puts the French « de » before a name, which before a vowel is « d’ ». */

/** No `h`: a text cannot tell whether it is mute (« d’Hélène », « de Hubert »). */
export const VOWEL = '[aeiouàâéèêîôû]';

const BEGINS_WITH_A_VOWEL = new RegExp(`^${VOWEL}`, 'iu');

/** `de Ben`, `d’Ann`. */
export function de(name: string): string {
  return `${BEGINS_WITH_A_VOWEL.test(name) ? 'd’' : 'de '}${name}`;
}
