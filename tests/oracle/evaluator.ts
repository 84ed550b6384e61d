/**
 * Finds who is on call at one instant, as naively as the rules can be read: looks at this instant only, walks every
 * list, converts every time with Temporal. Slow, and independent of `src/domain` but for types.
 */
import { Temporal } from 'temporal-polyfill';
import type { Absence, CalendarShift, Layer, OnCall, Override, Rota, Swap } from '#domain/rota/model';
import type { DayWord, WeeklyWindow } from '#domain/time/weekly';
import type { Wall } from './temporal-time.ts';
import { endOf, startOf, wall, wallAt, writtenEnd, writtenStart } from './temporal-time.ts';

export interface OracleFacts {
  absences: readonly Absence[];
  swaps: readonly Swap[];
  holidays: Readonly<Record<string, readonly string[]>>;
  calendars?: Readonly<Record<string, readonly CalendarShift[]>>;
}

export function evaluate(rota: Rota, facts: OracleFacts, at: number): OnCall[] {
  let people: OnCall[] = [];
  for (const stage of stagesOf(rota.layers)) {
    const own = stageAt(rota, stage, facts, at);
    people = own.length > 0 ? own : people;
  }
  for (const override of ordered([...rota.overrides, ...swapOverrides(rota, facts.swaps)])) {
    if (override.layer === null && isActive(override, rota, at)) {
      people = apply(override, people);
    }
  }
  return people;
}

/** A stage begins with each layer that does not join the one below it. */
function stagesOf(layers: readonly Layer[]): Layer[][] {
  const begins = layers.flatMap((layer, i) => (i === 0 || layer.join !== true ? [i] : []));
  return begins.map((from, n) => layers.slice(from, begins[n + 1]));
}

function stageAt(rota: Rota, stage: readonly Layer[], facts: OracleFacts, at: number): OnCall[] {
  const planned = stage.map((layer) => layerAt(rota, layer, facts, at));
  if (rota.onAbsence !== 'flag') {
    const absent = (user: string): boolean =>
      facts.absences.some((one) => one.user === user && one.start <= at && at < one.end);
    const leaving = planned.map(({ people, named }) =>
      people.filter(({ user }) => absent(user) && !named.has(user)).map(({ user }) => user),
    );
    planned.forEach((one, i) => {
      one.people = one.people.filter(({ user }) => !leaving[i]?.includes(user));
    });
    if (rota.onAbsence === 'next') {
      for (let i = planned.length - 1; i >= 0; i--) {
        const { layer, turn, people } = planned[i] as PlannedLayer;
        for (let n = 0; n < (leaving[i] ?? []).length; n++) {
          const busy = planned.flatMap((one) => one.people.map(({ user }) => user));
          const standIn = following(layer, turn).find((user) => !absent(user) && !busy.includes(user));
          people.push(...(standIn === undefined ? [] : [{ user: standIn, source: { layer: layer.id } }]));
        }
      }
    }
  }
  const everybody = planned.flatMap(({ people }) => people);
  return everybody.filter((one, i) => !everybody.slice(i + 1).some(({ user }) => user === one.user));
}

interface PlannedLayer {
  layer: Layer;
  turn: number | null;
  people: OnCall[];
  named: Set<string>;
}

function layerAt(rota: Rota, layer: Layer, facts: OracleFacts, at: number): PlannedLayer {
  const turn = turnAt(rota, layer, facts, at);
  const slot = layer.calendar ? readAt(rota, layer, facts, at) : turn === null ? [] : (layer.participants[turn] ?? []);
  let people: OnCall[] = [...new Set(slot)].map((user) => ({ user, source: { layer: layer.id } }));
  const named = new Set<string>();
  for (const override of ordered(rota.overrides)) {
    if (override.layer === layer.id && isActive(override, rota, at)) {
      const wasOn = people.map(({ user }) => user);
      people = apply(override, people);
      namedBy(override, wasOn).forEach((user) => named.add(user));
    }
  }
  return { layer, turn, people, named };
}

