/** Proposes what could be done about an alert, from what its pages were worth. */
import type { Figure, FigureKey } from '#domain/insight/figure';

export const ALERT_PROPOSALS = ['another-team', 'delete', 'delay', 'threshold', 'by-day'] as const;
/**
 * `another-team`: most who rated it said that it is not theirs. `delete`: most who rated it found it useless. `delay`: it heals by itself before anybody answers. `threshold`: people
 * answer and do nothing. `by-day`: it wakes people, and nobody has rated it useful.
 */
export type AlertProposal = (typeof ALERT_PROPOSALS)[number];

/** So many incidents say something about an alert. */
const ENOUGH = 3;
/** Per cent. */
const MOST = 50;

/** @param figures of the alert; the first proposal that fits, null: none */
export function proposalOf(figures: readonly Figure[]): AlertProposal | null {
  const exceeds = (key: FigureKey) => {
    const found = figures.find((one) => one.key === key);
    return found !== undefined && found.n >= ENOUGH && (found.value ?? 0) > MOST;
  };
  if (exceeds('notOurs')) {
    return 'another-team';
  }
  if (exceeds('useless')) {
    return 'delete';
  }
  if (exceeds('selfHealed.share')) {
    return 'delay';
  }
  if (exceeds('nothingDone')) {
    return 'threshold';
  }
  const woken = figures.find(({ key }) => key === 'sleepCost')?.value ?? 0;
  return woken >= ENOUGH && (figures.find(({ key }) => key === 'useless')?.n ?? 0) === 0 ? 'by-day' : null;
}
