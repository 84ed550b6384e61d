/** Removes unreadable values from the registry that retention, a person or another sidecar has deleted. */
import { run } from '../query.ts';
import type { Work } from '../work.ts';

/** For each kind of row, its table and the form of its id. Configured objects are checked elsewhere. */
const ROWS: Readonly<Record<string, { table: string; id: string; where?: string }>> = {
  incidents: { table: 'incidents', id: 'id' },
  alerts: { table: 'alerts', id: "incident || '/' || fingerprint" },
  timeline: { table: 'timeline', id: 'id' },
  pages: { table: 'pages', id: 'id' },
  deliveries: { table: 'deliveries', id: 'id' },
  duties: { table: 'duties', id: 'id' },
  interventions: { table: 'interventions', id: 'id' },
  rests: { table: 'rests', id: 'id' },
  decisions: { table: 'decisions', id: 'id' },
  notices: { table: 'notices', id: 'id' },
  statements: { table: 'statements', id: 'id' },
  reviews: { table: 'reviews', id: 'incident' },
  imports: { table: 'imports', id: 'id' },
  tokens: { table: 'tokens', id: 'id' },
  audit: { table: 'audit', id: 'id' },
  // Retention deletes the payload before the row.
  signals: { table: 'signals', id: 'id', where: 'raw is not null' },
  receipts: { table: 'receipts', id: 'id' },
  events: { table: 'events', id: 'id' },
  outboxRequests: { table: 'outbox_requests', id: 'id' },
  policyCopies: { table: 'policy_copies', id: 'hash' },
  syncMemories: { table: 'sync_memories', id: "incident || '/' || integration" },
  meta: { table: 'meta', id: 'key' },
};

export async function clearDeletedUnreadable({ tx, cap, unreadable }: Work): Promise<void> {
  const listed = Map.groupBy(unreadable.list(), ({ kind }) => kind);
  for (const [kind, found] of listed) {
    const rows = ROWS[kind];
    if (rows !== undefined) {
      const ids = [...new Set(found.map(({ id }) => id))];
      const there = await run<{ id: string }>(
        tx,
        `select ${rows.id} as id from ${rows.table} where ${cap.inList(rows.id, cap.placeholder(1))} and ${rows.where ?? '1 = 1'}`,
        [cap.listParameter(ids)],
      );
      const still = new Set(there.map(({ id }) => id));
      ids.filter((id) => !still.has(id)).forEach((id) => unreadable.clear({ kind, id }));
    }
  }
}
