/** Locks and checks the key under which an incident is open. */
import type { Incident } from '#domain/incident/model';
import { readHolderOfKey, readKeyOfIncident, saveIncidentKeys } from '../store/incidents/keys.ts';
import { lockKeys } from '../store/concurrency/key-locks.ts';
import type { Work } from '../store/work.ts';

/** A new alert of the same key must not open another incident meanwhile; the key is locked before the incident. */
export async function lockKeyOf(work: Work, id: string): Promise<void> {
  const key = await readKeyOfIncident(work, id);
  if (key !== null) {
    await lockKeys(work, [key]);
  }
}

/** Whether the incident's key leads to another incident that is open; takes the key back if it leads to a closed one. */
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
