/**
 * Defines what the importer needs of a **pager**, the on-call product that a team leaves. Each has a folder in `pagers/`
 * with the same files.
 */
import type { ImportResult } from '#modules/importing/contract/failures';
import type { ImportReason } from '#modules/importing/contract/reasons';
import type { ImportSource, CrewSpan } from '#modules/importing/domain/model';
import type { Span } from '#domain/time/span';
import type { ZoneTable } from '#domain/time/zone';
import type { PlanDraft } from './plan-draft.ts';
import type { PagerReader } from './reading/reader.ts';

/** One object as received. `kind` is a folder of the snapshot. */
export interface PagerObject {
  kind: string;
  id: string;
  body: unknown;
}

/** What the pager itself says about one schedule. */
export interface PagerAnswer {
  schedule: string;
  endpoint: string;
  from: string;
  to: string;
  /** As received. */
  pages: readonly unknown[];
}

/** What could not be read, and why. */
export interface ReadProblem {
  kind: string;
  id: string;
  why: string;
}

/** What was read, before it is written down and after it is read back. */
export interface PagerSnapshot {
  config: readonly PagerObject[];
  answers: readonly PagerAnswer[];
  problems: readonly ReadProblem[];
  /** Epoch ms: the compared range. */
  from: number;
  to: number;
}

export interface PagerPerson {
  /** The source's id, by which its schedules name the person. */
  id: string;
  name: string;
  email: string | null;
  username: string | null;
}

/** One notification in the log of the pager. */
export interface LoggedMessage {
  /** No two of the same alert share one. */
  id: string;
  /** Epoch ms. */
  at: number;
  /** The source's id of the person. */
  person: string;
  /** `push`, `sms`, `voice`, `email`…, or in the words of the source. */
  method: string;
  /** When the step was entered that reached the person; null: the source does not say. */
  since: number | null;
}

/** An alert in the log of the pager, or what it calls its incident. */
export interface LoggedAlert {
  id: string;
  /** By which senders know it: deduplication key, alias. */
  keys: readonly string[];
  title: string;
  /** For people. */
  service: string | null;
  /** The source's ids of the integrations that may have received it. */
  integrations: readonly string[];
  openedAt: number;
  acknowledgedAt: number | null;
  /** In the words of the source. */
  acknowledgedBy: string | null;
  endedAt: number | null;
  messages: readonly LoggedMessage[];
}

export interface PagerAccess {
  reader: PagerReader;
  /** Without a slash at its end. */
  url: string;
  /** One, or several where the source binds a key to a purpose. */
  keys: readonly string[];
  from: number;
  to: number;
  progress(line: string): void;
  problem(problem: ReadProblem): void;
}

/** What planning may ask besides the snapshot. */
export interface PlanningHelp {
  /** The login of a person of the source; null: the turn is left empty. Unknown people get a stand-in. */
  loginOf(sourceId: string): string | null;
  /** Why nothing of the methods and rules of a person is saved; null: they come from the source. */
  keepsOwn(login: string): ImportReason | null;
  zone(name: string): ZoneTable | null;
  /** Keep today's wall clock where the source counts in UTC; pagers with `keepsWallClock` have no such schedules. */
  localTime: boolean;
}

/** What the pager's own backup tool has written. */
export interface BackupFolder {
  path: string;
  /** Paths from the folder. */
  list(): Promise<string[]>;
  /** null: the file holds no JSON. */
  json(file: string): Promise<unknown>;
}

export type PagerBackup = Pick<PagerSnapshot, 'config' | 'problems'>;

/** A row of a database that is not Vigie's, by its columns. */
export type DatabaseRow = Readonly<Record<string, unknown>>;
/** By their names; a table that the database does not have is absent. */
export type DatabaseTables = Readonly<Record<string, readonly DatabaseRow[]>>;

export interface OfflineRange {
  from: number;
  to: number;
}

export interface OfflineReading extends Pick<PagerSnapshot, 'config' | 'answers' | 'problems'> {
  /** Until when the answers reach. */
  to: number;
}

/** The database of a pager that no longer runs. */
interface PagerDatabase {
  tables: readonly string[];
  read(tables: DatabaseTables, range: OfflineRange): ImportResult<OfflineReading>;
}

export interface PagerImport {
  name: ImportSource;
  /** null: each installation has its own address. */
  defaultUrl: string | null;
  /** Its schedules keep the clock of their zone, so that `--local-time` has no meaning for it. */
  keepsWallClock?: true;
  /** Least ms between two requests. */
  pace: number;
  /** What to do about a refused key. */
  keyHint: string;
  readConfig(access: PagerAccess): Promise<ImportResult<PagerObject[]>>;
  /** Absent: the pager has no backup that can be read. */
  readBackup?(folder: BackupFolder): Promise<ImportResult<PagerBackup>>;
  /** Absent: its database is not read. */
  database?: PagerDatabase;
  readAnswers(access: PagerAccess, config: readonly PagerObject[]): Promise<ImportResult<PagerAnswer[]>>;
  /**
   * What the pager did in the range of `access`, read-only: alerts that lived in it, with everybody who was told of them.
   * Absent: the pager tells only who was on call.
   */
  readPages?(access: PagerAccess, config: readonly PagerObject[]): Promise<ImportResult<LoggedAlert[]>>;
  people(config: readonly PagerObject[]): PagerPerson[];
  /** Ids that are secrets; absent: none are. Snapshots for bug reports hold a hash of each. */
  secretIds?(config: readonly PagerObject[]): string[];
  /** Who is on call by the source's own answer, as ids of the source. */
  timelineOf(answer: PagerAnswer, snapshot: Pick<PagerSnapshot, 'config'>): CrewSpan[];
  /** When the answer names what is no person and says of whom it consists to nobody. Absent: it always names people. */
  unnamedIn?(answer: PagerAnswer): Span[];
  /** Writes everything into the draft. */
  plan(snapshot: PagerSnapshot, draft: PlanDraft, help: PlanningHelp): void;
}
