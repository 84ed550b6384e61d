/** Finds the incidents that a maintenance holds. */
import { run } from '../query.ts';
import type { IncidentRow } from '../schema/incidents.ts';
import { UNNOTED } from '../stored/unreadable.ts';
import type { Work } from '../work.ts';
import { UNRESOLVED } from './list/unresolved.ts';
import { readTimers } from './stored-incident.ts';

/**
 * Searches among incidents that wait for an instant, as every held incident does. The timers are JSON and no column
 * says that an incident is held: 0.1 may run on the same database and would not maintain such a column.
 * @returns ids of unresolved held incidents
 */
export async function readHeldIncidents(work: Work): Promise<string[]> {
  const rows = await run<Pick<IncidentRow, 'id' | 'inner'>>(
    work.tx,
    `select id, "inner" from incidents where ${UNRESOLVED} and due_at is not null`,
    [],
  );
  // Few incidents are held, and parsing all of them would take the engine's time.
  return rows
    .filter((row) => row.inner.includes('"hold"') && readTimers(row, UNNOTED)?.hold !== undefined)
    .map(({ id }) => id);
}
