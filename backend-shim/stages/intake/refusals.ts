/** Counts alerts that were not taken, each once, wherever on its way it was refused. */
import type { Refusals } from '../../ports/ingest.ts';
import type { Metrics } from '../../ports/metrics.ts';
import { StoreUnavailable } from '../../store/store.ts';

export interface RefusalsDeps {
  metrics: Pick<Metrics, 'alertsRefused'>;
  /** What refuses an alert is told at once, without waiting for the next attempt to write. */
  unwritable(error: StoreUnavailable): void;
}

export function createRefusals({ metrics, unwritable }: RefusalsDeps): Refusals {
  const noted = new WeakSet<object>();
  return {
    note: (error, alerts) => {
      if (typeof error !== 'object' || error === null || noted.has(error)) {
        return;
      }
      noted.add(error);
      const isStore = error instanceof StoreUnavailable;
      metrics.alertsRefused.inc({ reason: isStore ? error.trouble.reason : 'internal' }, alerts);
      if (isStore) {
        unwritable(error);
      }
    },
    overloaded: () => metrics.alertsRefused.inc({ reason: 'overloaded' }),
  };
}
