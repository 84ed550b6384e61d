/**
 * Stores alerts that their source reported as over when it was queried. They are checked for a while, since the source
 * does not report them again.
 */
import { DAY } from '#domain/time/duration';
import { run, upsertRows, write } from '../query.ts';
import type { AlertTable } from '../schema/incidents.ts';
import type { Work } from '../work.ts';

/** Longer than the usual `repeat_interval` of 4 hours, after which a source repeats an alert by itself. */
const LOOKED_AT = DAY;

export async function markQuietAlerts(
  work: Work,
  integration: string,
  alerts: ReadonlyArray<{ incident: string; fingerprint: string }>,
): Promise<void> {
  await upsertRows(
    work.tx,
    work.cap,
    'quiet_alerts',
    ['integration', 'incident', 'fingerprint'],
    alerts.map(({ incident, fingerprint }) => ({ integration, incident, fingerprint, at: work.now })),
  );
}

/** @returns those of an integration that are still resolved here, ordered by incident and fingerprint */
export async function readQuietAlerts(work: Work, integration: string): Promise<AlertTable[]> {
  const p = work.cap.placeholder;
  await write(work.tx, `delete from quiet_alerts where integration = ${p(1)} and at < ${p(2)}`, [
    integration,
    work.now - LOOKED_AT,
  ]);
  return run<AlertTable>(
    work.tx,
    `select a.* from quiet_alerts q join alerts a on a.incident = q.incident and a.fingerprint = q.fingerprint
     where q.integration = ${p(1)} and a.status = 'resolved' order by a.incident, a.fingerprint`,
    [integration],
  );
}