/** The people whom the calendar names. From the rota's entry until it is first read, a shift is unknown. */
function readAt(rota: Rota, layer: Layer, facts: OracleFacts, at: number): string[] {
  const shifts =
    isWithin(rota, layer, at) && isOpen(rota, layer, facts, at) ? (facts.calendars?.[layer.calendar ?? ''] ?? []) : [];
  const isUnknown = ({ knownAt }: CalendarShift): boolean =>
    rota.enteredAt !== undefined && rota.enteredAt <= at && at < knownAt;
  return shifts.filter((shift) => shift.start <= at && at < shift.end && !isUnknown(shift)).map(({ user }) => user);
}

function isWithin(rota: Rota, layer: Layer, at: number): boolean {
  const zone = layer.timeZone ?? rota.timeZone;
  const starts = layer.effectiveFrom === null || writtenStart(layer.effectiveFrom, zone) <= at;
  return starts && (layer.effectiveUntil === null || at < writtenEnd(layer.effectiveUntil, zone));
}

/** Index of the participants whose turn it is; null if the layer's slots or windows do not cover the instant. */
function turnAt(rota: Rota, layer: Layer, facts: OracleFacts, at: number): number | null {
  const zone = layer.timeZone ?? rota.timeZone;
  if (!isWithin(rota, layer, at) || layer.participants.length === 0 || !isOpen(rota, layer, facts, at)) {
    return null;
  }
  if (layer.rotation === null) {
    return 0;
  }
  const k = slotNumber(layer, zone, at);
  if (k < 0) {
    return null;
  }
  return (layer.rotation.advance === 'always' ? k : coveredBefore(rota, layer, facts, k)) % layer.participants.length;
}

const UNITS = { hour: 'hours', day: 'days', week: 'weeks', month: 'months' } as const;

function handoff(layer: Layer, zone: string, k: number): number {
  const { start, every, unit } = layer.rotation as NonNullable<Layer['rotation']>;
  return startOf(wall(start).add({ [UNITS[unit]]: k * every }, { overflow: 'constrain' }), zone);
}

/** The last slot that has begun, found by walking back from well ahead. */
function slotNumber(layer: Layer, zone: string, at: number): number {
  const { start, every, unit } = layer.rotation as NonNullable<Layer['rotation']>;
  const passed = wall(start).until(wallAt(at, zone), { largestUnit: UNITS[unit] })[UNITS[unit]];
  let k = Math.floor(passed / every) + 4;
  while (k >= 0 && handoff(layer, zone, k) > at) {
    k--;
  }
  return k;
}

function coveredBefore(rota: Rota, layer: Layer, facts: OracleFacts, k: number): number {
  let count = 0;
  for (let j = 0; j < k; j++) {
    count += isSlotCovered(rota, layer, facts, j) ? 1 : 0;
  }
  return count;
}

const coveredSlots = new WeakMap<Layer, Map<number, boolean>>();

function isSlotCovered(rota: Rota, layer: Layer, facts: OracleFacts, j: number): boolean {
  const slots = coveredSlots.get(layer) ?? new Map<number, boolean>();
  coveredSlots.set(layer, slots);
  let covered = slots.get(j);
  if (covered === undefined) {
    const zone = layer.timeZone ?? rota.timeZone;
    const [from, to] = [handoff(layer, zone, j), handoff(layer, zone, j + 1)];
    covered =
      from < to &&
      ((layer.restrictions ?? []).length === 0 || touches(rota, layer.restrictions ?? [], zone, facts, from, to));
    slots.set(j, covered);
  }
  return covered;
}

function isOpen(rota: Rota, layer: Layer, facts: OracleFacts, at: number): boolean {
  const zone = layer.timeZone ?? rota.timeZone;
  return (layer.restrictions ?? []).length === 0 || touches(rota, layer.restrictions ?? [], zone, facts, at, at + 1);
}

/** Whether some window has some time in common with `[from, to)`. */
function touches(
  rota: Rota,
  windows: readonly WeeklyWindow[],
  zone: string,
  facts: OracleFacts,
  from: number,
  to: number,
): boolean {
  const last = wallAt(to, zone).toPlainDate().add({ days: 1 });
  for (
    let date = wallAt(from, zone).toPlainDate().subtract({ days: 2 });
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    for (const window of windows) {
      if (window.days.some((word) => isNamed(word, date, rota, facts))) {
        const [start, end] = windowOn(window, date, zone);
        if (Math.max(start, from) < Math.min(end, to)) {
          return true;
        }
      }
    }
  }
  return false;
}

