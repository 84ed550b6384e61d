/** Reads and writes alerts of incidents, one row per incident and fingerprint. */
import { insertRows, run, updateRows, upsertRows, write } from '../query.ts';
import type { AlertTable } from '../schema/incidents.ts';
import type { Work } from '../work.ts';

/** An incident and a fingerprint. */
export type AlertKey = [incident: string, fingerprint: string];

const KEY = ['incident', 'fingerprint'] as const;

export function readAlertsOf(work: Work, incident: string): Promise<AlertTable[]> {
  return run(work.tx, `select * from alerts where incident = ${work.cap.placeholder(1)}`, [incident]);
}

/** Looks up pairs: a thousand alerts of a thousand incidents would otherwise mean a million combinations. */
export function readAlertsByKey({ tx, cap }: Work, keys: readonly AlertKey[]): Promise<AlertTable[]> {
  const isIt = 'a.incident = v.incident and a.fingerprint = v.fingerprint';
  // `offset 0` makes PostgreSQL look up each, also where it planned for a table that was still small.
  return cap.shared
    ? run(
        tx,
        `select found.* from unnest($1::text[], $2::text[]) as v (incident, fingerprint), lateral (select * from alerts a where ${isIt} offset 0) found`,
        [keys.map(([incident]) => incident), keys.map(([, fingerprint]) => fingerprint)],
      )
    : run(
        tx,
        `select a.* from (select value ->> 0 as incident, value ->> 1 as fingerprint from json_each(?)) v cross join alerts a on ${isIt}`,
        [JSON.stringify(keys)],
      );
}

/** Inserts, or replaces whole rows. */
export async function saveAlerts(work: Work, rows: readonly AlertTable[]): Promise<void> {
  await upsertRows(work.tx, work.cap, 'alerts', KEY, rows);
}

/** For repeated alerts, only their count and last instant change. */
export async function countAlertRepeats(work: Work, rows: readonly AlertTable[]): Promise<void> {
  await updateRows(
    work.tx,
    work.cap,
    'alerts',
    KEY,
    rows.map(({ incident, fingerprint, last_at, count }) => ({ incident, fingerprint, last_at, count })),
  );
}

/** Moves alerts of `from` whose fingerprints `into` does not have. */
export async function moveSomeAlerts(
  { tx, cap }: Work,
  fingerprints: readonly string[],
  from: string,
  into: string,
): Promise<void> {
  const p = cap.placeholder;
  await write(
    tx,
    `update alerts set incident = ${p(1)} where incident = ${p(2)} and ${cap.inList('fingerprint', p(3))}`,
    [into, from, cap.listParameter(fingerprints)],
  );
}

/** The fields that a merge adds to an alert that both incidents have. */
const TAKEN_OVER = ['status', 'severity', 'starts_at', 'problem', 'integration', 'group_key', 'downtime'] as const;
const TAKE_OVER = `on conflict (incident, fingerprint) do update set ${TAKEN_OVER.map((column) => `${column} = excluded.${column}`).join(', ')}`;

/** @param rows alerts of the incident `from` that move to `into`; all other alerts of `from` are deleted */
export async function moveAlerts(work: Work, rows: readonly AlertTable[], from: string, into: string): Promise<void> {
  await insertRows(
    work.tx,
    work.cap,
    'alerts',
    rows.map((row) => ({ ...row, incident: into })),
    TAKE_OVER,
  );
  await run(work.tx, `delete from alerts where incident = ${work.cap.placeholder(1)}`, [from]);
}
