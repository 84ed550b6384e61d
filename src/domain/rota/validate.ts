/** Checks whether a range of a rota may be requested, with messages that a person can act on. Never throws. */
import type { AnyRota, Layer, RotationUnit } from '#domain/rota/model';
import { versionsOf } from '#domain/rota/model';
import { DAY, HOUR, WEEK } from '#domain/time/duration';
import type { ValidationProblem } from '#domain/time/problem';
import { isWithinYears } from '#domain/time/problem';

export type { ValidationProblem } from '#domain/time/problem';

/** Five years, leap days included. */
export const LONGEST_RANGE = (5 * 365 + 2) * DAY;

/** More would block the engine for seconds: ten layers that change every hour may be requested for two years. */
const MOST_TURNS = 200_000;

const SHORTEST: Record<RotationUnit, number> = { hour: HOUR, day: DAY, week: WEEK, month: 28 * DAY };

/**
 * Accepts ranges that go forwards, within 1970–2100, over five years at most, with not too many turns.
 * @param rota if one is requested
 */
export function validateRange(from: number, to: number, rota: AnyRota = { versions: [] }): ValidationProblem[] {
  if (!isWithinYears(from)) {
    return [{ path: 'from', message: 'must be an instant between 1970 and 2100' }];
  }
  if (!isWithinYears(to)) {
    return [{ path: 'to', message: 'must be an instant between 1970 and 2100' }];
  }
  if (to <= from) {
    return [{ path: 'to', message: 'must be later than from' }];
  }
  if (to - from > LONGEST_RANGE) {
    return [{ path: 'to', message: 'must be at most 5 years after from' }];
  }
  const days = Math.floor(MOST_TURNS / turnsADay(rota));
  return to - from > days * DAY
    ? [{ path: 'to', message: `must be at most ${days} days after from: this rota changes too often for more at once` }]
    : [];
}

/** The most rotations and windows that begin in a day. */
export function turnsADay(rota: AnyRota): number {
  const perDay = ({ rotation, restrictions }: Layer): number =>
    (rotation === null ? 0 : DAY / (rotation.every * SHORTEST[rotation.unit])) + (restrictions?.length ?? 0);
  return Math.max(...versionsOf(rota).map((one) => one.rota.layers.reduce((sum, layer) => sum + perDay(layer), 0)), 0);
}
