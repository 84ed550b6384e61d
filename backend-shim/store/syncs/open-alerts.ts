/** Reads the alerts that a source is asked about. */
import { UNRESOLVED } from '../incidents/list/unresolved.ts';
import { run, selectIn } from '../query.ts';
import type { AlertTable } from '../schema/incidents.ts';
import type { Work } from '../work.ts';

/** A firing alert of an unresolved incident. */
export interface OpenAlertRow extends AlertTable {
  incident_key: string;
  /** The memory of the incident in the source, as JSON; null: none. */
  memory: string | null;
}

/** @returns at most `most`, by number of incident and fingerprint, from the one with this place on */
export function readOpenAlerts(work: Work, integration: string, from: number, most: number): Promise<OpenAlertRow[]> {
  const place = `limit ${Math.floor(most)} offset ${Math.floor(from)}`;
  return openAlertRows(work, integration, `order by i.number, a.fingerprint ${place}`);
}

/** @returns all of these incidents, by number of incident and fingerprint */
export function readOpenAlertsOf(
  work: Work,
  integration: string,
  incidents: readonly string[],
): Promise<OpenAlertRow[]> {
  const { placeholder: p, inList, listParameter } = work.cap;
  return openAlertRows(work, integration, `and ${inList('i.id', p(2))} order by i.number, a.fingerprint`, [
    listParameter(incidents),
  ]);
}

function openAlertRows(
  work: Work,
  integration: string,
  which: string,
  more: readonly unknown[] = [],
): Promise<OpenAlertRow[]> {
  return run<OpenAlertRow>(
    work.tx,
    `select a.*, i.group_key as incident_key, m.body as memory from incidents i join alerts a on a.incident = i.id
     left join sync_memories m on m.incident = i.id and m.integration = a.integration
     where i.${UNRESOLVED} and a.integration = ${work.cap.placeholder(1)} and a.status = 'firing' ${which}`,
    [integration, ...more],
  );
}

/** @returns alerts of these incidents, firing ones first, then by fingerprint */
export function readAlertsToTell(work: Work, incidents: readonly string[]): Promise<AlertTable[]> {
  const order = `order by case when status = 'firing' then 0 else 1 end, fingerprint`;
  return selectIn<AlertTable>(work.tx, work.cap, '* from alerts', 'incident', incidents, order);
}

/**
 * @param since epoch ms
 * @returns the fingerprints for which a signal came in since then
 */
export async function readReceivedFingerprints(
  work: Work,
  integration: string,
  fingerprints: readonly string[],
  since: number,
): Promise<Set<string>> {
  const { placeholder: p, inList, listParameter } = work.cap;
  const text = `select distinct fingerprint from signals where integration = ${p(1)} and received_at > ${p(2)} and ${inList('fingerprint', p(3))}`;
  const rows = await run<{ fingerprint: string }>(work.tx, text, [integration, since, listParameter(fingerprints)]);
  return new Set(rows.map((row) => row.fingerprint));
}
