/** Computes handoffs of a rotation, and the slot at an instant. */
import { DAY, HOUR, WEEK } from '#domain/time/duration';
import type { LocalDateTime } from '#domain/time/calendar';
import { addMonths, monthsBetween } from '#domain/time/calendar';
import { parseLocal } from '#domain/time/local';
import type { ZoneTable } from '#domain/time/zone';
import { firstInstant, latestLocal } from '#domain/time/zone';
import type { Rotation } from '#domain/rota/model';

/** Hours, days and weeks are steps of the wall clock; months are counted (`months > 0`, `step` unused). */
export interface TurnRule {
  zone: ZoneTable;
  start: LocalDateTime;
  step: number;
  months: number;
}

const STEPS = { hour: HOUR, day: DAY, week: WEEK, month: 0 } as const;

export function turnsOf(rotation: Rotation, zone: ZoneTable): TurnRule {
  // Validation refuses other counts; here they must at least not loop for ever.
  const every = Math.max(1, Math.trunc(rotation.every) || 1);
  return {
    zone,
    start: parseLocal(rotation.start) ?? Number.NaN,
    step: STEPS[rotation.unit] * every,
    months: rotation.unit === 'month' ? every : 0,
  };
}

/** When slot `k` begins. Slots that begin and end at the same instant (a gap in spring) have no length. */
export function handoff(turns: TurnRule, k: number): number {
  return firstInstant(turns.zone, handoffLocal(turns, k));
}

function handoffLocal({ start, step, months }: TurnRule, k: number): LocalDateTime {
  return months > 0 ? addMonths(start, k * months) : start + k * step;
}

/** The slot that holds at an instant; negative before the first handoff. */
export function slotAt(turns: TurnRule, instant: number): number {
  const latest = latestLocal(turns.zone, instant);
  if (turns.months === 0) {
    return Math.floor((latest - turns.start) / turns.step);
  }
  const k = Math.floor(monthsBetween(turns.start, latest) / turns.months);
  return handoffLocal(turns, k) <= latest ? k : k - 1;
}
