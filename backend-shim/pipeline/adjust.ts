/** Updates rows that derive from the configuration, after a start or a change of it. */
import { adjustCalendars } from '../calendar/adjust.ts';
import { adjustRotas } from '../duty/handoff.ts';
import { adjustHeartbeats } from '../intake/heartbeat.ts';
import { adjustLabour } from '../labour/unit.ts';
import { adjustShadows } from '../incident/shadow/adjust.ts';
import { adjustHolds } from '../incident/holds.ts';
import type { Work } from '../store/work.ts';

/**
 * @param down ms for which Vigie was down; 0 after a change
 * @param isAllShadow `VIGIE_SHADOW`, which counts at a start; null after a change
 */
export async function adjustToConfiguration(
  work: Work,
  down: number,
  isAllShadow: boolean | null = null,
): Promise<void> {
  await adjustShadows(work, isAllShadow);
  await adjustHeartbeats(work, down);
  await adjustCalendars(work);
  await adjustRotas(work);
  await adjustHolds(work);
  await adjustLabour(work);
}
