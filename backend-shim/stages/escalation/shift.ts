/** Moves the timers of incidents when the clock steps back. */
import { shiftWaits } from '#domain/incident/progress/shift';
import { lockIncidents } from '../../store/incidents/incidents.ts';
import { saveChanges } from '../../store/incidents/save.ts';
import { readTimerSubjects, shiftTimers } from '../../store/timers.ts';
import type { Work } from '../../store/work.ts';

/** Moves the waits of all incidents. @param by ms, negative */
export async function shiftIncidents(work: Work, by: number): Promise<void> {
  const incidents = await lockIncidents(work, await readTimerSubjects(work, 'incident'));
  await saveChanges(
    work,
    [...incidents.values()].map((incident) => ({ incident: shiftWaits(incident, by), effects: [] })),
  );
  await shiftTimers(work, 'unreachable', by);
}
