/**
 * Finds the series of events that OnCall's engine makes of a shift, as its version 1.16 does: each group is a series of its
 * own, and dates before `rotation_start` use up a group's turn without being a series. Such a date is compared as an instant,
 * although `rotation_start` is read in UTC and the date on the clock of its zone, so that zones in the east lose groups.
 */
import { DAY, WEEK } from '#domain/time/duration';
import type { LocalDateTime } from '#domain/time/calendar';
import { offsetAt } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';
import { weekdayAt } from '../../shared/stretches.ts';
import { UNIT_MS } from './recurrence.ts';
import type { ShiftRecurrence } from './recurrence.ts';

interface SeriesRule {
  unit: 'hour' | 'day' | 'week';
  interval: number;
  /** 0 is Monday; empty: no weekdays are chosen. */
  days: readonly number[];
  weekStart: number;
}

export interface TurnSeries {
  /** Begin of its first event. */
  first: LocalDateTime;
  /** ms; that of its first event holds for all, so that a clock change in it makes all longer or shorter. */
  length: number;
  rule: SeriesRule;
  /** Index of its group. */
  group: number;
  /** When its last event ends; null: it never does. */
  ends: number | null;
}

/** A clock with an offset that stays when time is added. */
interface Moment {
  shown: LocalDateTime;
  offset: number;
}

/** What is made series of: groups in the order of their turns. */
interface TurnInput {
  recurrence: ShiftRecurrence;
  groups: number;
  zone: ZoneTable;
  isWeb: boolean;
}

/** Dates that are passed over before a shift ends or has all its series: more are a mistake. */
const MOST_PASSES = 50_000;

export function seriesOf(input: TurnInput): TurnSeries[] {
  const { recurrence } = input;
  const start: Moment = { shown: recurrence.start, offset: 0 };
  if (recurrence.isPlain) {
    return [made(input, start, ruleOf(recurrence, recurrence.interval), 0)];
  }
  const first = recurrence.start === recurrence.rotationStart ? start : following(input, start, false, { isUtc: true });
  const chosen = first === null ? null : onChosenDay(recurrence, first);
  return recurrence.unit === 'day' && recurrence.days.length > 0 ? dayByDay(input, chosen) : inTurn(input, chosen);
}

function inTurn(input: TurnInput, first: Moment | null): TurnSeries[] {
  const { recurrence, groups, isWeb } = input;
  const found: TurnSeries[] = [];
  let date = first;
  for (let pass = 0; date !== null && found.length < groups && pass < MOST_PASSES; pass++) {
    const isRunning = isWeb && instantOf(date) + recurrence.duration > recurrence.rotationStart;
    const counts = isRunning || instantOf(date) >= recurrence.rotationStart;
    if (counts) {
      found.push(made(input, date, ruleOf(recurrence, recurrence.interval * groups), pass % groups));
    }
    date = following(input, date, true, { isUtc: !counts });
  }
  return found;
}

/** The turn passes on chosen days, `interval` of them for each group; each pair of both is a series. */
function dayByDay(input: TurnInput, first: Moment | null): TurnSeries[] {
  const { recurrence, groups } = input;
  const { interval, days } = recurrence;
  const seen = new Set<string>();
  const starts: Array<{ date: Moment; group: number }> = [];
  let date = first;
  for (let step = 0; date !== null && step < MOST_PASSES; step++) {
    const day = weekdayAt(date.shown);
    const group = Math.floor(step / interval) % groups;
    const pair = `${group} ${day} ${step % interval}`;
    if (seen.has(pair)) {
      break;
    }
    if (days.includes(day)) {
      seen.add(pair);
      starts.push({ date, group });
    }
    date = following(input, date, true, { isUtc: false, interval: 1 });
  }
  const pairs = date === null ? leastMultiple(groups * interval, days.length) : starts.length;
  const weeks = Math.max(1, Math.floor(pairs / days.length));
  return starts.map((one) =>
    made(input, one.date, { ...ruleOf(recurrence, weeks), unit: 'week', days: [weekdayAt(one.date.shown)] }, one.group),
  );
}

/** A start on another day moves to the first chosen day in the order of the week. */
function onChosenDay({ days, weekStart }: ShiftRecurrence, { shown, offset }: Moment): Moment {
  const own = weekdayAt(shown);
  if (days.length === 0 || days.includes(own)) {
    return { shown, offset };
  }
  const wanted = Math.min(...days.map((day) => (day - weekStart + 7) % 7)) + weekStart;
  return { shown: shown + ((wanted - own + 7) % 7) * DAY, offset };
}

