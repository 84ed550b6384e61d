/** Promise 5: a step whose every delivery failed for good moves on at once. Told to the escalation by a timer row. */
import { run } from '../../store/query.ts';
import { setTimers } from '../../store/timers.ts';
import type { Work } from '../../store/work.ts';

interface Failed {
  incident: string | null;
  entry: number | null;
}

/** @param failed pages and room deliveries that have just failed for good */
export async function armUnreachable(work: Work, failed: readonly Failed[]): Promise<void> {
  const entries = new Map(
    failed.flatMap(({ incident, entry }) =>
      incident === null || entry === null ? [] : [[`${incident}:${entry}`, { incident, entry }] as const],
    ),
  );
  for (const [subject, { incident, entry }] of entries) {
    if (!(await hasHope(work, incident, entry))) {
      await setTimers(work, [{ kind: 'unreachable', subject, due_at: work.now, rank: 3, attempt: 0 }]);
    }
  }
}

/** Whether a page of this step entry arrived or still may, or a room was or may be reached. */
async function hasHope(work: Work, incident: string, entry: number): Promise<boolean> {
  const p = work.cap.placeholder;
  const rows = await run<{ n: number }>(
    work.tx,
    `select count(*) as n from pages where incident = ${p(1)} and entry = ${p(2)} and state <> 'failed'
     union all
     select count(*) from deliveries where incident = ${p(3)} and entry = ${p(4)} and channel is not null and state in ('due', 'sending', 'done')`,
    [incident, entry, incident, entry],
  );
  return rows.some((row) => row.n > 0);
}
