/** Implements the metrics port with prom-client. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../ports/metrics.ts';

export interface MetricsRegistry extends Metrics {
  /** A gauge whose value is read at each scrape. */
  gauge(
    name: string,
    help: string,
    labels: string[],
    read: () => Promise<Array<{ labels: Record<string, string>; value: number }>>,
  ): void;
  text(): Promise<string>;
  contentType: string;
}

const LATENESS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 3, 10, 60];
const SENDING = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30];

export function createMetrics(): MetricsRegistry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[] = []) => {
    const made = new Counter({ name, help, labelNames, registers: [registry] });
    if (labelNames.length === 0) {
      made.inc(0);
    }
    return { inc: (labels: Record<string, string> = {}, by = 1) => made.inc(labels, by) };
  };
  const histogram = (name: string, help: string, buckets: number[], labelNames: string[] = []) => {
    const made = new Histogram({ name, help, buckets, labelNames, registers: [registry] });
    return { observe: (value: number, labels: Record<string, string> = {}) => made.observe(labels, value) };
  };
  const provisioningOk = new Gauge({
    name: 'vigie_provisioning_ok',
    help: '1: the files were applied; 0: they have errors and the last good state runs.',
    registers: [registry],
  });
  return {
    alerts: counter('vigie_alerts_total', 'Alerts that came in.', ['integration', 'source', 'outcome']),
    mails: counter('vigie_mails_total', 'Mails at the mail listener, and what of them was refused at which point.', [
      'outcome',
      'reason',
    ]),
    traps: counter('vigie_snmp_packets_total', 'SNMP traps and informs, and what was refused.', ['outcome', 'reason']),
    timerLateness: histogram(
      'vigie_timer_lateness_seconds',
      'How late due timers of incidents were handled.',
      LATENESS,
    ),
    deliveries: counter('vigie_deliveries_total', 'Attempts to deliver.', ['channel', 'outcome', 'reason']),
    deliverySeconds: histogram('vigie_delivery_seconds', 'How long an attempt took.', SENDING, ['channel']),
    engineFailures: counter('vigie_engine_failures_total', 'Rounds of the engine that failed and were tried again.'),
    rowFailures: counter('vigie_engine_row_failures_total', 'Rows that could not be handled and were pushed back.'),
    advanceFailures: counter(
      'vigie_incident_advance_failures_total',
      'Failures in the life of an incident that were retried or passed over, by stage; 0 in a healthy system.',
      ['stage'],
    ),
    unattended: counter(
      'vigie_incidents_unattended',
      'Incidents without a next step that the watchdog repaired; 0 in a healthy system.',
    ),
    clockSteps: counter('vigie_clock_steps_total', 'Backward steps of the machine clock.'),
    provisioningOk: { set: (value) => provisioningOk.set(value) },
    gauge: (name, help, labelNames, read) => {
      new Gauge({
        name,
        help,
        labelNames,
        registers: [registry],
        async collect() {
          const values = await read();
          // Without a pause, so that a concurrent scrape never finds half of the values.
          this.reset();
          values.forEach(({ labels, value }) => this.set(labels, value));
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
