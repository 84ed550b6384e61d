import { expect, test } from 'vitest';
import { coverage, openingHours } from '#domain/time/coverage';
import { TEST_ZONES } from '#domain/time/zones.fixture';
import { zoneTable } from '#domain/time/zone';
import { CoveredTurns } from './covered-turns.ts';
import { handoff, turnsOf } from './rotation.ts';
import type { RotationUnit } from '#domain/rota/model';

const zone = zoneTable(TEST_ZONES, 'Europe/Paris');
const windows = Array.from({ length: 100 }, () => ({ days: ['daily' as const], from: '00:00', to: '12:30' }));

/** Says which dates are asked for. */
class Watched extends Set<number> {
  asked = 0;
  override has(date: number): boolean {
    this.asked++;
    return super.has(date);
  }
}

test('a slot of 83 years with a hundred windows a day asks for a few days of them', () => {
  const holidays = new Watched();
  const turns = turnsOf({ every: 1000, unit: 'month', start: '2021-12-02T17:22', advance: 'covered' }, zone);
  const counted = new CoveredTurns(turns, openingHours({ windows }, zone, holidays));
  expect([0, 1].map((k) => counted.turnsBefore(k))).toEqual([0, 1]);
  expect(holidays.asked).toBeLessThan(50);
});

test.each([
  [1, 'hour'],
  [7, 'hour'],
  [1, 'day'],
  [3, 'week'],
  [1, 'month'],
  [5, 'month'],
] as Array<[number, RotationUnit]>)('slots of %i %s count as each by itself', (every, unit) => {
  const rare = [
    { days: ['sat' as const], from: '22:00', to: '02:30' },
    { days: ['holiday' as const], from: '09:00', to: '10:00' },
  ];
  const hours = openingHours({ windows: rare }, zone, new Set([20_500, 20_700]));
  const turns = turnsOf({ every, unit, start: '2026-01-05T09:00', advance: 'covered' }, zone);
  const counted = new CoveredTurns(turns, hours);
  const isCovered = (k: number) => coverage(hours, handoff(turns, k), handoff(turns, k + 1)).length > 0;
  let [expected, wrong] = [0, 0];
  for (let k = 0; k < (unit === 'hour' ? 1500 : 60); k++) {
    wrong += counted.turnsBefore(k) === expected ? 0 : 1;
    expected += isCovered(k) ? 1 : 0;
  }
  expect([wrong, expected > 2]).toEqual([0, true]);
});
