/** Writes turns that come again as a rotation of a layer, with windows where they do not last a whole unit. */
import { DAY, HOUR, MINUTE, WEEK } from '#domain/time/duration';
import { formatLocal } from '#domain/time/local';
import type { LocalDateTime } from '#domain/time/calendar';
import type { RotationUnit } from '#domain/rota/model';
import type { WeeklyWindow } from '#domain/time/weekly';
import { MOST_EVERY } from '../../shared/rota-body.ts';
import type { LayerBody } from '../../shared/rota-body.ts';
import { clockText, dailyWindow, WEEKDAYS, weekdayAt, weeklyWindows } from '../../shared/stretches.ts';
import { UNIT_MS } from './recurrence.ts';

/** What a layer adds to when it is in force. */
export type LayerTurns = Pick<LayerBody, 'rotation' | 'participants' | 'restrictions'>;
export type PlacedTurns = LayerTurns & { begins: LocalDateTime };
export type Slots = readonly string[][];

/**
 * Turns of `length`, each `period` after the last one began, which is no shorter.
 * @returns null: no layers say so
 */
export function seriesLayers(slots: Slots, start: LocalDateTime, period: number, length: number): PlacedTurns[] | null {
  const unit = period % WEEK === 0 ? WEEK : period % DAY === 0 ? DAY : null;
  const isInMinutes = start % MINUTE === 0 && length % MINUTE === 0;
  const turn = greatestDivisor(period, length);
  if (length !== period && unit !== null && isInMinutes && (length < unit || turn % DAY !== 0)) {
    return inUnits(slots, start, { period, length, unit });
  }
  if (length !== period && turn % HOUR !== 0) {
    return null;
  }
  return placed(rotating(spread(slots, length / turn, (period - length) / turn), start, turn), start);
}

/** Whole units first, then a window for what is left of the turn. */
function inUnits(
  slots: Slots,
  start: LocalDateTime,
  { period, length, unit }: { period: number; length: number; unit: number },
): PlacedTurns[] | null {
  const [whole, rest] = [Math.floor(length / unit), length % unit];
  const units = period / unit;
  const first = whole === 0 ? [] : placed(rotating(spread(slots, whole, units - whole), start, unit), start);
  const begins = start + whole * unit;
  const [from, minutes] = [(begins % DAY) / MINUTE, rest / MINUTE];
  const restrictions = unit === WEEK ? weeklyWindows(weekdayAt(begins), from, minutes) : [dailyWindow(from, minutes)];
  const last = placed(withWindows(spread(slots, 1, units - 1), begins, unit, restrictions), begins);
  return first === null || last === null ? null : [...first, ...last];
}

/** On chosen weekdays from the time of day of a date. null: it is not told in minutes. */
export function chosenDays(days: readonly number[], date: LocalDateTime, length: number): WeeklyWindow[] | null {
  const from = (date % DAY) / MINUTE;
  return date % MINUTE !== 0 || length % MINUTE !== 0
    ? null
    : [
        {
          days: [...days].sort((a, b) => a - b).map((day) => WEEKDAYS[day] as WeeklyWindow['days'][number]),
          from: clockText(from),
          to: clockText(from + length / MINUTE),
        },
      ];
}

export function withWindows(
  participants: Slots,
  start: LocalDateTime,
  turn: number,
  restrictions: WeeklyWindow[],
): LayerTurns | null {
  const turns = rotating(participants, start, turn);
  return turns && { ...turns, restrictions };
}

/** Each slot `times` times, then nobody for `empty` turns. */
export function spread(slots: Slots, times: number, empty: number): string[][] {
  return slots.flatMap((slot) => [
    ...Array.from({ length: times }, () => slot),
    ...Array.from({ length: empty }, () => []),
  ]);
}

export function alwaysOn(slots: Slots): LayerTurns {
  return { participants: [...slots] };
}

/** @returns null: a turn is too long */
function rotating(slots: Slots, start: LocalDateTime, turn: number): LayerTurns | null {
  if (slots.length === 1) {
    return alwaysOn(slots);
  }
  const unit: RotationUnit = turn % WEEK === 0 ? 'week' : turn % DAY === 0 ? 'day' : 'hour';
  const every = turn / UNIT_MS[unit as keyof typeof UNIT_MS];
  return every > MOST_EVERY ? null : { rotation: { every, unit, start: formatLocal(start) }, participants: [...slots] };
}

function placed(layer: LayerTurns | null, begins: LocalDateTime): PlacedTurns[] | null {
  return layer && [{ ...layer, begins }];
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
