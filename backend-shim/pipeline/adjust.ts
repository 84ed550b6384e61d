/** Updates rows that derive from the configuration, after a start or a change of it. */
import { aside } from '../store/concurrency/aside.ts';
import { adjustCalendars } from '../stages/calendar/adjust.ts';
import { adjustRotas } from '../stages/duty/handoff.ts';
import type { RotaRefreshQueue } from '../stages/duty/rota-refresh-queue.ts';
import { adjustHeartbeats } from '../stages/intake/heartbeat.ts';
import { adjustLabour } from '../labour/unit.ts';
import { adjustShadows } from '../stages/incident/shadow/adjust.ts';
import { adjustHolds } from '../stages/incident/holds.ts';
import type { Work } from '../store/work.ts';

export interface AdjustedTo {
  rotaRefreshQueue: Pick<RotaRefreshQueue, 'take'>;
  /** ms for which Vigie was down; 0 after a change. */
  down?: number;
  /** `VIGIE_SHADOW`, which counts at a start; null after a change. */
  isAllShadow?: boolean | null;
}

export async function adjustToConfiguration(
  work: Work,
  { rotaRefreshQueue, down = 0, isAllShadow = null }: AdjustedTo,
): Promise<void> {
  await adjustShadows(work, isAllShadow);
  await aside(work, 'heartbeats', () => adjustHeartbeats(work, down), undefined);
  await adjustCalendars(work);
  await adjustRotas(work, rotaRefreshQueue);
  await adjustHolds(work);
  await adjustLabour(work);
}
