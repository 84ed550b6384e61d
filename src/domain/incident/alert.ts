/**
 * An **alert** is one signal from a source, already understood: a source parser turns a payload into
 * a list of these, and everything after it is the same for Grafana, Zabbix or a shell script.
 */
import type { TitleReason } from '#domain/incident/title';

export const SEVERITIES = ['info', 'warning', 'error', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** 0 (info) to 3 (critical). */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/**
 * `firing` and `resolved` move an incident. `acknowledged` and `unacknowledged` were done by a person
 * in the source. `info` (a comment, a custom notification, a downtime) is kept and shown, nothing more.
 */
export type AlertStatus = 'firing' | 'resolved' | 'acknowledged' | 'unacknowledged' | 'info';

/** `asked`: the source could not tell by itself, and said so when it was asked. */
export type AlertEnd = 'paused' | 'rule-deleted' | 'rule-updated' | 'missing-series' | 'asked';

/** Title of the link to where Grafana silences an alert. */
export const SILENCE_LINK = 'Silence';

export interface Link {
  title: string;
  url: string;
}

/** What several alerts are together. */
export interface GroupSubject {
  title: string;
  titleReason: TitleReason;
  description: string | null;
  /** Those that all of them have. */
  labels: Record<string, string>;
}

export interface Alert {
  /** What is wrong, the same in its firing and its resolution. */
  fingerprint: string;
  /** Alerts with the same key (within one integration) belong to one incident. */
  groupKey: string;
  status: AlertStatus;
  /** null: this signal says nothing about severity; what is known stays. */
  severity: Severity | null;
  /** null: this signal has no title (a bare resolution); what is known stays. */
  title: string | null;
  /** The title is Vigie's own: the same for other languages. */
  titleReason?: TitleReason;
  description: string | null;
  labels: Record<string, string>;
  links: Link[];
  /** Epoch ms as told by the source, null where it does not tell (or tells without a zone). */
  startsAt: number | null;
  /** The source's own id of this problem (Zabbix event, Nagios problem): another id is another problem. */
  problemId: string | null;
  /** The person in the source who acknowledged, commented or closed. */
  actor: string | null;
  /** Free text that belongs in the timeline: a comment, a reason, a warning. */
  note: string | null;
  /** Why it is over, for other languages; `note` says the same in English. */
  ended?: AlertEnd;
  /** A resolution that stands for every alert of the group (truncated payloads). */
  wholeGroup: boolean;
  /**
   * A downtime of it began in the source, or is over; `until` in epoch ms where the source says. Absent:
   * this signal says nothing of downtimes.
   */
  downtime?: { began: boolean; until: number | null } | null;
  /** Of all that fire in its group and came with it; absent: it came alone. */
  group?: GroupSubject;
  /** Made by a "send test" button: opens a visible incident that pages nobody unless asked. */
  test: boolean;
  /** The part of the payload this alert was read from, kept for people to look at. */
  raw: unknown;
}
