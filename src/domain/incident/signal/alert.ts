/**
 * An **alert** is one signal from a source, already understood: a source parser turns a payload into a list of alerts,
 * and everything after it is the same for Grafana, Zabbix or a shell script.
 */
import type { TitleReason } from '#domain/incident/signal/title';

export const SEVERITIES = ['info', 'warning', 'error', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** 0 (info) to 3 (critical). */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/**
 * `firing` and `resolved` move an incident. `acknowledged` and `unacknowledged` were done by a person in the source.
 * `info` (a comment, a custom notification, a downtime) is only stored and shown.
 */
export type AlertStatus = 'firing' | 'resolved' | 'acknowledged' | 'unacknowledged' | 'info';

/** `asked`: the source could not report it, and answered so when it was asked. */
export type AlertEnd = 'paused' | 'rule-deleted' | 'rule-updated' | 'missing-series' | 'asked';

/** Title of the link to where Grafana silences an alert. */
export const SILENCE_LINK = 'Silence';

export interface AlertLink {
  title: string;
  url: string;
}

/**
 * What a sender asks for in the API of another pager, besides the statuses. `subject`: the alert has another title or
 * description from now on. `not-supported`: Vigie has nothing like it, and says so in the timeline.
 */
export type SourceRequest =
  { kind: 'snooze'; until: number } | { kind: 'subject' } | { kind: 'not-supported'; action: string };

/** The common subject of several alerts. */
export interface GroupSubject {
  title: string;
  titleReason: TitleReason;
  description: string | null;
  /** Labels that all of them have. */
  labels: Record<string, string>;
  /** Of the incident: those of the first, but one that silences silences all of them, or is left out. */
  links: AlertLink[];
}

export interface Alert {
  /** Identifies the problem; the same in its firing and its resolution. */
  fingerprint: string;
  /** Alerts with the same key (within one integration) belong to one incident. */
  groupKey: string;
  /** The source's own key, where the integration groups by labels instead. */
  ownKey?: string;
  /** Its key is that of an earlier alert, or Vigie's own, however the integration groups. */
  keyKept?: true;
  status: AlertStatus;
  /** null if the signal has no severity; the known one stays. */
  severity: Severity | null;
  /** null if the signal has no title (a bare resolution); the known one stays. */
  title: string | null;
  /** Set if the title is Vigie's own, for translations. */
  titleReason?: TitleReason;
  description: string | null;
  labels: Record<string, string>;
  links: AlertLink[];
  /** Epoch ms as the source reports it; null if not reported, or without a zone. */
  startsAt: number | null;
  /** The source's own id of this problem (Zabbix event, Nagios problem): another id is another problem. */
  problemId: string | null;
  /** The person in the source who acknowledged, commented or closed. */
  actor: string | null;
  /** Free text for the timeline: a comment, a reason, a warning. */
  note: string | null;
  /** Why the alert ended, for translations; `note` says the same in English. */
  ended?: AlertEnd;
  /** A resolution of every alert of the group (truncated payloads). */
  wholeGroup: boolean;
  /**
   * A downtime of it began or ended in the source; `until` in epoch ms if the source reports it. Absent: this signal
   * says nothing about downtimes.
   */
  downtime?: { began: boolean; until: number | null } | null;
  /** Set for an `info` signal of a sender that uses another pager's API. */
  request?: SourceRequest;
  /** The subject of all firing alerts that came with it in its group; absent: it came alone. */
  group?: GroupSubject;
  /**
   * While it fires, a repeat only counts, as in the pager whose API the sender uses: it may raise the severity, and never
   * lowers it or replaces anything of the first.
   */
  countsRepeats?: true;
  /** Sent by a "send test" button: opens a visible incident that pages nobody unless requested. */
  test: boolean;
  /** The part of the payload this alert was read from, kept for inspection. */
  raw: unknown;
}
