/**
 * The tables, as Kysely sees them. Every column is text or a 64-bit integer on both databases:
 * instants are epoch ms, booleans 0/1, JSON is text. So a row means the same everywhere.
 */
import type { Selectable } from 'kysely';
import type { DeviceSessionTable, EnrolmentTable } from './schema-devices.ts';
import type { OriginTable } from './schema-origins.ts';
import type { OutageTable } from './schema-outages.ts';
import type { HeardTable, ReceiptTable, StoppedTable } from './schema-receipts.ts';
import type { AnnouncedTable, CalendarFeedTable, CalendarStateTable, DutyTable, HandoffNoteTable, InterventionTable, RotaMarkTable } from './schema-duties.ts';

export interface Database {
  meta: MetaTable;
  config: ConfigTable;
  config_history: ConfigHistoryTable;
  signals: SignalTable;
  orphans: OrphanTable;
  incident_keys: IncidentKeyTable;
  incidents: IncidentTable;
  alerts: AlertTable;
  policy_copies: PolicyCopyTable;
  timeline: TimelineTable;
  timers: TimerTable;
  outbox_requests: OutboxRequestTable;
  pages: PageTable;
  deliveries: DeliveryTable;
  attempts: AttemptTable;
  syncs: SyncTable;
  sync_memories: SyncMemoryTable;
  taken_once: TakenOnceTable;
  turns: TurnTable;
  rejected: RejectedTable;
  heartbeats: HeartbeatTable;
  duties: DutyTable;
  rota_marks: RotaMarkTable;
  announced: AnnouncedTable;
  handoff_notes: HandoffNoteTable;
  interventions: InterventionTable;
  calendar_feeds: CalendarFeedTable;
  calendar_states: CalendarStateTable;
  audit: AuditTable;
  tokens: TokenTable;
  identities: IdentityTable;
  events: EventTable;
  verifications: VerificationTable;
  receipts: ReceiptTable;
  channel_outages: OutageTable;
  heard: HeardTable;
  stopped: StoppedTable;
  device_sessions: DeviceSessionTable;
  enrolments: EnrolmentTable;
  origins: OriginTable;
}

/** Single values: schema version, clock, revision of the configuration, counters. */
export interface MetaTable {
  key: string;
  value: string;
}

/** Every configured object in its wire form. */
export interface ConfigTable {
  kind: string;
  id: string;
  body: string;
  /** `file`: read-only in API and UI. */
  origin: 'file' | 'api';
  version: number;
  created_at: number;
  updated_at: number;
}

/** Versions of objects whose past counts (rotas): what held from which instant. */
export interface ConfigHistoryTable {
  kind: string;
  id: string;
  version: number;
  /** null: from the beginning of time. */
  holds_from: number | null;
  saved_at: number;
  actor: string | null;
  /** null: deleted. */
  body: string | null;
}

/** What came in, one row an alert; exact repeats only count on `alerts`. */
export interface SignalTable {
  id: string;
  integration: string;
  received_at: number;
  fingerprint: string;
  group_key: string;
  status: string;
  severity: string | null;
  title: string | null;
  incident: string | null;
  /** joined, opened, reopened, superseded, stray reason, dropped. */
  decision: string;
  raw: string | null;
}

/** Recoveries of problems never seen: the problem may arrive after its recovery. */
export interface OrphanTable {
  integration: string;
  group_key: string;
  problem: string;
  at: number;
}

/** The latest incident of a key, open or not; the primary key keeps two from being open at once. */
export interface IncidentKeyTable {
  integration: string;
  group_key: string;
  incident: string;
}

export interface IncidentTable {
  id: string;
  number: number;
  integration: string | null;
  source: string;
  group_key: string;
  title: string;
  description: string;
  severity: string;
  severity_rank: number;
  urgency: string;
  state: string;
  exhausted: number;
  test: number;
  team: string | null;
  policy: string | null;
  labels: string;
  links: string;
  firing: number;
  total: number;
  opened_at: number;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  snoozed_until: number | null;
  resolved_at: number | null;
  resolved_by: string | null;
  due_at: number | null;
  /** Hash of the policy copy it runs on. */
  policy_copy: string | null;
  /** The rest of the domain's incident, JSON. */
  inner: string;
  version: number;
  updated_at: number;
}

export interface AlertTable {
  incident: string;
  fingerprint: string;
  status: string;
  severity: string;
  title: string;
  description: string | null;
  labels: string;
  links: string;
  starts_at: number | null;
  problem: string | null;
  first_at: number;
  last_at: number;
  count: number;
  /** The one it came through; null only where an older version wrote it. */
  integration: string | null;
  /** Its own key, which after a merge is not that of the incident. */
  group_key: string | null;
  /** 1: its source has it in a downtime. */
  downtime: number | null;
}

