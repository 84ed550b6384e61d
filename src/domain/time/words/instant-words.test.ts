import { describe, expect, it } from 'vitest';
import { formatInstant, fullInstant, monthWords, shownZone } from '#domain/time/words/instant-words';

const now = Date.UTC(2026, 0, 7, 13, 10);

describe('an instant', () => {
  it.each([
    ['today', Date.UTC(2026, 0, 7, 13, 5), '14:05', '14:05'],
    ['at midnight', Date.UTC(2026, 0, 6, 23, 0), '00:00', '00:00'],
    ['a minute before today', Date.UTC(2026, 0, 6, 22, 59), 'Tue 6 Jan 23:59', 'mar. 6 janv. 23:59'],
    ['tomorrow', Date.UTC(2026, 0, 8, 8, 0), 'Thu 8 Jan 09:00', 'jeu. 8 janv. 09:00'],
    ['last year', Date.UTC(2025, 11, 31, 22, 0), 'Wed 31 Dec 2025 23:00', 'mer. 31 déc. 2025 23:00'],
    [
      "next year, by the reader's calendar",
      Date.UTC(2026, 11, 31, 23, 30),
      'Fri 1 Jan 2027 00:30',
      'ven. 1er janv. 2027 00:30',
    ],
    ['in summer', Date.UTC(2026, 6, 1, 12, 0), 'Wed 1 Jul 14:00', 'mer. 1er juil. 14:00'],
  ])('%s', (_what, at, english, french) => {
    expect(formatInstant(at, now, 'en', 'Europe/Paris')).toBe(english);
    expect(formatInstant(at, now, 'fr', 'Europe/Paris')).toBe(french);
  });

  it("is told in the reader's zone", () => {
    expect(formatInstant(now, now, 'en', 'Asia/Kathmandu')).toBe('18:55');
    expect(formatInstant(Date.UTC(2026, 0, 7, 1, 0), now, 'en', 'America/New_York')).toBe('Tue 6 Jan 20:00');
  });

  it('is told in UTC, and says so, where the zone is not known', () => {
    expect(formatInstant(now, now, 'en', 'Mars/Olympus')).toBe('13:10');
    expect([shownZone('Mars/Olympus'), shownZone('Europe/Paris')]).toEqual(['UTC', 'Europe/Paris']);
  });
});

it('a zone that this machine does not know is UTC, and is said to be', () => {
  const noon = Date.UTC(2026, 0, 7, 12);
  for (const _time of [1, 2]) {
    expect([shownZone('Mars/Phobos'), shownZone('Europe/Paris')]).toEqual(['UTC', 'Europe/Paris']);
    expect([formatInstant(noon, noon, 'en', 'Mars/Phobos'), formatInstant(noon, noon, 'en', 'Europe/Paris')]).toEqual([
      '12:00',
      '13:00',
    ]);
  }
});

it('where nobody knows when it is read, an instant has its day and year', () => {
  const at = Date.UTC(2026, 10, 1, 7);
  expect([fullInstant(at, 'en', 'Europe/Paris'), fullInstant(at, 'fr', 'Europe/Paris')]).toEqual([
    'Sun 1 Nov 2026 08:00',
    'dim. 1er nov. 2026 08:00',
  ]);
});

it('a month', () => {
  const start = Date.UTC(2026, 10, 1);
  expect([monthWords(start, 'en'), monthWords(start, 'fr')]).toEqual(['November 2026', 'novembre 2026']);
});

it('each minute is told by itself, however many are asked for', () => {
  const start = Date.UTC(2026, 0, 7);
  const told = (at: number) => formatInstant(at, start, 'en', 'UTC');
  for (let minute = 1; minute < 1010; minute++) {
    const [before, after] = [minute - 1, minute].map(
      (each) => `${String(Math.floor(each / 60)).padStart(2, '0')}:${String(each % 60).padStart(2, '0')}`,
    );
    expect([told(start + minute * 60_000 - 1), told(start + minute * 60_000)]).toEqual([before, after]);
  }
  expect(told(start)).toBe('00:00');
});
