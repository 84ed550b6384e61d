/** The machine's clock was set back: waits are moved along, so that none takes longer than it was to take. */
import type { Incident, Timers } from '#domain/incident/model';

/** Lengths of time. The end of a snooze and of a maintenance are instants that people named: they stay. */
const WAITS: ReadonlyArray<keyof Timers> = ['escalate', 'answer', 'confirm', 'confirmLimit', 'resolve', 'autoResolve'];

/** @param by ms, negative */
export function shiftWaits(incident: Incident, by: number): Incident {
  const timers = { ...incident.timers };
  for (const name of WAITS) {
    const at = timers[name];
    if (at !== undefined) {
      timers[name] = at + by;
    }
  }
  const run = incident.run && { ...incident.run, passStartedAt: incident.run.passStartedAt + by };
  return { ...incident, timers, run, reopens: incident.reopens.map((at) => at + by) };
}
