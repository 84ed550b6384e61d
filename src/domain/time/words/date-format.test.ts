import { describe, expect, test } from 'vitest';
import { dateFormat } from '#domain/time/words/date-format';
import { clockOf } from '#domain/time/words/hour-clock';

const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('the clock of a locale', () => {
  test.each([
    ['en-US', 'h12', '3:05 PM', '12:00 AM'],
    ['en-GB', 'h23', '15:05', '00:00'],
    ['fr-FR', 'h23', '15:05', '00:00'],
  ] as const)('%s', (locale, clock, afternoon, midnight) => {
    expect(clockOf(locale)).toBe(clock);
    const format = dateFormat({ hour: '2-digit', minute: '2-digit' }, 'UTC', { locale, clock });
    expect(plain(format.format(Date.UTC(2026, 0, 5, 15, 5)))).toBe(afternoon);
    expect(plain(format.format(Date.UTC(2026, 0, 5)))).toBe(midnight);
  });
});

test('an hour that occurs twice, and one that does not, are those of the zone', () => {
  const paris = dateFormat({ hour: '2-digit', minute: '2-digit' }, 'Europe/Paris', { locale: 'fr-FR', clock: 'h23' });
  const at = (iso: string) => paris.format(Date.parse(iso));
  expect([at('2026-10-25T00:30Z'), at('2026-10-25T01:30Z')]).toEqual(['02:30', '02:30']);
  expect([at('2026-03-29T00:59Z'), at('2026-03-29T01:00Z')]).toEqual(['01:59', '03:00']);
});
