import { expect, test } from 'vitest';
import { definitionOf, figure, FIGURE_KEYS } from '#domain/insight/figure';
import { inFrench } from '#domain/insight/french';
import { hoursText } from '#domain/figures/settings';
import { HOUR } from '#domain/time/duration';

const settings = { sleep: { from: 21 * HOUR, to: 6.5 * HOUR } };
const french = inFrench(
  FIGURE_KEYS.map((key) => figure(key, 1, 1)),
  settings,
);
/** Numbers and hours as both languages must state them; a French comma is a point. */
const numbersIn = (text: string) =>
  [...text.replaceAll(/(\d),(\d)/g, '$1.$2').matchAll(/\d+(?:[.:]\d+)?/g)].map(String).sort();

test.each(french.map(({ key, definition }) => [key, definition] as const))('%s', (key, definition) => {
  const english = definitionOf(key, settings);
  expect(numbersIn(definition)).toEqual(numbersIn(english));
  expect(definition.includes(hoursText(settings.sleep))).toBe(english.includes(hoursText(settings.sleep)));
  // French has its spaces before two-part marks, which must not break.
  expect(definition).not.toMatch(/ [;:!?%»]|« /);
});

test('no two figures are defined alike', () => {
  expect(new Set(french.map(({ definition }) => definition)).size).toBe(FIGURE_KEYS.length);
});
