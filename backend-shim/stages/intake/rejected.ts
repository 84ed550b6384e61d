/** Keeps the last rejected payloads of each integration, for inspection and replay. */
import type { RejectedPayload } from '../../ports/ingest.ts';
import { insertRejected } from '../../store/intake/rejected.ts';
import type { Database } from '../../store/schema.ts';
import type { Work } from '../../store/work.ts';

const KEPT = 50;

export async function keepRejected(work: Work, rejection: RejectedPayload): Promise<string> {
  const row: Database['rejected'] = {
    id: work.ids.next(),
    integration: rejection.integration,
    at: work.now,
    reason: rejection.reason,
    content_type: rejection.contentType,
    // PostgreSQL text cannot contain NUL.
    body: rejection.body.replaceAll('\u0000', '\uFFFD'),
    replayed_at: null,
  };
  await insertRejected(work, row, KEPT);
  return row.id;
}
