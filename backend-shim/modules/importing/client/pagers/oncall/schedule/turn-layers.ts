/** Writes series of turns as layers: one for all of them where they follow each other evenly, else some for each. */
import { DAY, WEEK } from '#domain/time/duration';
import type { LocalDateTime } from '#domain/time/calendar';
import { weekdayAt } from '../../shared/stretches.ts';
import { alwaysOn, chosenDays, seriesLayers, spread, withWindows } from './layer-turns.ts';
import type { LayerTurns, PlacedTurns, Slots } from './layer-turns.ts';
import { UNIT_MS } from './recurrence.ts';
import type { ShiftRecurrence } from './recurrence.ts';
import { leastMultiple, weekBegin } from './turn-series.ts';
import type { TurnSeries } from './turn-series.ts';

export type BegunTurns = PlacedTurns & {
  /** Instant; null: never. */
  ends: number | null;
};

/** @returns null: no layers say the same */
export function layersOf(recurrence: ShiftRecurrence, turns: readonly TurnSeries[], slots: Slots): BegunTurns[] | null {
  const { duration, days } = recurrence;
  const all = turns.filter(({ length }) => length > 0);
  if (all.length === 0) {
    return [];
  }
  const even = evenLayers(recurrence, all, slots);
  const isAsWritten = all.every(({ length }) => length === duration);
  const isLonger = days.length === 0 && all.every(({ length, ends }) => length >= duration && ends === null);
  if (even === null || !(isAsWritten || isLonger)) {
    return eachAlone(recurrence, all, slots);
  }
  // The clock changed in the first turn of a group, and all its turns are longer since then.
  const rest = all
    .filter(({ length }) => length > duration)
    .map((one) => ({ ...one, first: one.first + duration, length: one.length - duration }));
  const more = eachAlone(recurrence, rest, slots);
  return more === null ? null : [...even, ...more];
}

/**
 * All groups in one layer, or in one for each chosen day, as if no turn were longer than it is written.
 * @returns null: they do not follow each other evenly, or overlap
 */
function evenLayers(recurrence: ShiftRecurrence, all: readonly TurnSeries[], slots: Slots): BegunTurns[] | null {
  const { unit, interval, days, weekStart, duration, isPlain } = recurrence;
  const [head] = all as [TurnSeries, ...TurnSeries[]];
  const ends = lastOf(all);
  if (unit === 'day' && days.length > 0) {
    return duration > DAY || !isDayByDay(recurrence, all, slots.length)
      ? null
      : begun(byChosenDays(recurrence, head, slots), ends);
  }
  const period = interval * UNIT_MS[unit];
  const turns = all.map(({ group }) => slots[group] as string[]);
  const isEven =
    all.length === slots.length &&
    all.every(({ first }, k) => k === 0 || first === placeOf(recurrence, head.first) + k * period);
  if (!isEven || (days.length > 0 ? unit !== 'week' || duration > WEEK : duration > period)) {
    return null;
  }
  if (days.length === 0) {
    return begun(seriesLayers(turns, head.first, period, duration), ends);
  }
  if (duration > DAY) {
    return begun(onEachDay(recurrence, head, turns, duration), ends);
  }
  const begin = weekBegin(isPlain ? recurrence.start : head.first, weekStart);
  const restrictions = chosenDays(days, head.first, duration);
  const layer = restrictions && withWindows(spread(turns, 1, interval - 1), begin, WEEK, restrictions);
  return begun(layer && [{ ...layer, begins: head.first }], ends);
}

/** Whether each turn begins on the chosen day after the one before, and comes again after all the others. */
function isDayByDay({ days, interval, isPlain }: ShiftRecurrence, all: readonly TurnSeries[], groups: number): boolean {
  const weeks = leastMultiple(groups * interval, days.length) / days.length;
  return (
    all.every(({ rule }) => isPlain || rule.interval === weeks) &&
    all.every(({ first }, k) => {
      const before = all[k - 1]?.first;
      const next = [1, 2, 3, 4, 5, 6, 7].find((n) => days.includes(weekdayAt((before ?? first) + n * DAY)));
      return before === undefined || first === before + (next ?? 7) * DAY;
    })
  );
}

