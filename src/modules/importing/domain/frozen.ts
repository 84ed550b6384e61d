/** Tells how soon what was written down ends: after that hour nobody is on call. */
import { DAY } from '#domain/time/duration';

/** A frozen rota that ends this soon is a warning. */
const FROZEN_WARNING = 14 * DAY;

/** @returns whole days that are left, 0 after the end; null: it ends later than a warning is due */
export function frozenDaysLeft(frozenUntil: number, now: number): number | null {
  const left = frozenUntil - now;
  return left < FROZEN_WARNING ? Math.max(0, Math.floor(left / DAY)) : null;
}
