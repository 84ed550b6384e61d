/** What rota answers cost, against the limits at the end of the rota rules; exit 1 where a median is over its limit. */
import type {
  Absence,
  Layer,
  OnAbsence,
  Override,
  OverrideChange,
  Rota,
  RotaFacts,
  Rotation,
  RotationUnit,
} from '#domain/rota/model';
import { nextOnCall, onCallAt } from '#domain/rota/on-call';
import { resolve } from '#domain/rota/resolve';
import type { WeeklyWindow } from '#domain/time/weekly';
import { holidaysFor } from '../../backend-shim/adapters/holidays.ts';
import { zonesFor } from '../../backend-shim/adapters/zones.ts';
import { figure, latencies } from './figures.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2026, 0, 1);
const TO = Date.UTC(2027, 0, 1);
const ZONES = ['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const UNITS: RotationUnit[] = ['hour', 'day', 'day', 'week', 'month'];
const OFFICE: WeeklyWindow[] = [{ days: ['workday'], from: '09:00', to: '18:00' }];
const OFF_HOURS: WeeklyWindow[] = [
  { days: ['daily'], from: '22:00', to: '06:00' },
  { days: ['weekend', 'holiday'], from: '00:00', to: '00:00' },
];
const SHIFTS: WeeklyWindow[] = [
  { days: ['mon', 'wed', 'fri'], from: '08:00', to: '12:00' },
  { days: ['tue', 'thu'], from: '13:00', to: '19:30' },
];
const WINDOWS = [null, OFFICE, OFF_HOURS, SHIFTS];

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;
const local = (instant: number): string => new Date(instant).toISOString().slice(0, 16);

function layer(i: number, people: number): Layer {
  const unit = pick(UNITS, i);
  return {
    id: `layer${i}`,
    timeZone: i % 3 === 2 ? pick(ZONES, i) : null,
    rotation: {
      every: unit === 'hour' ? 8 : 1,
      unit,
      start: `20${15 + (i % 10)}-01-05T0${i % 10}:00`,
      advance: i % 2 === 1 ? 'covered' : 'always',
    },
    participants: range(people).map((n) => [`person${n}`]),
    restrictions: pick(WINDOWS, i),
    effectiveFrom: null,
    effectiveUntil: null,
  };
}

/** All layers hand over every hour, and none hides another altogether. */
function hourlyLayer(i: number, people: number): Layer {
  const windows: WeeklyWindow[] = [{ days: ['daily'], from: `0${i}:30`, to: `${10 + i}:15` }];
  const rotation = {
    every: 1,
    unit: 'hour' as const,
    start: '2026-01-01T00:00',
    advance: i % 2 === 1 ? ('covered' as const) : ('always' as const),
  };
  return { ...layer(i, people), rotation, restrictions: i === 0 ? null : windows };
}

function override(i: number, people: number): Override {
  const person = (n: number): string => `person${(i + n) % people}`;
  const changes: OverrideChange[] = [
    { kind: 'set', users: [person(0)] },
    { kind: 'replace', user: person(0), with: person(1) },
    { kind: 'add', users: [person(3)] },
    { kind: 'remove', users: [person(5)] },
  ];
  const start = FROM + i * 3.6 * DAY;
  return {
    id: `o${i}`,
    layer: i % 3 === 0 ? `layer${i % 10}` : null,
    start: local(start),
    end: local(start + 5 * DAY),
    change: pick(changes, i),
    origin: { kind: 'file' },
    createdAt: null,
  };
}

function rota(layers: Layer[], overrides: Override[], onAbsence: OnAbsence): Rota {
  return { id: 'r', name: 'Rota', team: null, timeZone: 'Europe/Paris', holidays: 'FR', onAbsence, layers, overrides };
}

const daily = (n: number): Rotation => ({
  every: 1,
  unit: 'day',
  start: local(Date.UTC(2020, 0, 1, 9) + n * DAY),
  advance: 'covered',
});
const big = (): Rota =>
  rota(
    range(10).map((i) => layer(i, 50)),
    range(100).map((i) => override(i, 50)),
    'next',
  );
const hourly = (): Rota =>
  rota(
    range(10).map((i) => hourlyLayer(i, 50)),
    range(100).map((i) => override(i, 50)),
    'skip',
  );
/** Somebody of each of its layers is on call. */
const joined = (one: Rota): Rota => ({ ...one, layers: one.layers.map((of, i) => ({ ...of, join: i > 0 })) });
/** No two of them count their turns alike. */
const typical = (n = 0): Rota =>
  rota(
    [
      { ...layer(3, 8), id: 'week', restrictions: null },
      { ...layer(1, 8), id: 'office', rotation: daily(n), restrictions: OFFICE },
      { ...layer(1, 8), id: 'nights', rotation: daily(n), restrictions: OFF_HOURS },
    ],
    range(5).map((i) => override(i, 8)),
    'next',
  );

function measure(subject: string, limit: number, rounds: number, body: (round: number) => unknown): void {
  body(-1);
  const ms = range(rounds).map((round) => {
    const begun = performance.now();
    body(round);
    return performance.now() - begun;
  });
  const times = latencies(ms);
  process.exitCode = times.p50 < limit ? process.exitCode : 1;
  figure('rota', subject, { ...times, limit, rounds });
}

const { zones } = await zonesFor(ZONES);
const { holidays } = await holidaysFor(['FR']);
const absences: Absence[] = range(200).map((i) => ({
  id: `a${i}`,
  user: `person${i % 50}`,
  start: FROM + i * 1.7 * DAY,
  end: FROM + (i * 1.7 + 9) * DAY,
  kind: 'leave',
}));
const facts: RotaFacts = { absences, swaps: [], holidays, zones };

const bigOne = big();
const hourlyOne = hourly();
const joinedOne = joined(bigOne);
const joinedHourly = joined(hourlyOne);
const typicalOne = typical();
const many = range(500).map((n) => typical(n));
const at = (round: number): number => FROM + (round + 2) * 7.3 * HOUR;
const fresh = range(60).map((round) => (round % 2 === 0 ? big() : hourly()));

measure('10 layers x 50 people x 100 overrides, a year', 20, 50, () => resolve(bigOne, facts, FROM, TO));
measure('the same, every layer hourly, a year', 20, 50, () => resolve(hourlyOne, facts, FROM, TO));
measure('10 joined layers x 50 people x 100 overrides, a year', 20, 50, () => resolve(joinedOne, facts, FROM, TO));
measure('the same, every layer hourly, a year', 100, 50, () => resolve(joinedHourly, facts, FROM, TO));
measure('10 layers x 50 people x 100 overrides, a year, never asked before', 20, 20, (round) =>
  resolve(fresh[round + 1] as Rota, { ...facts, absences: [...absences] }, FROM, TO),
);
measure('10 layers x 50 people x 100 overrides, who now', 1, 1000, (round) => onCallAt(bigOne, facts, at(round)));
measure('10 joined layers x 50 people x 100 overrides, who now', 1, 1000, (round) =>
  onCallAt(joinedOne, facts, at(round)),
);
measure('10 layers x 50 people x 100 overrides, who now, never asked before', 20, 20, (round) =>
  onCallAt(fresh[round + 30] as Rota, facts, at(round)),
);
measure('3 layers x 8 people, a year', 3, 100, () => resolve(typicalOne, facts, FROM, TO));
measure('3 layers x 8 people, five years', 20, 20, () => resolve(typicalOne, facts, FROM, FROM + 5 * 365 * DAY));
measure('500 rotas, who now, never asked before', 1000, 1, (round) =>
  range(500).forEach((n) => onCallAt(typical(n + 501 * (round + 2)), facts, FROM)),
);
measure('500 rotas, who now', 50, 50, (round) => many.forEach((one) => onCallAt(one, facts, at(round))));
measure('500 rotas, who now and who next', 200, 10, (round) =>
  many.forEach((one) => nextOnCall(one, facts, at(round))),
);
