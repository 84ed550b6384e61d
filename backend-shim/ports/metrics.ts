/** What the sidecar counts. Names and help texts are in the adapter. */
export interface Counter {
  inc(labels?: Record<string, string>, by?: number): void;
}
export interface Histogram {
  observe(value: number, labels?: Record<string, string>): void;
}
export interface Gauge {
  set(value: number, labels?: Record<string, string>): void;
}

export interface Metrics {
  /** Alerts by integration and outcome (accepted, duplicate, rejected). */
  alerts: Counter;
  /** Mails at the mail listener by outcome (received, refused) and reason. */
  mails: Counter;
  /** SNMP packets by outcome (received, refused) and reason. */
  traps: Counter;
  /** Seconds a due timer waited. */
  timerLateness: Histogram;
  /** Attempts by channel and outcome. */
  deliveries: Counter;
  /** Seconds from a delivery's making to its being done, by channel. */
  deliverySeconds: Histogram;
  engineFailures: Counter;
  /** Rows that threw and were pushed back. */
  rowFailures: Counter;
  /** What threw in the life of an incident and was worked around, by stage. */
  advanceFailures: Counter;
  /** Incidents the watchdog found without a next step. */
  unattended: Counter;
  clockSteps: Counter;
  provisioningOk: Gauge;
}
