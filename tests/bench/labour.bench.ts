/** What the check of working time costs, against its limits; exit 1 where a median is over its limit. */
import { check } from '#domain/labour/check';
import type { InterventionRecord, LabourFacts, PersonFacts } from '#domain/labour/facts/model';
import { FR_DEFAULT } from '#domain/labour/packs/fr-default';
import { updatedRests } from '#domain/labour/time-of';
import { DAY, HOUR, MINUTE, WEEK } from '#domain/time/duration';
import { zoneTable } from '#domain/time/zone';
import { zonesFor } from '../../backend-shim/adapters/zones.ts';
import { figure, latencies } from './figures.ts';

const FROM = Date.UTC(2025, 11, 31, 23);
const TO = Date.UTC(2026, 11, 31, 23);
const PEOPLE = 200;
const ROUNDS = 15;
const LIMITS = { check: 300, rest: 5 };

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const zone = zoneTable((await zonesFor(['Europe/Paris'])).zones, 'Europe/Paris');
const rules = [{ from: 20_000, pack: FR_DEFAULT, changes: {} }];
const nothing: LabourFacts = { notices: [], decisions: [], unpaid: null, documents: null, disconnect: true };

/** On call every fourth week, with two nights of work in it. */
function person(i: number): PersonFacts {
  const weeks = range(14).map((n) => FROM + (n * 4 + (i % 4)) * WEEK);
  const worked = (week: number, day: number): InterventionRecord => {
    const start = week + day * DAY + (i % 8) * HOUR;
    const ids = { id: `i${start}`, confirmedAt: null, travelBefore: 0, travelAfter: 20 * MINUTE };
    return { ...ids, start, end: start + 40 * MINUTE, endedBy: 'person', actedAt: start };
  };
  const windows = [
    { days: ['workday' as const], from: '09:00', to: '12:30' },
    { days: ['workday' as const], from: '14:30', to: '18:00' },
  ];
  return {
    user: `person${i}`,
    unit: 'ops-fr',
    zone,
    holidays: new Set([20_454, 20_574, 20_581]),
    since: 20_200,
    profiles: [
      {
        user: `person${i}`,
        unit: 'ops-fr',
        from: 20_200,
        until: null,
        contract: 'hours',
        onCall: 'yes',
        weeklyHours: null,
        payrollId: null,
        onCallUntil: null,
        schedule: windows,
      },
    ],
    away: [{ start: FROM + 200 * DAY, end: FROM + 214 * DAY }],
    onCall: weeks.map((start) => ({ rota: 'sre', start, end: start + WEEK })),
    onSite: [],
    interventions: weeks.flatMap((week) => [worked(week, 1), worked(week, 4)]),
    rests: [],
    tail: 15 * MINUTE,
  };
}

function medianOf(subject: keyof typeof LIMITS, work: () => number): number {
  let found = 0;
  const before = process.cpuUsage();
  const times = range(ROUNDS + 3).map(() => {
    const start = performance.now();
    found = work();
    return performance.now() - start;
  });
  const { p50, p99 } = latencies(times.slice(3));
  const { user, system } = process.cpuUsage(before);
  const processor = (user + system) / 1000 / times.length;
  figure('labour', subject, { p50, p99, processor, limit: LIMITS[subject], found });
  return p50;
}

const people = range(PEOPLE).map(person);
const ann = people[0] as PersonFacts;
const now = FROM + 60 * DAY;
const medians = {
  check: medianOf(
    'check',
    () => people.flatMap((one) => check(one, rules, nothing, { start: FROM, end: TO }, TO)).length,
  ),
  rest: medianOf('rest', () => updatedRests(ann, rules, [], { start: now - 8 * DAY, end: now + 8 * DAY }, now).length),
};
process.exitCode = medians.check > LIMITS.check || medians.rest > LIMITS.rest ? 1 : 0;