/** The date of the next turn, or of the first one. null: the shift ends before. */
function following(
  input: TurnInput,
  from: Moment,
  isNext: boolean,
  { isUtc, interval = input.recurrence.interval }: { isUtc: boolean; interval?: number },
): Moment | null {
  const { recurrence, isWeb } = input;
  const zone = isUtc ? null : input.zone;
  const current = localized(zone, from.shown);
  const length = lengthOf(recurrence, from, zone);
  const least = isNext ? { ...current, shown: current.shown + leastStep(recurrence, current, interval) } : current;
  const weekEnd =
    recurrence.unit === 'week' ? { ...least, shown: weekBegin(least.shown, recurrence.weekStart) + 6 * DAY } : null;
  const latest = Math.max(instantOf(least) + monthOf(current.shown), weekEnd === null ? 0 : instantOf(weekEnd));
  for (const date of datesOf(ruleOf(recurrence, interval), current.shown, least.shown - DAY)) {
    const begin = localized(zone, date);
    const at = instantOf(begin);
    if (at > (weekEnd === null ? latest : instantOf(weekEnd)) || isOver(recurrence, at)) {
      break;
    }
    const isRunning = isWeb && at + length > recurrence.rotationStart;
    if (at >= instantOf(least) && (weekEnd === null || isRunning || at >= recurrence.rotationStart)) {
      return begin;
    }
  }
  return isOver(recurrence, instantOf(least)) ? null : least;
}

function leastStep({ unit, weekStart }: ShiftRecurrence, { shown }: Moment, interval: number): number {
  return unit === 'week' ? ((weekStart - weekdayAt(shown) + 7) % 7 || 7) * DAY + (interval - 1) * WEEK : UNIT_MS[unit];
}

function made(input: TurnInput, start: Moment, rule: SeriesRule, group: number): TurnSeries {
  const { recurrence, zone } = input;
  const first = localized(zone, start.shown).shown;
  const length = lengthOf(recurrence, start, zone);
  const { until } = recurrence;
  return { first, length, rule, group, ends: until === null ? null : lastEnd({ first, length, rule }, until, zone) };
}

/** Ends by the clock, and is cut by the end of the shift; how long that is, is counted. */
function lengthOf({ duration, until }: ShiftRecurrence, start: Moment, zone: ZoneTable | null): number {
  const end = { ...start, shown: start.shown + duration };
  const shown = until !== null && until < instantOf(end) ? until : end.shown;
  return instantOf(localized(zone, shown)) - instantOf(localized(zone, start.shown));
}

/** What runs when the shift ends goes on to its own end. */
function lastEnd(
  { first, length, rule }: Pick<TurnSeries, 'first' | 'length' | 'rule'>,
  until: number,
  zone: ZoneTable,
): number {
  let last = instantOf(localized(zone, first));
  for (const date of datesOf(rule, first, until - length - 8 * rule.interval * UNIT_MS[rule.unit])) {
    const at = instantOf(localized(zone, date));
    if (at > until) {
      break;
    }
    last = at;
  }
  return endOf(zone, last, length);
}

/** The clock of the begin is kept, also by an event whose length was counted over a clock change. */
function endOf(zone: ZoneTable, begin: number, length: number): number {
  return begin + length + offsetAt(zone, begin) - offsetAt(zone, begin + length);
}

/** When something that happens once begins and ends, as the source counts it. */
export function onceSpan(zone: ZoneTable, start: LocalDateTime, duration: number): { start: number; end: number } {
  const [begin, end] = [localized(zone, start), localized(zone, start + duration)].map(instantOf) as [number, number];
  return { start: begin, end: endOf(zone, begin, end - begin) };
}

function* datesOf(rule: SeriesRule, first: LocalDateTime, near: LocalDateTime): Generator<LocalDateTime> {
  const step = rule.interval * UNIT_MS[rule.unit];
  const begin = rule.unit === 'week' && rule.days.length > 0 ? weekBegin(first, rule.weekStart) : first;
  for (let k = Math.max(0, Math.floor((near - begin) / step) - 1); ; k++) {
    if (rule.unit === 'week' && rule.days.length > 0) {
      for (let day = 0; day < 7; day++) {
        const date = begin + k * step + day * DAY;
        if (date >= first && rule.days.includes(weekdayAt(date))) {
          yield date;
        }
      }
    } else if (rule.days.length === 0 || rule.days.includes(weekdayAt(begin + k * step))) {
      yield begin + k * step;
    }
  }
}

/** ms of the month of a date. */
function monthOf(shown: LocalDateTime): number {
  const date = new Date(shown);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() * DAY;
}

function ruleOf({ unit, days, weekStart }: ShiftRecurrence, interval: number): SeriesRule {
  return { unit, interval, days, weekStart };
}

function isOver({ until }: ShiftRecurrence, at: number): boolean {
  return until !== null && at > until;
}

/** The day on which the week of a date begins, at the date's time of day. */
export function weekBegin(date: LocalDateTime, weekStart: number): LocalDateTime {
  return date - ((weekdayAt(date) - weekStart + 7) % 7) * DAY;
}

/** Standard time where the clock shows a time twice, or not at all. */
function localized(zone: ZoneTable | null, shown: LocalDateTime): Moment {
  if (zone === null) {
    return { shown, offset: 0 };
  }
  const both = [offsetAt(zone, shown - DAY), offsetAt(zone, shown + DAY)];
  const valid = both.filter((offset) => offsetAt(zone, shown - offset) === offset);
  return { shown, offset: Math.min(...(valid.length === 0 ? both : valid)) };
}

function instantOf({ shown, offset }: Moment): number {
  return shown - offset;
}

export function leastMultiple(a: number, b: number): number {
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y));
  return (a / divisor(a, b)) * b;
}
