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
  const provisioningOk = new Gauge({
    name: 'vigie_provisioning_ok',
    help: '1: the files were applied; 0: they have errors and the last good state runs.',
    registers: [registry],
  });
  return {
    ...intakeMetrics(registry),
    ...ownMetrics(registry),
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

type IntakeMetric = 'alerts' | 'alertsRefused' | 'mails' | 'traps';

/** Of what comes in. */
function intakeMetrics(registry: Registry): Pick<Metrics, IntakeMetric> {
  return {
    alerts: counterIn(registry, 'vigie_alerts_total', 'Alerts received.', ['integration', 'source', 'outcome']),
    alertsRefused: counterIn(
      registry,
      'vigie_alerts_refused_total',
      'Alerts that were not taken and must be sent again, by reason: what the store lacks, overloaded or internal.',
      ['reason'],
    ),
    mails: counterIn(
      registry,
      'vigie_mails_total',
      'Mails at the mail listener, by outcome, and the reason of refused ones.',
      ['outcome', 'reason'],
    ),
    traps: counterIn(registry, 'vigie_snmp_packets_total', 'SNMP traps and informs, by outcome.', [
      'outcome',
      'reason',
    ]),
  };
}

/** Counters and histograms of everything else. */
function ownMetrics(registry: Registry): Omit<Metrics, IntakeMetric | 'provisioningOk'> {
  return {
    timerLateness: histogramIn(
      registry,
      'vigie_timer_lateness_seconds',
      'Delay between the time a timer of an incident was due and its execution.',
      LATENESS,
    ),
    deliveries: counterIn(registry, 'vigie_deliveries_total', 'Delivery attempts.', ['channel', 'outcome', 'reason']),
    deliverySeconds: histogramIn(registry, 'vigie_delivery_seconds', 'Duration of a delivery attempt.', SENDING, [
      'channel',
    ]),
    engineFailures: counterIn(registry, 'vigie_engine_failures_total', 'Engine rounds that failed and were retried.'),
    rowFailures: counterIn(
      registry,
      'vigie_engine_row_failures_total',
      'Rows whose processing failed and was postponed.',
    ),
    advanceFailures: counterIn(
      registry,
      'vigie_incident_advance_failures_total',
      'Failures while advancing incidents that were retried or skipped, by stage; 0 in a healthy system.',
      ['stage'],
    ),
    unattended: counterIn(
      registry,
      'vigie_incidents_unattended',
      'Incidents without a next step that the watchdog repaired; 0 in a healthy system.',
    ),
    clockSteps: counterIn(registry, 'vigie_clock_steps_total', 'Backward steps of the clock that waits count by.'),
    ...besideMetrics(registry),
  };
}

/** Of what is beside paging. */
function besideMetrics(registry: Registry) {
  return {
    besideFailures: counterIn(
      registry,
      'vigie_beside_failures_total',
      'Failures of what is beside paging, by what failed; paging went on without it; 0 in a healthy system.',
      ['what'],
    ),
    labourFailures: counterIn(
      registry,
      'vigie_labour_failures_total',
      'Failures of what labour law asks for, by what failed; paging went on without it; 0 in a healthy system.',
      ['what'],
    ),
    restHeld: counterIn(
      registry,
      'vigie_rest_held_total',
      'Pages that waited because the person was not available and others were paged first.',
    ),
    restNobodyElse: counterIn(
      registry,
      'vigie_rest_nobody_else_total',
      'People who were paged although they were not available, since nobody else was at hand.',
    ),
  };
}

function counterIn(registry: Registry, name: string, help: string, labelNames: string[] = []) {
  const made = new Counter({ name, help, labelNames, registers: [registry] });
  if (labelNames.length === 0) {
    made.inc(0);
  }
  return { inc: (labels: Record<string, string> = {}, by = 1) => made.inc(labels, by) };
}

function histogramIn(registry: Registry, name: string, help: string, buckets: number[], labelNames: string[] = []) {
  const made = new Histogram({ name, help, buckets, labelNames, registers: [registry] });
  return { observe: (value: number, labels: Record<string, string> = {}) => made.observe(labels, value) };
}
