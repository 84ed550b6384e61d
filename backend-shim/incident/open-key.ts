/** Locks and checks the key under which an incident is open. */
import type { Incident } from '#domain/incident/model';
import { lockKeys } from '../store/concurrency/key-locks.ts';
import { run, upsertRows } from '../store/query.ts';
import type { Work } from '../store/work.ts';

/** A new alert of the same key must not open another incident meanwhile; the key is locked before the incident. */
export async function lockKeyOf(work: Work, id: string): Promise<void> {
  const row = await work.tx
    .selectFrom('incidents')
    .select(['integration', 'group_key'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row && row.integration !== null) {
    await lockKeys(work, [{ integration: row.integration, groupKey: row.group_key }]);
  }
}

/** Whether the incident's key leads to another incident that is open; takes the key back if it leads to a closed one. */
export async function hasOtherOpen(work: Work, incident: Incident): Promise<boolean> {
  if (incident.integration === null) {
    return false;
  }
  const p = work.cap.placeholder;
  const rows = await run<{ id: string; state: string }>(
    work.tx,
    `select i.id, i.state from incident_keys k join incidents i on i.id = k.incident where k.integration = ${p(1)} and k.group_key = ${p(2)}`,
    [incident.integration, incident.groupKey],
  );
  const holder = rows[0];
  if (holder && holder.id !== incident.id && holder.state !== 'resolved') {
    return true;
  }
  const key = { integration: incident.integration, group_key: incident.groupKey, incident: incident.id };
  await upsertRows(work.tx, work.cap, 'incident_keys', ['integration', 'group_key'], [key]);
  return false;
}
