/** Stores the last rejected payloads of each integration. */
import { insertRows, run } from '../query.ts';
import type { RejectedTable } from '../schema/intake.ts';
import type { Work } from '../work.ts';

/** Inserts a rejected payload, and deletes all but the newest `kept` of its integration. */
export async function insertRejected(work: Work, row: RejectedTable, kept: number): Promise<void> {
  await insertRows(work.tx, work.cap, 'rejected', [row]);
  const p = work.cap.placeholder;
  await run(
    work.tx,
    `delete from rejected where integration = ${p(1)} and id not in (select id from rejected where integration = ${p(2)} order by id desc limit ${p(3)})`,
    [row.integration, row.integration, kept],
  );
}
