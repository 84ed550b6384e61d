/** Gauges that are read from the store when Prometheus asks. */
import type { MetricsRegistry } from './adapters/prom-metrics.ts';
import type { Clock } from './ports/clock.ts';
import { deliveriesWaiting, exhaustedIncidents, incidentsByState, timersArmed, timersLate } from './store/counts.ts';
import type { Store } from './store/store.ts';

export function wireMetrics(metrics: MetricsRegistry, store: Store, clock: Clock): void {
  metrics.gauge('vigie_incidents', 'Incidents that are not resolved, by state.', ['state'], () => incidentsByState(store));
  metrics.gauge('vigie_incidents_exhausted', 'Open incidents that nobody answered although everybody was told.', [], () => exhaustedIncidents(store));
  metrics.gauge('vigie_timers_armed', 'Rows that wait for their time.', ['kind'], () => timersArmed(store));
  metrics.gauge('vigie_timers_late', 'Rows whose time has come and that were not handled yet.', [], async () => timersLate(store, await clock.now()));
  metrics.gauge('vigie_deliveries_waiting', 'Deliveries that are due later, or under way.', ['channel'], () => deliveriesWaiting(store));
  metrics.gauge('vigie_store_bytes', 'Size of the database.', [], async () => [{ labels: {}, value: await store.size() }]);
}
