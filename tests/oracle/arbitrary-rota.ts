/** Makes random rotas that crowd around one moment, so that handoffs, windows, overrides and clock changes meet. */
import fc from 'fast-check';
import type { Absence, CalendarShift, Layer, Override, OverrideChange, Rota, Rotation, Swap } from '#domain/rota/model';
import type { WeeklyWindow } from '#domain/time/weekly';
import { DAY_WORDS } from '#domain/time/weekly';
import { formatInstant, formatLocal, toLocal } from '#domain/time/zone';
import { zoneTableOf } from '../../backend-shim/adapters/zones.ts';

export const ZONES = [
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Beirut',
  'America/Santiago',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'UTC',
] as const;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PEOPLE = ['ann', 'ben', 'cleo', 'dee'];

export interface Sample {
  rota: Rota;
  absences: Absence[];
  swaps: Swap[];
  holidays: Record<string, string[]>;
  /** Shifts of the calendar `ops`, for layers that are read from it. */
  calendars: Record<string, CalendarShift[]>;
  /** The moment around which everything lies. */
  centre: number;
}

export function tableOf(zone: string) {
  const table = zoneTableOf(zone);
  if (table === null) {
    throw new Error(`the runtime does not know ${zone}`);
  }
  return table;
}

const person = fc.constantFrom(...PEOPLE);
const people = fc.uniqueArray(person, { minLength: 1, maxLength: 2 });
const clock = fc
  .oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 8 }).map((half) => half * 30) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 1439 }) },
  )
  .map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);

export const anyWindow: fc.Arbitrary<WeeklyWindow> = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...DAY_WORDS), { minLength: 1, maxLength: 3 }),
  from: clock,
  to: fc.oneof({ weight: 9, arbitrary: clock }, { weight: 1, arbitrary: fc.constant('24:00') }),
});

/** Often a clock change of the zone (if it has any) or the end of a month, else any hour of 131 years. */
export function centreIn(zone: string): fc.Arbitrary<number> {
  const anywhere = fc.integer({ min: 24, max: 131 * 8766 - 240 }).map((hour) => hour * HOUR);
  const monthEnd = fc.integer({ min: 1, max: 131 * 12 - 1 }).map((month) => Date.UTC(1970, month, 0, 12));
  const changes = tableOf(zone).changes.filter((change) => change > DAY);
  const others = fc.oneof({ weight: 3, arbitrary: anywhere }, { weight: 1, arbitrary: monthEnd });
  return changes.length === 0 ? others : fc.oneof(fc.constantFrom(...changes), others);
}

/** Minutes from the centre: mostly close by. */
const near = fc.oneof(
  fc.integer({ min: -8, max: 8 }).map((half) => half * 30),
  fc.integer({ min: -6 * 1440, max: 6 * 1440 }),
);

/** A time as written: on the wall, or as an instant with its offset. */
function written(zone: string, centre: number): fc.Arbitrary<string> {
  const table = tableOf(zone);
  return fc.tuple(near, fc.boolean()).map(([minutes, asInstant]) => {
    const instant = centre + minutes * MINUTE;
    return asInstant
      ? formatInstant(table, instant)
      : formatLocal(wholeMinute(toLocal(table, centre) + minutes * MINUTE));
  });
}

function wholeMinute(time: number): number {
  return Math.floor(time / MINUTE) * MINUTE;
}

/** How far back a rotation may begin: the oracle walks counted slots one by one. */
const UNIT_LENGTH = { hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY } as const;

function rotationIn(zone: string, centre: number): fc.Arbitrary<Rotation> {
  const unit = fc.constantFrom(...(['hour', 'hour', 'day', 'day', 'week', 'month'] as const));
  return fc
    .record({
      unit,
      every: fc.constantFrom(1, 1, 2, 3, 7, 8, 12),
      advance: fc.constantFrom('always' as const, 'covered' as const),
      back: fc.integer({ min: -1, max: 30 }),
      far: fc.integer({ min: 0, max: 9 }),
      shift: near,
    })
    .map(({ unit: chosen, every, advance, back, far, shift }) => {
      const slots = far > 0 ? back : back * (advance === 'always' ? 5000 : 10);
      const start = Math.max(0, centre - slots * every * UNIT_LENGTH[chosen] + shift * MINUTE);
      const local = wholeMinute(Math.min(toLocal(tableOf(zone), start), Date.UTC(2100, 0, 1)));
      return {
        unit: chosen,
        every,
        advance,
        start: formatLocal(chosen === 'month' && far % 2 === 1 ? onDay31(local) : local),
      };
    });
}

/** Day 31 of the nearest January or March before, from which short months follow soon. */
function onDay31(local: number): number {
  const [year, month] = formatLocal(local).split('-').map(Number) as [number, number];
  return Date.UTC(year, month >= 3 ? 2 : 0, 31) + (local % DAY);
}

function layerIn(zone: string, centre: number): fc.Arbitrary<Omit<Layer, 'id'>> {
  const sometimes = fc.option(written(zone, centre), { freq: 4 });
  return fc.record({
    timeZone: fc.constant(null),
    rotation: fc.option(rotationIn(zone, centre), { freq: 8 }),
    participants: fc.array(fc.oneof({ weight: 5, arbitrary: people }, { weight: 1, arbitrary: fc.constant([]) }), {
      minLength: 0,
      maxLength: 4,
    }),
    restrictions: fc.option(fc.array(anyWindow, { maxLength: 3 }), { freq: 2 }),
    effectiveFrom: sometimes,
    effectiveUntil: sometimes,
  });
}

