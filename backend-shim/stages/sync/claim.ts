/** Claims what sources are due to be told. */
import { releaseExpired, takeLeases } from '../../store/concurrency/leases.ts';
import type { Lessee } from '../../store/concurrency/leases.ts';
import type { SyncRow } from '../../store/schema/syncs.ts';
import { readDueSyncs } from '../../store/syncs/syncs.ts';
import type { Work } from '../../store/work.ts';

/** Claims one update per incident and source at a time, so that a source gets them in order. */
export async function claimSyncs(work: Work, lessee: Lessee, free: number): Promise<SyncRow[]> {
  await releaseExpired(work, 'syncs');
  const rows = await readDueSyncs(work, free);
  await takeLeases(
    work,
    'syncs',
    lessee,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, state: 'sending', lease_owner: lessee.owner, attempt: row.attempt + 1 }));
}
