/** Promise 5: a step whose deliveries all failed for good moves on at once. A timer row tells the escalation. */
import { mayStillReach } from '../../../store/deliveries/outbox/pages.ts';
import { setTimers } from '../../../store/timers.ts';
import type { Work } from '../../../store/work.ts';

interface FailedDelivery {
  incident: string | null;
  entry: number | null;
}

/** @param failed pages and room deliveries that have just failed for good */
export async function armUnreachable(work: Work, failed: readonly FailedDelivery[]): Promise<void> {
  const entries = new Map(
    failed.flatMap(({ incident, entry }) =>
      incident === null || entry === null ? [] : [[`${incident}:${entry}`, { incident, entry }] as const],
    ),
  );
  for (const [subject, { incident, entry }] of entries) {
    if (!(await mayStillReach(work, incident, entry))) {
      await setTimers(work, [{ kind: 'unreachable', subject, due_at: work.now, rank: 3, attempt: 0 }]);
    }
  }
}
