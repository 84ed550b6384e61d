/** Stores updates for sources, one row each, and their order. */
import type { StoreCapabilities } from '../capabilities.ts';
import { insertRows, run, selectIn, upsertRows } from '../query.ts';
import type { AttemptTable } from '../schema/deliveries.ts';
import type { SyncRow } from '../schema/syncs.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

/** Updates that wait for their source. */
export interface PendingSyncWork {
  /** Something is due, or a lease ran out. */
  due: boolean;
  /** A step of an incident waits for the answer of its source. */
  asked: boolean;
  /** Something is held for an acknowledgement. */
  held: boolean;
}

/**
 * Read outside of a transaction, since there is rarely any.
 * @param now epoch ms
 */
export async function pendingSyncWork(db: Db, cap: StoreCapabilities, now: number): Promise<PendingSyncWork> {
  const p = cap.placeholder;
  const text = `select (select count(*) from (select 1 from syncs where state = 'due' and due_at <= ${p(1)} limit 1) d) as due,
    (select count(*) from (select 1 from syncs where state = 'sending' and lease_until <= ${p(2)} limit 1) l) as lost,
    (select count(*) from (select 1 from source_questions limit 1) q) as asked,
    (select count(*) from (select 1 from sync_memories limit 1) m) as held`;
  const [row] = await run<{ due: number; lost: number; asked: number; held: number }>(db, text, [now, now]);
  return { due: (row?.due ?? 0) + (row?.lost ?? 0) > 0, asked: (row?.asked ?? 0) > 0, held: (row?.held ?? 0) > 0 };
}

/** @returns locked rows, the longest due first; of an incident and source only the oldest that is not settled */
export function readDueSyncs(work: Work, most: number): Promise<SyncRow[]> {
  const p = work.cap.placeholder;
  const text = `select s.* from syncs s where s.state = 'due' and s.due_at <= ${p(1)}
    and not exists (select 1 from syncs e where e.incident = s.incident and e.integration = s.integration and e.state in ('due', 'sending') and e.id < s.id)
    order by s.due_at, s.id limit ${p(2)} ${work.cap.forUpdateSkipLocked}`;
  return run<SyncRow>(work.tx, text, [work.now, most]);
}

/** @returns locked rows, in the order of their ids */
export function lockSyncs(work: Work, ids: readonly string[]): Promise<SyncRow[]> {
  return selectIn<SyncRow>(work.tx, work.cap, '* from syncs', 'id', ids, `order by id ${work.cap.forUpdate}`);
}

/** @returns locked rows that an agent has taken or may take, in the order of their ids */
export function lockWaitingSyncs(work: Work, ids: readonly string[]): Promise<SyncRow[]> {
  const tail = `and state = 'waiting' order by id ${work.cap.forUpdate}`;
  return selectIn<SyncRow>(work.tx, work.cap, '* from syncs', 'id', ids, tail);
}

/** @returns locked rows that an agent of this integration may take now, the oldest first */
export function readSyncsForAgent(work: Work, integration: string, most: number): Promise<SyncRow[]> {
  const p = work.cap.placeholder;
  const text = `select * from syncs where integration = ${p(1)} and state = 'waiting' and (lease_until is null or lease_until <= ${p(2)})
    order by id limit ${p(3)} ${work.cap.forUpdateSkipLocked}`;
  return run<SyncRow>(work.tx, text, [integration, work.now, most]);
}

/**
 * Records that an agent has taken the row and must report until then.
 * @param until epoch ms
 */
export async function lendSyncToAgent(work: Work, row: Pick<SyncRow, 'id' | 'attempt'>, until: number): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `update syncs set lease_until = ${p(1)}, attempt = ${p(2)} where id = ${p(3)}`, [
    until,
    row.attempt,
    row.id,
  ]);
}

/** @param before epoch ms @returns at most 500 locked rows that no agent has reported */
export function readUnreportedSyncs(work: Work, before: number): Promise<SyncRow[]> {
  const text = `select * from syncs where state = 'waiting' and created_at < ${work.cap.placeholder(1)} order by id limit 500 ${work.cap.forUpdateSkipLocked}`;
  return run<SyncRow>(work.tx, text, [before]);
}

/** Replaces the row. */
export function saveSync(work: Work, row: SyncRow): Promise<void> {
  return upsertRows(work.tx, work.cap, 'syncs', ['id'], [row]);
}

export function addSyncAttempt(work: Work, attempt: AttemptTable): Promise<void> {
  return insertRows(work.tx, work.cap, 'attempts', [attempt]);
}

/**
 * Delays the updates behind an update for as long as that one waits.
 * @param until epoch ms
 */
export async function delaySyncsBehind(work: Work, row: SyncRow, until: number): Promise<void> {
  const p = work.cap.placeholder;
  const text = `update syncs set due_at = ${p(1)} where incident = ${p(2)} and integration = ${p(3)} and state = 'due' and due_at < ${p(4)}`;
  await run(work.tx, text, [until, row.incident, row.integration, until]);
}

/** Moves the waits of updates, and the leases on those under way. @param by ms, negative */
export async function shiftSyncs(work: Work, by: number): Promise<void> {
  const p = work.cap.placeholder(1);
  await run(work.tx, `update syncs set due_at = due_at + ${p} where state = 'due'`, [by]);
  await run(
    work.tx,
    `update syncs set lease_until = lease_until + ${p} where state in ('sending', 'waiting') and lease_until is not null`,
    [by],
  );
}
