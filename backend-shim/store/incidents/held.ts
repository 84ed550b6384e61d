/** Incidents that a maintenance holds. */
import { run } from '../query.ts';
import type { IncidentRow } from '../schema/incidents.ts';
import { UNNOTED } from '../stored/unreadable.ts';
import type { Work } from '../work.ts';
import { readTimers } from './stored-incident.ts';

/**
 * Looked up among incidents that wait for an instant, as one in hold does. Their timers are JSON: 0.1 runs beside, and
 * would not keep a column of its own for holds up to date.
 * @returns ids of unresolved incidents in hold
 */
export async function readHeldIncidents(work: Work): Promise<string[]> {
  const rows = await run<Pick<IncidentRow, 'id' | 'inner'>>(
    work.tx,
    `select id, "inner" from incidents where state <> 'resolved' and due_at is not null`,
    [],
  );
  // Nearly none has one, and parsing them all would take the engine's time.
  return rows
    .filter((row) => row.inner.includes('"hold"') && readTimers(row, UNNOTED)?.hold !== undefined)
    .map(({ id }) => id);
}
