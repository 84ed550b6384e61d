/** Leases rows of work: the holder of a lease works on the row until the lease expires or the outcome is settled. */
import { run, write } from '../query.ts';
import type { Work } from '../work.ts';

/**
 * How long a lease lasts without being renewed, where commits are quick. Other sidecars take over the rows of a dead sidecar
 * after this time.
 */
export const LEASE_MS = 4000;

/** Tables whose rows are `due`, then `sending` under a lease, then settled. */
export type LeasedTable = 'deliveries' | 'syncs';

/** The columns that a new attempt resets besides the lease. */
const RESET: Record<LeasedTable, string> = { deliveries: ', outcome = null', syncs: '' };

const RELEASED = "state = 'due', lease_owner = null, lease_until = null";

/** Makes rows due again whose lease expired. Rows that another sidecar is settling or renewing are left to it. */
export async function releaseExpired(work: Work, table: LeasedTable): Promise<void> {
  const { placeholder: p, forUpdateSkipLocked } = work.cap;
  await endWithPages(work, table, `and lease_until <= ${p(3)}`, [work.now]);
  const expired = `select id from ${table} where state = 'sending' and lease_until <= ${p(1)} ${forUpdateSkipLocked}`;
  await write(work.tx, `update ${table} set ${RELEASED} where id in (${expired})`, [work.now]);
}

/** A page that ended while it was under way, and whose sender is gone, is not sent again: nobody waits for it any more. */
async function endWithPages(
  { tx, cap, now }: Work,
  table: LeasedTable,
  which: string,
  parameters: readonly number[],
): Promise<void> {
  if (table === 'deliveries') {
    const { placeholder: p, forUpdateSkipLocked } = cap;
    const reason = '(select end_reason from pages where pages.id = deliveries.page)';
    const ended = `select id from deliveries where state = 'sending' and exists (select 1 from pages where pages.id = deliveries.page and pages.state = ${p(2)}) ${which} ${forUpdateSkipLocked}`;
    await write(
      tx,
      `update deliveries set state = 'cancelled', outcome = ${reason}, done_at = ${p(1)}, lease_owner = null, lease_until = null where id in (${ended})`,
      [now, 'ended', ...parameters],
    );
  }
}

/** Who leases rows, and for how long (ms). */
export interface Lessee {
  owner: string;
  lease: number;
}

/** Begins an attempt. The caller has locked the rows and found them due. */
export async function takeLeases(
  work: Work,
  table: LeasedTable,
  { owner, lease }: Lessee,
  ids: readonly string[],
): Promise<void> {
  const { placeholder: p, inList, listParameter } = work.cap;
  if (ids.length > 0) {
    const text = `update ${table} set state = 'sending', lease_owner = ${p(1)}, lease_until = ${p(2)}, attempt = attempt + 1${RESET[table]} where ${inList('id', p(3))}`;
    await write(work.tx, text, [owner, work.now + lease, listParameter(ids)]);
  }
}

/** The columns of a row that is stored under a lease, with its first attempt begun. */
export function firstLease({ owner, lease }: Lessee, now: number) {
  return { state: 'sending', lease_owner: owner, lease_until: now + lease, attempt: 1 };
}

/**
 * Renews the leases of work that is under way. If an outcome could not be stored, its lease expires.
 * @param ids rows that this process works on
 * @returns those whose lease it still holds, and that nobody else has locked
 */
export async function renewLeases(
  work: Work,
  table: LeasedTable,
  { owner, lease }: Lessee,
  ids: readonly string[],
): Promise<string[]> {
  const { placeholder: p, inList, listParameter, forUpdateSkipLocked } = work.cap;
  const own = `select id from ${table} where ${inList('id', p(2))} and state = 'sending' and lease_owner = ${p(3)} ${forUpdateSkipLocked}`;
  const text = `update ${table} set lease_until = ${p(1)} where id in (${own}) returning id`;
  const renewed = await run<{ id: string }>(work.tx, text, [work.now + lease, listParameter(ids), owner]);
  return renewed.map(({ id }) => id);
}

/** Releases all leases at a start on SQLite, where no other process can hold one. */
export async function voidLeases(work: Work): Promise<void> {
  for (const table of Object.keys(RESET) as LeasedTable[]) {
    await endWithPages(work, table, '', []);
    await write(work.tx, `update ${table} set ${RELEASED} where state = 'sending'`, []);
  }
}

/** Whether this process may settle the row. A lease that expired may have been taken over by another process. */
export function holdsLease(owner: string, row: { state: string; lease_owner: string | null }): boolean {
  return row.state === 'sending' && row.lease_owner === owner;
}
