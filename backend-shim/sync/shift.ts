/** Moves the waits of source updates when the clock steps back. */
import { run } from '../store/query.ts';
import type { Work } from '../store/work.ts';

/** Moves the waits of tellings, and the leases on those under way. @param by ms, negative */
export async function shiftSyncs(work: Work, by: number): Promise<void> {
  const p = work.cap.placeholder(1);
  await run(work.tx, `update syncs set due_at = due_at + ${p} where state = 'due'`, [by]);
  await run(
    work.tx,
    `update syncs set lease_until = lease_until + ${p} where state in ('sending', 'waiting') and lease_until is not null`,
    [by],
  );
}