/** Where the turn of a date begins: with weekdays, on the first chosen day of its week. */
function placeOf({ days, weekStart }: ShiftRecurrence, date: LocalDateTime): LocalDateTime {
  return days.length === 0
    ? date
    : weekBegin(date, weekStart) + Math.min(...days.map((day) => (day - weekStart + 7) % 7)) * DAY;
}

/** The turn passes on chosen days alone; for everybody at once, days pass. */
function byChosenDays(
  { interval, days, duration, isPlain, start }: ShiftRecurrence,
  { first }: TurnSeries,
  slots: Slots,
): PlacedTurns[] | null {
  const restrictions = chosenDays(days, first, duration);
  if (restrictions === null) {
    return null;
  }
  if (isPlain) {
    const layer = withWindows(spread(slots, 1, interval - 1), start, DAY, restrictions);
    return layer && [{ ...layer, begins: first }];
  }
  const layer = withWindows(slots.length === 1 ? slots : spread(slots, interval, 0), first, DAY, restrictions);
  return (
    layer && [
      {
        ...layer,
        ...(layer.rotation === undefined ? {} : { rotation: { ...layer.rotation, advance: 'covered' as const } }),
        begins: first,
      },
    ]
  );
}

/** A layer for each chosen day, whose turns may last longer than until the next one. */
function onEachDay(
  { days, weekStart, interval }: Pick<ShiftRecurrence, 'days' | 'weekStart' | 'interval'>,
  { first }: TurnSeries,
  turns: Slots,
  length: number,
): PlacedTurns[] | null {
  const layers = [...days].map((day) => {
    const date = weekBegin(first, weekStart) + ((day - weekStart + 7) % 7) * DAY;
    // What comes before the first date is of no turn yet.
    const isLater = date < first;
    const begins = isLater ? date + interval * WEEK : date;
    const order = isLater ? [...turns.slice(1), ...turns.slice(0, 1)] : turns;
    return seriesLayers(order, begins, interval * WEEK, length);
  });
  return flatOrNull(layers);
}

function eachAlone(recurrence: ShiftRecurrence, all: readonly TurnSeries[], slots: Slots): BegunTurns[] | null {
  return flatOrNull(
    all
      .filter(({ group }) => (slots[group] as string[]).length > 0)
      .map((one) => begun(alone(recurrence, one, [slots[one.group] as string[]]), one.ends)),
  );
}

function alone(recurrence: ShiftRecurrence, one: TurnSeries, slots: Slots): PlacedTurns[] | null {
  const { first, length, rule } = one;
  const cycle = rule.interval * UNIT_MS[rule.unit];
  if (rule.days.length === 0) {
    return length >= cycle ? [{ ...alwaysOn(slots), begins: first }] : seriesLayers(slots, first, cycle, length);
  }
  if (rule.unit === 'week') {
    return onEachDay(rule, one, slots, length);
  }
  return rule.unit === 'day' && recurrence.isPlain && length <= DAY
    ? byChosenDays({ ...recurrence, duration: length }, one, slots)
    : null;
}

function begun(layers: readonly PlacedTurns[] | null, ends: number | null): BegunTurns[] | null {
  return layers && layers.map((layer) => ({ ...layer, ends }));
}

function lastOf(all: readonly TurnSeries[]): number | null {
  const ends = all.map((one) => one.ends);
  return ends.includes(null) ? null : Math.max(...ends.map(Number));
}

function flatOrNull<Layer extends LayerTurns>(layers: ReadonlyArray<Layer[] | null>): Layer[] | null {
  return layers.includes(null) ? null : layers.flatMap((layer) => layer ?? []);
}
