import { expect, it } from 'vitest';
import { at, fromTo, plain, until } from '#domain/notify/render/words/french-time';

const DAY = 'mar. 6 janv. 09:00';

it.each([
  [fromTo('08:00', '20:00'), 'de 08:00 à 20:00'],
  [fromTo('22:00', DAY), `de 22:00 au ${DAY}`],
  [fromTo(DAY, 'mer. 7 janv. 09:00'), `du ${DAY} au mer. 7 janv. 09:00`],
  [fromTo(DAY, 'mar. 6 janv. 18:00'), 'le mar. 6 janv. de 09:00 à 18:00'],
  [at('14:05'), 'à 14:05'],
  [at(DAY), `le ${DAY}`],
  [until('14:05'), 'jusqu’à 14:05'],
  [until(DAY), `jusqu’au ${DAY}`],
  [`avant ${plain('14:05')}`, 'avant 14:05'],
  [`avant ${plain(DAY)}`, `avant le ${DAY}`],
])('a day takes an article, an hour none: %s', (text, expected) => {
  expect(text).toBe(expected);
});
