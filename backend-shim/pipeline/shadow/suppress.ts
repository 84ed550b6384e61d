/** Suppresses due deliveries that are in shadow, together if possible. One that fails does not stop the others. */
import { isAllReal } from '#domain/notify/shadow';
import type { ShadowState } from '#domain/notify/shadow';
import { dueToSuppress, putOffShadow, settleShadow } from '../../stages/outbox/sending/shadow.ts';
import type { ChannelRegistry } from '../../ports/channel.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { DeliveryRow } from '../../store/schema/deliveries.ts';
import { SHADOW } from '../../store/shadow/shadowed-incidents.ts';
import { isOutage } from '../../store/store.ts';
import type { RunTransaction } from '../../store/work.ts';

export interface SuppressDeps {
  channels: ChannelRegistry;
  log: Pick<Log, 'error'>;
  metrics: Pick<Metrics, 'deliveries' | 'rowFailures'>;
  transact: RunTransaction;
}

/** Handles one batch. @param shadow as last read @returns how many were suppressed or postponed */
export async function suppressDue(deps: SuppressDeps, now: number, shadow: ShadowState): Promise<number> {
  if (isAllReal(shadow)) {
    return 0;
  }
  try {
    return count(deps, await deps.transact((work) => settleShadow(work, deps.channels), now));
  } catch (error) {
    rethrowOutage(error);
    deps.log.error({ err: error }, 'could not suppress deliveries in shadow together; suppressing each by itself');
    return suppressApart(deps, now);
  }
}

async function suppressApart(deps: SuppressDeps, now: number): Promise<number> {
  const ids = await deps.transact(dueToSuppress, now);
  for (const id of ids) {
    try {
      count(deps, await deps.transact((work) => settleShadow(work, deps.channels, [id]), now));
    } catch (error) {
      rethrowOutage(error);
      deps.log.error({ delivery: id, err: error }, 'could not suppress a delivery in shadow; it is postponed, unsent');
      deps.metrics.rowFailures.inc({});
      await deps.transact((work) => putOffShadow(work, id), now);
    }
  }
  return ids.length;
}

function rethrowOutage(error: unknown): void {
  if (isOutage(error)) {
    throw error;
  }
}

function count({ metrics }: SuppressDeps, rows: readonly DeliveryRow[]): number {
  rows.forEach(({ channel_kind: channel }) => metrics.deliveries.inc({ channel, outcome: SHADOW, reason: '' }));
  return rows.length;
}
