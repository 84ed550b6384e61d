/** Translates a GoAlert rotation: its position is stored and not derived, so turns are counted from the running one. */
import { addMonths, civilFromDays, dateOf } from '#domain/time/calendar';
import { formatLocal } from '#domain/time/local';
import { DAY, HOUR } from '#domain/time/duration';
import { firstInstant, toLocal } from '#domain/time/zone';
import type { ZoneTable } from '#domain/time/zone';
import type { RotationUnit } from '#domain/rota/model';
import { MOST_EVERY } from '../shared/rota-body.ts';
import type { LayerBody } from '../shared/rota-body.ts';
import type { NoLayers } from '../shared/plan/rota-plan.ts';
import type { GoalertRotation } from './schema.ts';

export interface TurnsFound {
  ok: true;
  rotation: NonNullable<LayerBody['rotation']> | null;
  /** Ids of people in order of turn. */
  people: readonly string[];
}

const UNITS = { hourly: 'hour', daily: 'day', weekly: 'week', monthly: 'month' } as const satisfies Record<
  GoalertRotation['type'],
  RotationUnit
>;
const FIXED = { hour: HOUR, day: DAY, week: 7 * DAY } as const;

/** @param from start of the range that is compared */
export function turnsOf(rotation: GoalertRotation, zone: ZoneTable, from: number): TurnsFound | NoLayers {
  const { userIDs, type, shiftLength, start, activeUserIndex, nextHandoffTimes } = rotation;
  if (userIDs.length <= 1) {
    return { ok: true, rotation: null, people: userIDs };
  }
  const unit = UNITS[type];
  const first = toLocal(zone, Date.parse(start));
  const { day } = civilFromDays(dateOf(first));
  if (unit === 'month' && day > 28) {
    return { ok: false, reason: 'month-overflow', data: { day } };
  }
  const turns = wholeTurns(unit, shiftLength);
  if (turns === null) {
    return { ok: false, reason: 'unit-not-whole', data: { length: `${shiftLength} ${unit}s` } };
  }
  const wallOf = (k: number) =>
    unit === 'month' ? addMonths(first, k * shiftLength) : first + k * shiftLength * FIXED[unit];
  const running = runningTurn(wallOf, zone, nextHandoffTimes[0]);
  if (running === null) {
    return { ok: false, reason: 'odd-recurrence', data: { rule: `next handoff ${nextHandoffTimes[0] ?? '?'}` } };
  }
  // Read after the first instant that is compared: the turn before counts, too.
  const anchor = firstInstant(zone, wallOf(running)) > from ? running - userIDs.length : running;
  const people = userIDs.map((_, i) => userIDs[(activeUserIndex + i) % userIDs.length] as string);
  return { ok: true, rotation: { ...turns, start: formatLocal(wallOf(anchor)) }, people };
}

/** Hours that are whole days are days: a layer takes at most 1,000 units a turn. */
function wholeTurns(unit: RotationUnit, length: number): { every: number; unit: RotationUnit } | null {
  if (length <= MOST_EVERY) {
    return { every: length, unit };
  }
  return unit === 'hour' && length % 24 === 0 ? wholeTurns('day', length / 24) : null;
}

/** The number of the turn that ends at the next handoff; null: no turn ends there. */
function runningTurn(wallOf: (k: number) => number, zone: ZoneTable, next: string | undefined): number | null {
  if (next === undefined) {
    return null;
  }
  const at = Date.parse(next);
  const wall = toLocal(zone, at);
  // Turns have one length on the wall, but for months, which differ by a few days.
  const guess = Math.floor((wall - wallOf(0)) / (wallOf(1) - wallOf(0)));
  for (let k = guess - 3; k <= guess + 3; k++) {
    if (firstInstant(zone, wallOf(k)) === at) {
      return k - 1;
    }
  }
  return monthTurn(wallOf, zone, at, guess);
}

/** Over many years the guess by days drifts. */
function monthTurn(wallOf: (k: number) => number, zone: ZoneTable, at: number, guess: number): number | null {
  const reach = Math.abs(guess) / 10 + 3;
  for (let k = Math.floor(guess - reach); k <= guess + reach; k++) {
    if (firstInstant(zone, wallOf(k)) === at) {
      return k - 1;
    }
  }
  return null;
}
