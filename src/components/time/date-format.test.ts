import { afterAll, describe, expect, it } from 'vitest';
import { readIn } from '../../../tests/locales/read-in.ts';
import { clockText, clockTime, dateText, dayText, exactText, monthYear, timeText } from './date-format.ts';
import { localSpanText, localTimeText } from './format-local.ts';

afterAll(() => readIn('en-US'));

const plain = (text: string) => text.replaceAll(/\s/g, ' ');

it.each([
  ['en-US', 'Thu, Jan 1, 2026', 'Wed, Jan 21, 2026'],
  ['fr-FR', 'jeu. 1er janv. 2026', 'mer. 21 janv. 2026'],
] as const)('a date in %s', async (language, first, later) => {
  await readIn(language);
  expect([dateText(Date.UTC(2026, 0, 1)), dateText(Date.UTC(2026, 0, 21))]).toEqual([first, later]);
});

/** 1 November, after the change in Paris and before the one in New York. */
const AT = Date.parse('2026-11-01T05:30:00Z');
const NOW = Date.parse('2026-11-02T12:00:00Z');

describe.each([
  ['en-US', 'en-US', '6:30 AM', '1:30 AM', 'Sun, Nov 1'],
  ['en-US', 'en-GB', '06:30', '01:30', 'Sun, Nov 1'],
  ['fr-FR', 'fr-FR', '06:30', '01:30', 'dim. 1er nov.'],
  // Grafana in French in an American browser: dates and hours are French.
  ['fr-FR', 'en-US', '06:30', '01:30', 'dim. 1er nov.'],
] as const)('Grafana in %s, the browser in %s', (language, browser, paris, newYork, day) => {
  it('has one clock in every zone', async () => {
    await readIn(language, browser);
    expect([clockTime(AT, 'Europe/Paris'), clockTime(AT, 'America/New_York')].map(plain)).toEqual([paris, newYork]);
    expect(plain(timeText(AT, NOW, 'Europe/Paris'))).toBe(`${day}, ${paris}`);
    expect(dayText(AT, NOW, 'America/New_York')).toBe(day);
    expect(exactText(AT, 'Europe/Paris').replaceAll(/\s/g, ' ')).toContain(paris.replace(/ .M$/, ''));
    expect(plain(localTimeText('2026-11-01T06:30'))).toContain(paris);
    expect(plain(localSpanText('2026-11-01T01:30', '2026-11-01T06:30'))).toMatch(new RegExp(`${newYork} – ${paris}$`));
    expect(plain(clockText('06:30'))).toBe(paris);
  });
});

it('a month', async () => {
  await readIn('fr-FR');
  expect(monthYear(AT, 'Europe/Paris')).toBe('novembre 2026');
});

it('the end of a day stays the end of the day', async () => {
  await readIn('en-US', 'en-US');
  expect([clockText('24:00'), clockText('00:00')].map(plain)).toEqual(['12:00 AM', '12:00 AM']);
  await readIn('fr-FR');
  expect([clockText('24:00'), clockText('00:00'), clockText('soon')]).toEqual(['24:00', '00:00', 'soon']);
});
