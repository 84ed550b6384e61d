/** Claims what sources are due to be told. */
import type { Capabilities } from '../store/capabilities.ts';
import { releaseExpired, takeLeases } from '../store/concurrency/leases.ts';
import { run } from '../store/query.ts';
import type { SyncRow } from '../store/schema/syncs.ts';
import type { Db } from '../store/store.ts';
import type { Work } from '../store/work.ts';

/** What there is to tell; asked outside of a transaction, since there rarely is anything. */
export interface SyncWork {
  /** Something is due, or a lease ran out. */
  due: boolean;
  /** A step of an incident waits for what its source says. */
  asked: boolean;
  /** Something is held for an acknowledgement. */
  held: boolean;
}

export async function syncWork(db: Db, cap: Capabilities, now: number): Promise<SyncWork> {
  const p = cap.placeholder;
  const text = `select (select count(*) from (select 1 from syncs where state = 'due' and due_at <= ${p(1)} limit 1) d) as due,
    (select count(*) from (select 1 from syncs where state = 'sending' and lease_until <= ${p(2)} limit 1) l) as lost,
    (select count(*) from (select 1 from source_questions limit 1) q) as asked,
    (select count(*) from (select 1 from sync_memories limit 1) m) as held`;
  const [row] = await run<{ due: number; lost: number; asked: number; held: number }>(db, text, [now, now]);
  return { due: (row?.due ?? 0) + (row?.lost ?? 0) > 0, asked: (row?.asked ?? 0) > 0, held: (row?.held ?? 0) > 0 };
}

/** One per incident and source at a time: a source hears of things in their order. */
export async function claimSyncs(work: Work, owner: string, free: number): Promise<SyncRow[]> {
  const p = work.cap.placeholder;
  await releaseExpired(work, 'syncs');
  const text = `select s.* from syncs s where s.state = 'due' and s.due_at <= ${p(1)}
    and not exists (select 1 from syncs e where e.incident = s.incident and e.integration = s.integration and e.state in ('due', 'sending') and e.id < s.id)
    order by s.due_at, s.id limit ${p(2)} ${work.cap.forUpdateSkipLocked}`;
  const rows = await run<SyncRow>(work.tx, text, [work.now, free]);
  await takeLeases(
    work,
    'syncs',
    owner,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, state: 'sending', lease_owner: owner, attempt: row.attempt + 1 }));
}
