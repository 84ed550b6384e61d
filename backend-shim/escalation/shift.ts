/** Moves the timers of incidents when the clock steps back. */
import { shiftWaits } from '#domain/incident/progress/shift';
import { lockIncidents } from '../store/incidents/incidents.ts';
import { run } from '../store/query.ts';
import { saveChanges } from '../store/incidents/save.ts';
import type { Work } from '../store/work.ts';

/** Moves the waits of all incidents. @param by ms, negative */
export async function shiftIncidents(work: Work, by: number): Promise<void> {
  const rows = await run<{ subject: string }>(work.tx, `select subject from timers where kind = 'incident'`, []);
  const incidents = await lockIncidents(
    work,
    rows.map((row) => row.subject),
  );
  await saveChanges(
    work,
    [...incidents.values()].map((incident) => ({ incident: shiftWaits(incident, by), effects: [] })),
  );
  await run(work.tx, `update timers set due_at = due_at + ${work.cap.placeholder(1)} where kind = 'unreachable'`, [by]);
}
