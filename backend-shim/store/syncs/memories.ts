/** Stores what a source keeps for Vigie, such as a silence, until the source is asked to remove it. */
import { run, selectIn, upsertRows } from '../query.ts';
import type { SyncMemoryTable } from '../schema/syncs.ts';
import type { Work } from '../work.ts';

/** The incident and integration that a memory belongs to. */
export type MemoryKey = Pick<SyncMemoryTable, 'incident' | 'integration'>;

export function readMemories(work: Work, incidents: readonly string[]): Promise<SyncMemoryTable[]> {
  return selectIn<SyncMemoryTable>(work.tx, work.cap, '* from sync_memories', 'incident', incidents);
}

/** @returns memories of incidents that are not acknowledged any more, and for which no update is waiting */
export function readStrayMemories(work: Work): Promise<MemoryKey[]> {
  return run<MemoryKey>(
    work.tx,
    `select m.incident, m.integration from sync_memories m left join incidents i on i.id = m.incident
     where coalesce(i.state, 'resolved') in ('open', 'resolved')
     and not exists (select 1 from syncs s where s.incident = m.incident and s.integration = m.integration and s.what = 'unacknowledge' and s.state in ('due', 'sending'))`,
    [],
  );
}

export function saveMemory(work: Work, memory: SyncMemoryTable): Promise<void> {
  return upsertRows(work.tx, work.cap, 'sync_memories', ['incident', 'integration'], [memory]);
}

export async function deleteMemory(work: Work, { incident, integration }: MemoryKey): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `delete from sync_memories where incident = ${p(1)} and integration = ${p(2)}`, [
    incident,
    integration,
  ]);
}
