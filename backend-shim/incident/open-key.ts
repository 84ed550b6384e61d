/** Locks and checks the key of an open incident. */
import type { Incident } from '#domain/incident/model';
import { readHolderOfKey, readKeyOfIncident, saveIncidentKeys } from '../store/incidents/keys.ts';
import { lockKeys } from '../store/concurrency/key-locks.ts';
import type { Work } from '../store/work.ts';

/** Locks the key before the incident, so that a new alert with this key cannot open another incident meanwhile. */
export async function lockKeyOf(work: Work, id: string): Promise<void> {
  const key = await readKeyOfIncident(work, id);
  if (key !== null) {
    await lockKeys(work, [key]);
  }
}

/** Whether the key leads to another open incident. If it leads to a closed one, the key is taken back. */
export async function hasOtherOpen(work: Work, incident: Incident): Promise<boolean> {
  if (incident.integration === null) {
    return false;
  }
  const holder = await readHolderOfKey(work, incident.integration, incident.groupKey);
  if (holder && holder.id !== incident.id && holder.state !== 'resolved') {
    return true;
  }
  const key = { integration: incident.integration, group_key: incident.groupKey, incident: incident.id };
  await saveIncidentKeys(work, [key]);
  return false;
}
