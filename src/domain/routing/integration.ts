/** An **integration** is one inbound endpoint of a kind, with its token, its routes and its habits. */
import type { Severity } from '#domain/incident/alert';
import type { Urgency } from '#domain/notify/responder';
import type { Matcher } from '#domain/routing/matcher';
import type { TimeWindow } from '#domain/time/window';

export const SOURCE_KINDS = ['grafana', 'alertmanager', 'zabbix', 'nagios', 'icinga2', 'webhook', 'email', 'heartbeat'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export interface Route {
  match: Matcher[];
  when: TimeWindow | null;
  /** null with `drop`, else the default policy of the integration. */
  policy: string | null;
  urgency: Urgency | null;
  severity: Severity | null;
  labels: Record<string, string>;
  /** Recorded on the integration page, opens nothing. */
  drop: boolean;
}

export interface HeartbeatSettings {
  every: number;
  grace: number;
  arm: 'first' | 'now';
}

/** Liquid sources over the body. */
export type WebhookTemplate = Partial<
  Record<'title' | 'severity' | 'groupKey' | 'fingerprint' | 'status' | 'description' | 'link', string>
>;

export interface Integration {
  id: string;
  name: string;
  type: SourceKind;
  team: string | null;
  token: string;
  hmac: { secret: string; header: string; timestampHeader: string | null } | null;
  policy: string;
  routes: Route[];
  /** Group by these labels instead of the source's own key. */
  groupBy: string[] | null;
  resolveDelay: number;
  reopenWindow: number;
  /** ms without any signal after which the incident resolves by itself. */
  autoResolve: number | null;
  heartbeat: HeartbeatSettings | null;
  template: WebhookTemplate | null;
}