export interface PolicyCopyTable {
  hash: string;
  body: string;
}

export interface TimelineTable {
  id: string;
  incident: string;
  at: number;
  kind: string;
  actor: string | null;
  text: string;
  data: string;
}

/** One row per waiting subject; `rank` lets the most severe go first when many are due at once. */
export interface TimerTable {
  kind: string;
  subject: string;
  due_at: number;
  rank: number;
  attempt: number;
}

/** What an incident asks of the outbox; taken up, and deleted, in the transaction that wrote it. */
export interface OutboxRequestTable {
  id: string;
  incident: string;
  body: string;
}

export interface PageTable {
  id: string;
  incident: string;
  user: string;
  urgency: string;
  /** Which entry of which step; null: called by hand. */
  entry: number | null;
  step: number | null;
  state: string;
  started_at: number;
  ended_at: number | null;
  end_reason: string | null;
  /** The page's own state machine, JSON. */
  inner: string;
}

export interface DeliveryTable {
  /** Also the idempotency key: the same for every attempt. */
  id: string;
  kind: string;
  incident: string | null;
  page: string | null;
  entry: number | null;
  user: string | null;
  /** Contact method of the person, or null for a room. */
  method: string | null;
  /** Room or service defined under `channels`. */
  channel: string | null;
  channel_kind: string;
  /** What shares nothing with other lanes: host, relay… */
  lane: string;
  rank: number;
  state: string;
  due_at: number;
  lease_until: number | null;
  lease_owner: string | null;
  attempt: number;
  /** What an update says, JSON; pages are rendered from the incident as it is when sent. */
  content: string;
  outcome: string | null;
  detail: string | null;
  /** The delivery that carried this one along. */
  bundled_into: string | null;
  created_at: number;
  done_at: number | null;
  provider_id: string | null;
}

/** One thing that a source is told; `attempts` holds how it went. */
export interface SyncTable {
  id: string;
  incident: string;
  integration: string;
  what: string;
  /** Who did it here. */
  actor: string;
  text: string | null;
  /** due, sending, done, skipped, failed, cancelled; `waiting`: the source's agent comes and asks. */
  state: string;
  due_at: number;
  lease_until: number | null;
  lease_owner: string | null;
  attempt: number;
  created_at: number;
  done_at: number | null;
  answer: string | null;
}

/** What the source keeps for us because of an acknowledgement, until it is taken away. */
/** What was learnt by asking a source, so that it is not taken a second time. */
export interface TakenOnceTable {
  integration: string;
  what: string;
  at: number;
}

export interface SyncMemoryTable {
  incident: string;
  integration: string;
  /** The source's own, such as ids of silences. */
  body: string;
  at: number;
}

export interface AttemptTable {
  delivery: string;
  attempt: number;
  at: number;
  outcome: string;
  reason: string | null;
  detail: string | null;
  took_ms: number;
}

export interface TurnTable {
  key: string;
  next: number;
}

export interface RejectedTable {
  id: string;
  integration: string;
  at: number;
  reason: string;
  content_type: string | null;
  body: string;
  replayed_at: number | null;
}

export interface HeartbeatTable {
  integration: string;
  last_at: number | null;
  /** 1: silence counts from now on. */
  armed: number;
  silent: number;
}

export interface AuditTable {
  id: string;
  at: number;
  actor: string;
  action: string;
  kind: string;
  subject: string;
  before: string | null;
  after: string | null;
}

export interface TokenTable {
  id: string;
  name: string;
  hash: string;
  scopes: string;
  created_at: number;
  created_by: string;
  expires_at: number | null;
  last_used_at: number | null;
  version: number;
}

export interface IdentityTable {
  login: string;
  uid: string;
  first_seen_at: number;
}

/** Changes that open pages are told of; `subjects` is a JSON list of ids. */
export interface EventTable {
  id: string;
  at: number;
  topic: string;
  subjects: string;
}

/** A code on its way to a contact method; the address it went to, so that it verifies no other. */
export interface VerificationTable {
  user: string;
  method: string;
  address: string;
  /** Keyed hash of the code. */
  code: string;
  expires_at: number;
  tries: number;
}

export type IncidentRow = Selectable<IncidentTable>;
export type SyncRow = Selectable<SyncTable>;
export type DeliveryRow = Selectable<DeliveryTable>;
export type PageRow = Selectable<PageTable>;
