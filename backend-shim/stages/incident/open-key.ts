/** Locks and checks the key of an open incident. */
import type { Incident } from '#domain/incident/model';
import { readHolderOfKey, readKeyOfIncident, saveIncidentKeys } from '../../store/incidents/keys.ts';
import { lockKeys } from '../../store/concurrency/key-locks.ts';
import type { Work } from '../../store/work.ts';

/**
 * Locks the incident's key before the incident, so that a new alert with this key cannot open another incident meanwhile.
 * @param others keys that the transaction writes, too; all are locked at once, so that two sidecars never deadlock
 */
export async function lockKeysOf(
  work: Work,
  id: string,
  others: ReadonlyArray<{ integration: string; groupKey: string }>,
): Promise<void> {
  const key = await readKeyOfIncident(work, id);
  await lockKeys(work, key === null ? others : [key, ...others]);
}

/** Whether the key leads to another open incident. */
export async function hasOtherOpen(work: Work, incident: Incident): Promise<boolean> {
  if (incident.integration === null) {
    return false;
  }
  const holder = await readHolderOfKey(work, incident.integration, incident.groupKey);
  return holder !== null && holder.id !== incident.id && holder.state !== 'resolved';
}

/** Makes the key lead to this incident, which is open again; it may lead to a closed one. */
export async function takeKey(work: Work, { integration, groupKey, id }: Incident): Promise<void> {
  if (integration !== null) {
    await saveIncidentKeys(work, [{ integration, group_key: groupKey, incident: id }]);
  }
}
