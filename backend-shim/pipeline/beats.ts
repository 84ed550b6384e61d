/** Treats alerts that always fire, such as Prometheus' Watchdog, as heartbeats if their route says so. */
import type { Integration } from '#domain/routing/integration';
import type { MatchMeter } from '#domain/routing/match-meter';
import type { AlertArrival, ReceiveResult } from '../stages/incident/arrival.ts';
import { createLedger } from '../stages/incident/ledger.ts';
import { beat } from '../stages/intake/heartbeat.ts';
import { heartbeatOf } from '../stages/routing/assign.ts';
import type { Work } from '../store/work.ts';

export interface HeartbeatArrivals {
  /** Alerts that count as a heartbeat, and need no further handling. */
  heard: ReadonlyMap<AlertArrival, ReceiveResult>;
  /** Signals of heartbeats that came back. */
  news: AlertArrival[];
}

export async function recordHeartbeats(
  work: Work,
  arrivals: readonly AlertArrival[],
  meter: MatchMeter,
): Promise<HeartbeatArrivals> {
  const fed = new Map<string, { integration: Integration; by: AlertArrival[] }>();
  for (const arrival of arrivals) {
    const integration = heartbeatOf(work.directory, arrival.integration, arrival.alert, work.now, meter);
    if (integration) {
      const entry = fed.get(integration.id) ?? { integration, by: [] };
      entry.by.push(arrival);
      fed.set(integration.id, entry);
    }
  }
  const ledger = createLedger(work);
  const heard = new Map<AlertArrival, ReceiveResult>();
  const news: AlertArrival[] = [];
  // Always in the same order, so that two sidecars do not deadlock.
  for (const { integration, by } of [...fed.values()].sort((a, b) => (a.integration.id < b.integration.id ? -1 : 1))) {
    const { news: own, isExpected } = await beat(work, integration);
    news.push(...own.map((one) => ({ ...one, pageTest: false })));
    by.forEach((arrival, i) => {
      const duplicate = isExpected || i > 0;
      heard.set(arrival, { duplicate, incident: null });
      // One entry per minute would bury all other received alerts.
      if (!duplicate) ledger.signal(arrival, null, 'heartbeat');
    });
  }
  await ledger.save();
  return { heard, news };
}
