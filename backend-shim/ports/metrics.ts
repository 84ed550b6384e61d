/** Defines the port for metrics. Names and help texts are in the adapter. */
interface Counter {
  inc(labels?: Record<string, string>, by?: number): void;
}
interface Histogram {
  observe(value: number, labels?: Record<string, string>): void;
}
interface Gauge {
  set(value: number, labels?: Record<string, string>): void;
}

export interface Metrics {
  /** Alerts by integration and outcome (accepted, duplicate, rejected). */
  alerts: Counter;
  /** Alerts that were not taken and must be sent again, by reason. */
  alertsRefused: Counter;
  /** Mails at the mail listener by outcome (received, refused) and reason. */
  mails: Counter;
  /** SNMP packets by outcome (received, refused) and reason. */
  traps: Counter;
  /** Seconds a due timer waited. */
  timerLateness: Histogram;
  /** Attempts by channel and outcome. */
  deliveries: Counter;
  /** Seconds from the creation of a delivery to its completion, by channel. */
  deliverySeconds: Histogram;
  engineFailures: Counter;
  /** Rows whose processing threw and that were postponed. */
  rowFailures: Counter;
  /** Failures in the life of an incident that were worked around, by stage. */
  advanceFailures: Counter;
  /** Incidents without a next step that the watchdog found. */
  unattended: Counter;
  clockSteps: Counter;
  /** Failures of what is beside paging (records, insights, replays), by what failed; paging went on without it. */
  besideFailures: Counter;
  /** Failures of records and checks for labour law, by what failed; paging went on without them. */
  labourFailures: Counter;
  /** Pages to people who must rest, which waited while somebody else was paged. */
  restHeld: Counter;
  /** Pages to people who must rest, sent because nobody else was at hand. */
  restNobodyElse: Counter;
  provisioningOk: Gauge;
}
