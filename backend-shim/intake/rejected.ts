/** Keeps the last rejected payloads of each integration, for inspection and replay. */
import type { RejectedPayload } from '../ports/ingest.ts';
import { run, insertRows } from '../store/query.ts';
import type { Database } from '../store/schema.ts';
import type { Work } from '../store/work.ts';

const KEPT = 50;

export async function keepRejected(work: Work, rejection: RejectedPayload): Promise<string> {
  const row: Database['rejected'] = {
    id: work.ids.next(),
    integration: rejection.integration,
    at: work.now,
    reason: rejection.reason,
    content_type: rejection.contentType,
    // PostgreSQL's text cannot hold NUL.
    body: rejection.body.replaceAll('\u0000', '\uFFFD'),
    replayed_at: null,
  };
  await insertRows(work.tx, work.cap, 'rejected', [row]);
  const p = work.cap.placeholder;
  await run(
    work.tx,
    `delete from rejected where integration = ${p(1)} and id not in (select id from rejected where integration = ${p(2)} order by id desc limit ${KEPT})`,
    [rejection.integration, rejection.integration],
  );
  return row.id;
}
