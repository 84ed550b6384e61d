/** Moves the waits of an incident when the machine's clock is set back, so that none takes longer than planned. */
import type { Incident, IncidentTimers } from '#domain/incident/model';

/** Timers that are durations. The ends of snoozes and maintenances are instants that people chose, so they stay. */
const WAITS: ReadonlyArray<keyof IncidentTimers> = [
  'escalate',
  'answer',
  'confirm',
  'confirmLimit',
  'resolve',
  'autoResolve',
];

/** @param by ms, negative */
export function shiftWaits(incident: Incident, by: number): Incident {
  const timers = { ...incident.timers };
  for (const name of WAITS) {
    const at = timers[name];
    if (at !== undefined) {
      timers[name] = at + by;
    }
  }
  if (incident.run?.pause !== undefined && timers.escalate !== undefined) {
    // A window opens at an instant of civil time, which is found anew, at once.
    timers.escalate = incident.run.passStartedAt + by;
  }
  const run = incident.run && { ...incident.run, passStartedAt: incident.run.passStartedAt + by };
  return { ...incident, timers, run, reopens: incident.reopens.map((at) => at + by) };
}