/** A layer in the rota's zone, or in another one that is written into it. */
function anyLayer(zone: string, centre: number): fc.Arbitrary<Omit<Layer, 'id'>> {
  const abroad = fc
    .constantFrom(...ZONES)
    .chain((other) => layerIn(other, centre).map((layer) => ({ ...layer, timeZone: other })));
  const read = layerIn(zone, centre).map((layer) => ({ ...layer, rotation: null, participants: [], calendar: 'ops' }));
  return fc.oneof(
    { weight: 6, arbitrary: layerIn(zone, centre) },
    { weight: 2, arbitrary: abroad },
    { weight: 1, arbitrary: read },
  );
}

const change: fc.Arbitrary<OverrideChange> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), users: fc.uniqueArray(person, { maxLength: 2 }) }),
  fc.record({ kind: fc.constant('replace' as const), user: person, with: person }),
  fc.record({ kind: fc.constant('add' as const), users: people }),
  fc.record({ kind: fc.constant('remove' as const), users: people }),
);

function overridesIn(zone: string, centre: number, layers: number): fc.Arbitrary<Override[]> {
  const layer = fc.oneof(
    fc.constant(null),
    fc.integer({ min: 0, max: Math.max(0, layers - 1) }).map((i) => `l${i}`),
  );
  const createdAt = fc.option(fc.integer({ min: 0, max: 3 }));
  const one = fc.record({ layer, start: written(zone, centre), end: written(zone, centre), change, createdAt });
  return fc.array(one, { maxLength: 5 }).map((list) =>
    list.map((override, i) => ({
      ...override,
      id: `o${i}`,
      origin: override.createdAt === null ? { kind: 'file' as const } : { kind: 'person' as const, by: 'cleo' },
    })),
  );
}

function spanNear(centre: number): fc.Arbitrary<{ start: number; end: number }> {
  return fc
    .tuple(near, fc.integer({ min: 0, max: 4000 }))
    .map(([from, length]) => ({ start: centre + from * MINUTE, end: centre + (from + length) * MINUTE }));
}

function absencesNear(centre: number): fc.Arbitrary<Absence[]> {
  return fc
    .array(fc.tuple(person, spanNear(centre)), { maxLength: 4 })
    .map((list) => list.map(([user, span], i) => ({ id: `a${i}`, user, ...span, kind: 'leave' as const })));
}

function swapsNear(centre: number): fc.Arbitrary<Swap[]> {
  const swap = fc.record({
    asker: person,
    taker: person,
    window: spanNear(centre),
    inReturn: fc.option(spanNear(centre)),
    taken: fc.boolean(),
    at: near,
  });
  return fc.array(swap, { maxLength: 1 }).map((list) =>
    list.map(({ asker, taker, window: asked, inReturn, taken, at }, i) => ({
      id: `s${i}`,
      rota: 'r',
      window: asked,
      inReturn,
      askedOf: null,
      state: taken ? ('taken' as const) : ('open' as const),
      asked: { by: asker, at: 0 },
      taken: taken ? { by: taker, at: centre + at * MINUTE } : null,
      closed: null,
      note: '',
    })),
  );
}

/** Shifts, some of which were read later than they begin. */
function shiftsNear(centre: number): fc.Arbitrary<CalendarShift[]> {
  return fc
    .array(fc.tuple(person, spanNear(centre), near), { maxLength: 6 })
    .map((list) => list.map(([user, span, known]) => ({ user, ...span, knownAt: centre + known * MINUTE })));
}

/** Dates within two weeks of the centre. */
export function holidaysNear(centre: number): fc.Arbitrary<string[]> {
  return fc
    .uniqueArray(fc.integer({ min: -14, max: 14 }), { maxLength: 8 })
    .map((days) => days.map((day) => formatLocal(Math.floor(centre / DAY) * DAY + day * DAY).slice(0, 10)));
}

export function sampleIn(zone: string): fc.Arbitrary<Sample> {
  return centreIn(zone).chain((centre) =>
    fc.array(anyLayer(zone, centre), { maxLength: 3 }).chain((layers) =>
      fc.record({
        rota: fc
          .record({
            holidays: fc.option(fc.constant('XX'), { freq: 4 }),
            onAbsence: fc.constantFrom('flag' as const, 'skip' as const, 'next' as const),
            entered: fc.option(near),
            overrides: overridesIn(zone, centre, layers.length),
            joins: fc.option(fc.array(fc.boolean(), { minLength: layers.length, maxLength: layers.length })),
          })
          .map(({ entered, joins, ...rest }) => ({
            ...(entered === null ? {} : { enteredAt: centre + entered * MINUTE }),
            id: 'r',
            name: 'Rota',
            team: null,
            timeZone: zone,
            ...rest,
            layers: layers.map((layer, i) => ({ ...layer, id: `l${i}`, ...(i > 0 && joins?.[i] && { join: true }) })),
          })),
        absences: absencesNear(centre),
        swaps: swapsNear(centre),
        calendars: shiftsNear(centre).map((ops) => ({ ops })),
        holidays: holidaysNear(centre).map((XX) => ({ XX })),
        centre: fc.constant(centre),
      }),
    ),
  );
}
