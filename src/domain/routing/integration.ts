/** An **integration** is one inbound endpoint of a kind, with its token, its routes and its settings. */
import type { Severity } from '#domain/incident/signal/alert';
import type { Urgency } from '#domain/notify/responder';
import type { Matcher } from '#domain/routing/matcher';
import type { TimeWindow } from '#domain/time/window';

export const SOURCE_KINDS = [
  'grafana',
  'alertmanager',
  'zabbix',
  'nagios',
  'icinga2',
  'pagerduty',
  'opsgenie',
  'webhook',
  'email',
  'snmp',
  'heartbeat',
] as const;
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
  /** Id of the integration that receives its firing alerts as heartbeat; they open nothing. Absent: none. */
  heartbeat?: string | null;
}

export interface HeartbeatSettings {
  every: number;
  grace: number;
  arm: 'first' | 'now';
}

export const TEMPLATE_FIELDS = [
  'title',
  'severity',
  'groupKey',
  'fingerprint',
  'status',
  'description',
  'link',
  'actor',
  'note',
  'downtime',
  'test',
] as const;
export type TemplateField = (typeof TEMPLATE_FIELDS)[number];

/**
 * Liquid templates over the body. `downtime` renders to `began` or `over`, `test` to `true`, or to nothing. Each label
 * has its own template, which replaces the body's short value of that name.
 */
export type WebhookTemplate = Partial<Record<TemplateField, string>> & { labels?: Record<string, string> };

/** How the source receives what people do in Vigie; each source uses the fields it needs. */
export interface SyncSettings {
  /** Base URL of the product's API; null if the product's own agent polls. */
  url: string | null;
  token: string | null;
  user: string | null;
  password: string | null;
  /** PEM of the authority that signed the product's certificate, in place of the public ones. */
  ca: string | null;
  /** Whether resolving an incident in Vigie closes the problem in the product. */
  close: boolean;
  /** ms that a silence made by an acknowledgement lasts; null to make none. */
  silence: number | null;
}

/** RE2 patterns, searched for in the subject and in the text of a mail. */
export interface MailPatterns {
  subject: string | null;
  text: string | null;
}

/** Mails that usually no monitor sends; each kind can be accepted. */
export const UNUSUAL_MAILS = ['bulk', 'list', 'autoReply', 'bounce'] as const;
export type UnusualMail = (typeof UNUSUAL_MAILS)[number];

/** How mails of an integration are read, and which are accepted. */
export interface MailSettings {
  /** Addresses (`ups@example.com`) and domains (`@example.com`) that may send; empty: all. */
  allowFrom: string[];
  accept: UnusualMail[];
  /** Senders above this rate per minute are asked to try again later. */
  perMinute: number;
  /** Named groups become labels and variables of the templates. */
  extract: MailPatterns;
  /** A mail that matches either pattern ends its problem. */
  resolve: MailPatterns;
}

/** The meaning of a trap, besides those that Vigie knows. */
export interface TrapRule {
  /** OID of the trap; a `0` before its last number does not matter. */
  oid: string;
  /** Liquid. */
  title: string | null;
  severity: Severity | null;
  status: 'firing' | 'resolved' | 'info';
  /** Traps of one device with the same problem and key are about one thing: one begins it, another ends it. */
  problem: string | null;
  /** Liquid: identifies the object, such as a port or a disk. */
  key: string | null;
}

export interface SnmpSettings {
  traps: TrapRule[];
  /** Names for values of traps, by their OID without the index. */
  names: Record<string, string>;
  /** Traps above this rate per minute are dropped. */
  perMinute: number;
}

export interface Integration {
  id: string;
  name: string;
  type: SourceKind;
  team: string | null;
  token: string;
  hmac: {
    secret: string;
    header: string;
    timestampHeader: string | null;
    /** Replaced secrets, valid until then. */ old?: ReadonlyArray<{ secret: string; until: number }>;
    /** Of further senders. */ others?: ReadonlyArray<{ name: string; secret: string }>;
  } | null;
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
  /** Id of the product whose template reads its payloads; `template` takes precedence. */
  product?: string | null;
  /** null if the source is not updated. */
  sync: SyncSettings | null;
  /** For type `email`; the defaults if absent. */
  mail?: MailSettings | null;
  /** For type `snmp`; the defaults if absent. */
  snmp?: SnmpSettings | null;
  /** Ids of the heartbeats that the key of one without a team may ping, besides its own; absent: none. */
  pings?: readonly string[] | undefined;
  /** Everything is decided and shown, and nothing is sent. */
  shadow?: boolean | undefined;
}

/** Whether people may silence alerts in the source, which then reports nothing about them. */
export function knowsSilences(kind: SourceKind | 'manual'): boolean {
  return kind === 'grafana' || kind === 'alertmanager';
}

/** Whether the integration's source is asked about silences. */
export function tellsSilences(integration: Pick<Integration, 'type' | 'sync'> | undefined): boolean {
  return (
    integration !== undefined &&
    knowsSilences(integration.type) &&
    integration.sync !== null &&
    integration.sync.url !== null
  );
}

/**
 * Whether the source is told what people do. One with silences takes nothing else, and without a length for them Vigie
 * follows silences and makes none.
 */
export function isTold({ type, sync }: Pick<Integration, 'type' | 'sync'>): boolean {
  return sync !== null && (!knowsSilences(type) || sync.silence !== null);
}

/** The name that people know; its id if it is deleted. */
export function integrationName(integrations: ReadonlyMap<string, Pick<Integration, 'name'>>, id: string): string {
  return integrations.get(id)?.name ?? id;
}
