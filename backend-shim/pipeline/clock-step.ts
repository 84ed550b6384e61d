/** Moves waits when the machine's clock was set back, so that none lasts longer than meant. */
import { shiftIncidents } from '../escalation/shift.ts';
import { shiftHeartbeats } from '../intake/heartbeat.ts';
import { shiftOutbox } from '../outbox/shift.ts';
import { shiftSyncs } from '../store/syncs/syncs.ts';
import type { Work } from '../store/work.ts';

/** Handoffs, ends of snoozes, maintenances and quiet hours keep the wall clock. @param by ms, negative */
export async function shiftWaiting(work: Work, by: number): Promise<void> {
  await shiftIncidents(work, by);
  await shiftOutbox(work, by);
  await shiftSyncs(work, by);
  await shiftHeartbeats(work, by);
}
