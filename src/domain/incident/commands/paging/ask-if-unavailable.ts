/** Lets whoever pages people by hand decide first, if somebody among them is not available. */
import { describeUnavailable, unavailableAmong } from '#domain/escalation/available';
import type { CommandRefusal } from '#domain/incident/commands/command';
import type { IncidentDraft } from '#domain/incident/draft';

/** @returns null if everybody is available, or it cannot be found out */
export function askIfUnavailable(
  draft: Pick<IncidentDraft, 'facts' | 'now'>,
  users: readonly string[],
): CommandRefusal | null {
  const away = [...unavailableAmong(draft, users)].map(([user, { until }]) => ({ user, until }));
  const [first, ...others] = away;
  if (first === undefined) {
    return null;
  }
  const sentences = away.map((one) => describeUnavailable(draft, { ...one, standIn: null }));
  return {
    code: 'not-available',
    message: `${sentences.join(' ')} Repeat it without askIfUnavailable to page them all the same.`,
    why: {
      reason: 'not-available',
      data: { ...first, standIn: null, others: others.map(({ user }) => user) },
    },
  };
}
