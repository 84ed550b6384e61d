/** The machine's clock was set back: whatever waits for a length of time waits no longer than that. */
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
