import { describe, expect, it } from 'vitest';
import type { Effect } from '#domain/incident/effects';
import type { Unit } from '#domain/labour/facts/unit';
import { HOUR } from '#domain/time/duration';
import type { Directory } from '../../ports/directory.ts';
import { availabilityFacts } from './availability.ts';
import { countWaits, NO_RESTS, noWaits } from './resting.ts';
import type { ApplyingRest } from './resting.ts';

/** Wednesday 2026-10-07 in UTC. */
const DAY = Date.UTC(2026, 9, 7);
const at = (hour: number) => DAY + hour * HOUR;
const TODAY = DAY / 86_400_000;

const unit = (changes: Partial<Unit> = {}) =>
  ({
    id: 'ops',
    timeZone: 'UTC',
    holidays: null,
    restPaging: 'hold',
    duties: [{ rota: 'sre', kind: 'onCall', level: 'primary', from: TODAY, until: TODAY }],
    ...changes,
  }) as Unit;

function directory(changes: Partial<Unit> = {}, away: string[] = []): Directory {
  const schedule = [{ days: ['workday'], from: '09:00', to: '18:00' }];
  const profile = (user: string) => ({ user, unit: 'ops', from: 0, until: null, contract: 'hours', schedule });
  return {
    units: new Map([['ops', unit(changes)]]),
    profiles: new Map([
      ['ann', [profile('ann')]],
      ['ben', [profile('ben')]],
    ]),
    facts: {
      zones: { UTC: { changes: [], offsets: [0] } },
      holidays: {},
      absences: away.map((user) => ({ user, kind: 'offDuty', start: DAY, end: at(24) })),
    },
    onCall: (rota: string) => (rota === 'sre' ? ['cleo'] : null),
  } as unknown as Directory;
}

const rest = (changes: Partial<ApplyingRest> = {}): ApplyingRest => ({
  user: 'ann',
  unit: 'ops',
  planned_at: at(9),
  earliest_at: at(11),
  started_at: null,
  ...changes,
});
const of = (rests: ApplyingRest[], changes: Partial<Unit> = {}, away: string[] = []) =>
  availabilityFacts(directory(changes, away), new Map([['ann', rests]]));
const held = (hour: number) => ({ until: at(hour), paging: 'hold' });

it('says nothing at all while nobody rests', () => {
  expect(availabilityFacts(directory(), NO_RESTS)).toEqual({});
});

it.each<[string, ApplyingRest[], number, object | null, Partial<Unit>?]>([
  ['before the planned start', [rest()], 8.99, null],
  ['from the planned start on', [rest()], 9, held(11)],
  ['at the earliest start', [rest()], 11, null],
  ['after the person began', [rest({ started_at: at(10) })], 10, null],
  ['before the person begins', [rest({ started_at: at(10) })], 9.5, held(11)],
  ['where two hold, until both are over', [rest(), rest({ earliest_at: at(13) })], 10, held(13)],
  ['only warned of', [rest()], 10, { until: at(11), paging: 'warn' }, { restPaging: 'warn' }],
  ['off', [rest()], 10, null, { restPaging: 'off' }],
  ['of a unit that is gone', [rest({ unit: 'gone' })], 10, null],
])('a rest %s', (_what, rests, hour, expected, changes) => {
  expect(of(rests, changes).rest?.('ann', at(hour))).toEqual(expected);
});

describe('at hand', () => {
  it.each<[string, string, number, boolean, Partial<Unit>?, string[]?]>([
    ['in ordinary hours', 'ben', 10, true],
    ['outside of them', 'ben', 8, false],
    ['in them, and resting', 'ann', 10, false],
    ['in them, and absent', 'ben', 10, false, {}, ['ben']],
    ['on call', 'cleo', 3, true],
    ['on call, and absent', 'cleo', 3, false, {}, ['cleo']],
    ['on call on a rota that no unit lists', 'cleo', 3, false, { duties: [] }],
    ['on call after the unit’s last date', 'cleo', 27, false],
    ['unknown', 'zoe', 10, false],
  ])('%s: %s at %d:00 is %s', (_what, login, hour, expected, changes, away) => {
    expect(of([rest()], changes, away).atHand?.(login, at(hour))).toBe(expected);
  });
});

it('counts who waited and who had to come, not who was only warned of', () => {
  const entry = (reason: string, user: string): Effect => ({
    kind: 'timeline',
    entry: { at: 0, kind: 'held', actor: null, text: '', data: { reason, user } },
  });
  const counts = noWaits();
  countWaits(counts, [
    entry('not-available', 'ann'),
    entry('not-available', 'ben'),
    entry('nobody-else', 'cleo'),
    { kind: 'page', user: 'ben', urgency: 'default', step: null },
    { kind: 'urge' },
  ]);
  expect(counts).toEqual({ held: 1, nobodyElse: 1 });
});
