/** Moves waits when the clock by which they count was set back, so that none lasts longer than meant. */
import { shiftIncidents } from '../stages/escalation/shift.ts';
import { shiftHeartbeats } from '../stages/intake/heartbeat.ts';
import { shiftOutbox } from '../stages/outbox/shift.ts';
import { shiftSyncs } from '../store/syncs/syncs.ts';
import { noteClockStep } from '../store/clock.ts';
import type { ClockStep } from '../store/store.ts';
import type { Work } from '../store/work.ts';

/** Handoffs, ends of snoozes, maintenances and quiet hours keep the wall clock. @param by ms, negative */
export async function shiftWaiting(work: Work, by: number): Promise<void> {
  await shiftIncidents(work, by);
  await shiftOutbox(work, by);
  await shiftSyncs(work, by);
  await shiftHeartbeats(work, by);
}

/** Moves waits for all sidecars of a database, each of which sees the step. */
export async function shiftForAll(work: Work, { by, known }: ClockStep): Promise<void> {
  if (await noteClockStep(work, known)) {
    await shiftWaiting(work, by);
  }
}
