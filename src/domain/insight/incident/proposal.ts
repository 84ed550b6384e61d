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

/**
 * The first proposal that fits, of which three incidents say so; null: none.
 *
 * @param figures of the alert
 * @param waking how many of its incidents interrupted somebody's sleep
 */
export function proposalOf(figures: readonly Figure[], waking: number): AlertProposal | null {
  const exceeds = (key: FigureKey) => {
    const { value, n } = figures.find((one) => one.key === key) ?? { value: null, n: 0 };
    return value !== null && value > MOST && Math.round((value * n) / 100) >= ENOUGH;
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
  return waking >= ENOUGH && (figures.find(({ key }) => key === 'useless')?.n ?? 0) === 0 ? 'by-day' : null;
}
