/** Stores the keys of integrations (`incident_keys`), each with its latest incident. */
import { run, upsertRows } from '../query.ts';
import type { IncidentKeyTable } from '../schema/incidents.ts';
import type { Work } from '../work.ts';

/** @returns the keys of one integration that have an incident */
export function readIncidentKeys(
  work: Work,
  integration: string,
  groupKeys: readonly string[],
): Promise<IncidentKeyTable[]> {
  const text = `select integration, group_key, incident from ${work.cap.eachOf('incident_keys', 'integration', 'group_key')}`;
  return run(work.tx, text, [integration, work.cap.listParameter(groupKeys)]);
}

/** @returns the latest incident of a key and its state, or null */
export async function readHolderOfKey(
  { tx, cap }: Work,
  integration: string,
  groupKey: string,
): Promise<{ id: string; state: string } | null> {
  const p = cap.placeholder;
  const text = `select i.id, i.state from incident_keys k join incidents i on i.id = k.incident where k.integration = ${p(1)} and k.group_key = ${p(2)}`;
  const [holder] = await run<{ id: string; state: string }>(tx, text, [integration, groupKey]);
  return holder ?? null;
}

/** @returns the key that opened the incident; null: no such incident, or somebody opened it by hand */
export async function readKeyOfIncident(
  work: Work,
  id: string,
): Promise<{ integration: string; groupKey: string } | null> {
  const row = await work.tx
    .selectFrom('incidents')
    .select(['integration', 'group_key'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined || row.integration === null
    ? null
    : { integration: row.integration, groupKey: row.group_key };
}

export async function saveIncidentKeys(work: Work, keys: readonly IncidentKeyTable[]): Promise<void> {
  await upsertRows(work.tx, work.cap, 'incident_keys', ['integration', 'group_key'], keys);
}

/** @returns the keys whose latest incident is this one */
export function readKeysOf({ tx, cap }: Work, incident: string): Promise<IncidentKeyTable[]> {
  return run(tx, `select * from incident_keys where incident = ${cap.placeholder(1)}`, [incident]);
}

/** Moves the keys of a merged incident to the incident that absorbed it. */
export async function moveIncidentKeys({ tx, cap }: Work, from: string, into: string): Promise<void> {
  const p = cap.placeholder;
  await run(tx, `update incident_keys set incident = ${p(1)} where incident = ${p(2)}`, [into, from]);
}
