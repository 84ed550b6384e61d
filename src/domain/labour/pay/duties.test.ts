import { describe, expect, it } from 'vitest';
import type { UnitDuty } from '#domain/labour/facts/unit';
import { levelledDuties, levelOn } from '#domain/labour/pay/duties';
import { HOUR } from '#domain/time/duration';
import { parseDate } from '#domain/time/local';
import { zoneTable } from '#domain/time/zone';
import { TEST_ZONES } from '#domain/time/zones.fixture';

const date = (text: string) => parseDate(text) ?? Number.NaN;
const zone = zoneTable(TEST_ZONES, 'Europe/Paris');
const listed: UnitDuty[] = [
  { rota: 'sre', kind: 'onCall', level: 'primary', from: date('2026-10-05'), until: date('2026-10-11') },
  { rota: 'sre', kind: 'onCall', level: 'backup', from: date('2026-10-12'), until: null },
];

describe('the dates on which a unit lists a rota', () => {
  it.each([
    ['2026-10-04', null],
    ['2026-10-05', 'primary'],
    ['2026-10-11', 'primary'],
    ['2026-10-12', 'backup'],
    ['2030-01-01', 'backup'],
  ])('on %s the level is %s', (on, level) => expect(levelOn(listed, 'sre', date(on))).toBe(level));

  it('end with the last one, whose night belongs to the next', () => {
    const midnight = Date.UTC(2026, 9, 11, 22);
    const duty = { rota: 'sre', start: midnight - 5 * HOUR, end: midnight + 7 * HOUR };
    expect(levelledDuties([duty], listed, zone)).toEqual([
      { rota: 'sre', level: 'primary', start: midnight - 5 * HOUR, end: midnight },
      { rota: 'sre', level: 'backup', start: midnight, end: midnight + 7 * HOUR },
    ]);
  });
});
