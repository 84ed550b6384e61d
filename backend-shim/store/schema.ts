/**
 * Declares the tables for Kysely. Every column is text or a 64-bit integer on both databases, so that a row means the
 * same everywhere: instants are epoch ms, booleans 0/1, JSON is text.
 */
import type {
  ConfigHistoryTable,
  ConfigTable,
  ConfigVersionTable,
  DowntimeTable,
  DeletionTable,
  RemedyTable,
  ReplayTable,
  ShadowTable,
} from './schema/settings.ts';
import type { HeartbeatTable, OrphanTable, RejectedTable, SignalBodyTable, SignalTable } from './schema/intake.ts';
import type {
  AdvanceFailureTable,
  AlertTable,
  GivenCommandTable,
  IncidentKeyTable,
  IncidentTable,
  PolicyCopyTable,
  RatingTable,
  ShadowSpanTable,
  TakenTurnTable,
  TimelineTable,
  TurnTable,
} from './schema/incidents.ts';
import type {
  AttemptTable,
  DeliveryTable,
  OutboxRequestTable,
  PageTable,
  ReachUseTable,
  VerificationTable,
} from './schema/deliveries.ts';
import type {
  QuietAlertTable,
  SourceQuestionTable,
  SyncMemoryTable,
  SyncTable,
  TakenOnceTable,
} from './schema/syncs.ts';
import type { AuditTable, IdentityTable, TokenTable } from './schema/access.ts';
import type { DeviceSessionTable, EnrolmentTable } from './schema/devices.ts';
import type { OriginTable } from './schema/origins.ts';
import type {
  DecisionTable,
  InterventionDetailTable,
  NoticeTable,
  ProgrammeTable,
  RestTable,
  StatementTable,
} from './schema/labour.ts';
import type { ImportFileTable, ImportTable } from './schema/imports.ts';
import type { InsightChangeTable, InsightDayTable, InsightFactsTable } from './insight/kept/table.ts';
import type { OutageTable } from './schema/outages.ts';
import type { ReviewActionTable, ReviewTable } from './schema/reviews.ts';
import type { HeardReplyTable, ReceiptTable, StoppedNumberTable } from './schema/receipts.ts';
import type {
  AnnouncedTable,
  CalendarFeedTable,
  CalendarStateTable,
  DutyTable,
  HandoffNoteTable,
  InterventionTable,
  RotaMarkTable,
} from './schema/duties.ts';

export interface Database {
  meta: MetaTable;
  config: ConfigTable;
  config_history: ConfigHistoryTable;
  config_versions: ConfigVersionTable;
  deletions: DeletionTable;
  signals: SignalTable;
  signal_bodies: SignalBodyTable;
  commands_given: GivenCommandTable;
  turns_taken: TakenTurnTable;
  downtimes: DowntimeTable;
  replays: ReplayTable;
  remedies: RemedyTable;
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
  quiet_alerts: QuietAlertTable;
  source_questions: SourceQuestionTable;
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
  reach_uses: ReachUseTable;
  receipts: ReceiptTable;
  channel_outages: OutageTable;
  heard: HeardReplyTable;
  stopped: StoppedNumberTable;
  device_sessions: DeviceSessionTable;
  enrolments: EnrolmentTable;
  origins: OriginTable;
  advance_failures: AdvanceFailureTable;
  rests: RestTable;
  decisions: DecisionTable;
  notices: NoticeTable;
  programmes: ProgrammeTable;
  statements: StatementTable;
  shadows: ShadowTable;
  shadow_spans: ShadowSpanTable;
  intervention_details: InterventionDetailTable;
  imports: ImportTable;
  import_files: ImportFileTable;
  ratings: RatingTable;
  reviews: ReviewTable;
  review_actions: ReviewActionTable;
  insight_days: InsightDayTable;
  insight_facts: InsightFactsTable;
  insight_changes: InsightChangeTable;
}

/** Single values: schema version, clock, revision of the configuration, counters. */
interface MetaTable {
  key: string;
  value: string;
}

/** One row per waiting subject; `rank` lets the most severe go first when many are due at once. */
export interface TimerTable {
  kind: string;
  subject: string;
  due_at: number;
  rank: number;
  attempt: number;
}

/** Changes that are pushed to open pages; `subjects` is a JSON list of ids. */
export interface EventTable {
  id: string;
  at: number;
  topic: string;
  subjects: string;
}
