import { describe, expect, it } from 'vitest';
import { effortOfHealth, effortToResolve } from '#domain/rota/effort/effort';
import type { Absence, Layer, Override, Rota, RotaFacts } from '#domain/rota/model';
import { every, layer, noFacts, rota } from '#domain/rota/rota.fixture';
import { resolve } from '#domain/rota/resolve';
import { DAY, HOUR } from '#domain/time/duration';

const NOW = Date.UTC(2026, 0, 5);
/** µs that are computed at once, see `backend-shim/heavy/answers.ts`. */
const AT_ONCE = 20_000;

const PEOPLE = ['ann', 'ben', 'cleo', 'dee', 'eve'];
const turning = (unit: 'hour' | 'day' | 'week', slots = 5): Layer => ({
  ...layer('a', 'ann', { rotation: every(1, unit, '2026-01-01T09:00') }),
  participants: Array.from({ length: slots }, (_, i) => [PEOPLE[i % PEOPLE.length] as string]),
});
const away = (each: number): RotaFacts => ({
  ...noFacts,
  absences: PEOPLE.flatMap((user) =>
    Array.from({ length: each }, (_, i): Absence => {
      const start = NOW + 2 * i * DAY;
      return { id: `${user}-${i}`, user, start, end: start + 30 * HOUR, kind: 'leave' };
    }),
  ),
});
const effort = (one: Rota, facts: RotaFacts, days: number) => effortToResolve(one, facts, NOW, NOW + days * DAY);
const ofHealth = (one: Rota, facts: RotaFacts, days: number) =>
  effortOfHealth({ rota: one, exclusive: [] }, facts, NOW, NOW + days * DAY);

describe('what people look at every day is computed at once', () => {
  it.each(['day', 'week'] as const)('the timeline and the health of a rota that turns every %s', (unit) => {
    const usual = rota('UTC', [turning(unit)], { onAbsence: 'next' });
    expect(effort(usual, away(10), 90)).toBeLessThan(AT_ONCE / 4);
    expect(ofHealth(usual, away(10), 90)).toBeLessThan(AT_ONCE);
  });
});

describe('what may take long is not', () => {
  const hourly = rota('UTC', [turning('hour', 1000)], { onAbsence: 'next' });
  it('people who are looked at for a stand-in count, not turns alone', () => {
    expect(effort(hourly, away(200), 400)).toBeGreaterThan(10 * AT_ONCE);
    expect(effort(hourly, away(200), 400)).toBeGreaterThan(10 * effort(hourly, noFacts, 400));
  });

  it('layers, joined ones more', () => {
    const joined = { ...hourly, layers: [turning('hour', 9), { ...turning('hour', 9), id: 'b', join: true }] };
    const stacked = { ...hourly, layers: [turning('hour', 9), { ...turning('hour', 9), id: 'b' }] };
    expect(effort(stacked, noFacts, 90)).toBeGreaterThan(
      1.9 * effort({ ...hourly, layers: [turning('hour', 9)] }, noFacts, 90),
    );
    expect(effort(joined, noFacts, 90)).toBeGreaterThan(effort(stacked, noFacts, 90));
  });

  it('turns since 1970, where only covered ones count', () => {
    const counted = turning('hour');
    const since = { ...counted, rotation: { ...every(1, 'hour', '1970-01-01T00:00'), advance: 'covered' as const } };
    expect(effort(rota('UTC', [since]), noFacts, 1)).toBeGreaterThan(AT_ONCE);
  });

  it('overrides by people, each of which is compared with the rota before it', () => {
    const made = Array.from({ length: 400 }, (_, i): Override => ({
      id: `o${i}`,
      layer: null,
      start: '2026-01-10T08:00',
      end: '2026-01-10T20:00',
      change: { kind: 'remove', users: ['ann'] },
      origin: { kind: 'person', by: 'ben' },
      createdAt: NOW,
    }));
    expect(ofHealth(rota('UTC', [turning('week')], { overrides: made }), noFacts, 30)).toBeGreaterThan(AT_ONCE);
  });
});

it('never says less than there are pieces of the timeline', () => {
  for (const unit of ['hour', 'day', 'week'] as const) {
    for (const onAbsence of ['flag', 'skip', 'next'] as const) {
      const one = rota('UTC', [turning(unit), { ...turning('day'), id: 'b' }], { onAbsence });
      const facts = away(30);
      expect(effort(one, facts, 60)).toBeGreaterThan(resolve(one, facts, NOW, NOW + 60 * DAY).length);
    }
  }
});