export function windowOn(window: WeeklyWindow, date: Temporal.PlainDate, zone: string): [number, number] {
  const from: Wall = date.toPlainDateTime(window.from);
  const midnight = window.to === '24:00';
  const to: Wall = (midnight || window.to <= window.from ? date.add({ days: 1 }) : date).toPlainDateTime(
    midnight ? '00:00' : window.to,
  );
  return [startOf(from, zone), endOf(to, zone)];
}

const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function isNamed(word: DayWord, date: Temporal.PlainDate, rota: Rota, facts: OracleFacts): boolean {
  const holiday = rota.holidays !== null && (facts.holidays[rota.holidays] ?? []).includes(date.toString());
  const weekend = date.dayOfWeek >= 6;
  const answers: Record<string, boolean> = { daily: true, weekend, workday: !weekend && !holiday, holiday };
  return answers[word] ?? NAMES[date.dayOfWeek - 1] === word;
}

function ordered(overrides: readonly Override[]): Override[] {
  const files = overrides.filter(({ createdAt }) => createdAt === null);
  const later = overrides.filter(({ createdAt }) => createdAt !== null);
  return [...files, ...later.sort((a, b) => Number(a.createdAt) - Number(b.createdAt))];
}

function isActive(override: Override, rota: Rota, at: number): boolean {
  return writtenStart(override.start, rota.timeZone) <= at && at < writtenEnd(override.end, rota.timeZone);
}

function apply({ id, change }: Override, people: OnCall[]): OnCall[] {
  const put = (user: string): OnCall => ({ user, source: { override: id } });
  const once = (list: OnCall[]): OnCall[] =>
    list.filter((one, i) => list.findIndex(({ user }) => user === one.user) === i);
  switch (change.kind) {
    case 'set':
      return once(change.users.map(put));
    case 'add':
      return once([...people, ...change.users.map(put)]);
    case 'remove':
      return people.filter(({ user }) => !change.users.includes(user));
    case 'replace': {
      const others = people.filter(({ user }) => user !== change.user);
      const acts = others.length < people.length;
      return !acts || change.user === change.with ? people : once([...others, put(change.with)]);
    }
  }
}

function namedBy({ change }: Override, wasOn: readonly string[]): readonly string[] {
  switch (change.kind) {
    case 'set':
    case 'add':
      return change.users;
    case 'replace':
      return wasOn.includes(change.user) && change.user !== change.with ? [change.with] : [];
    case 'remove':
      return [];
  }
}

/** Everybody of the other turns, beginning with the next one. */
function following({ participants }: Layer, turn: number | null): string[] {
  const n = participants.length;
  return Array.from(
    { length: Math.max(0, n - 1) },
    (_, step) => participants[((turn ?? 0) + step + 1) % n] ?? [],
  ).flat();
}

function swapOverrides(rota: Rota, swaps: readonly Swap[]): Override[] {
  return swaps.flatMap((swap) => {
    if (swap.rota !== rota.id || swap.state !== 'taken' || swap.taken === null) {
      return [];
    }
    const [asker, taker, at] = [swap.asked.by, swap.taken.by, swap.taken.at];
    const replace = (
      prefix: string,
      window: { start: number; end: number },
      user: string,
      standIn: string,
    ): Override => ({
      id: `${prefix}:${swap.id}`,
      layer: null,
      start: Temporal.Instant.fromEpochMilliseconds(Math.max(at, window.start)).toString(),
      end: Temporal.Instant.fromEpochMilliseconds(window.end).toString(),
      change: { kind: 'replace', user, with: standIn },
      origin: { kind: 'swap', swap: swap.id },
      createdAt: at,
    });
    const there = replace('swap', swap.window, asker, taker);
    return swap.inReturn === null ? [there] : [there, replace('return', swap.inReturn, taker, asker)];
  });
}
