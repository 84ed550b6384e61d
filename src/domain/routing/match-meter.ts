/** One limit for matchers that are tried on many alerts together: beyond it they are unclear, which errs towards paging. */
import { matchBudget, spentOf } from '#domain/routing/matches';
import type { MatchBudget } from '#domain/routing/matches';

export interface MatchMeter {
  /** Units of work that are left. */
  left: number;
  /** Units that were taken, with what compiling may have taken: after a million, some ten milliseconds, others have a turn. */
  spent: number;
}

/** Of one alert by itself, unless more is said: its routes and maintenances, twice. */
export function matchMeter(left = 4 * matchBudget().work): MatchMeter {
  return { left, spent: 0 };
}

/** What one evaluation takes without any expression. */
const BY_ITSELF = 1_000;

/** Evaluates matchers of one alert with the budget that one has, or with what is left of the meter. */
export function metered<T>(meter: MatchMeter, evaluate: (budget: MatchBudget) => T): T {
  const full = matchBudget();
  const before = { ...full, work: Math.min(full.work, meter.left) };
  const budget = { ...before };
  try {
    return evaluate(budget);
  } finally {
    meter.left -= before.work - Math.max(0, budget.work);
    meter.spent += BY_ITSELF + spentOf(budget, before);
  }
}

/** Units after which everything else has a turn. */
export const TURN = 1_000_000;

/** @returns waits for a turn of the event loop, if enough was spent since it last waited */
export function pauses(meter: MatchMeter, turn: () => Promise<unknown>): () => Promise<void> {
  let last = meter.spent;
  return async () => {
    if (meter.spent - last >= TURN) {
      last = meter.spent;
      await turn();
    }
  };
}
