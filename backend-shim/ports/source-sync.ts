/**
 * Defines the port for keeping a source in sync: it sends what people did in Vigie and fetches alerts that Vigie
 * missed.
 */
import type { Alert, Severity } from '#domain/incident/signal/alert';
import type { SyncAction } from '#domain/incident/effects';
import type { Integration, SyncSettings } from '#domain/routing/integration';
import type { HttpClient } from './http.ts';

/** The closed list of reasons why a source was not updated. */
type SyncRetryReason = 'network' | 'timeout' | 'rate-limited' | 'server-error' | 'unauthorized' | 'cancelled';
type SyncNeverReason = 'refused-address' | 'bad-url' | 'refused' | 'not-found';

/** An alert of the incident, as its source identifies it. */
export interface SyncAlert {
  fingerprint: string;
  problemId: string | null;
  labels: Record<string, string>;
  firing: boolean;
}

export interface SourceUpdate {
  /** The same for every attempt. */
  id: string;
  what: SyncAction;
  /** Display name of the person. */
  actor: string;
  /** The note, or the new severity. */
  text: string | null;
  incident: {
    id: string;
    number: number;
    title: string;
    severity: Severity;
    url: string | null;
    snoozedUntil: number | null;
  };
  /** At most 200, firing alerts first. */
  alerts: SyncAlert[];
  integration: Integration;
  settings: SyncSettings;
  /**
   * Ids that an earlier update left in the source for this incident; null: none. Empty: the update left something, but
   * its ids were lost.
   */
  memory: readonly string[] | null;
  /** The organisation's, of times in comments. */
  timeZone: string;
  now: number;
}

export type UpdateOutcome =
  /**
   * `memory`: the ids to remember for this incident; undefined: unchanged. `silenced`: the silences that were made, and
   * when they end, in epoch ms.
   */
  | { kind: 'done'; answer: string; memory?: string[] | null; silenced?: { count: number; until: number } }
  /** The source has nothing of this kind. */
  | { kind: 'skipped'; answer: string }
  | { kind: 'retry'; reason: SyncRetryReason; detail: string; /** ms */ after: number | null }
  | { kind: 'never'; reason: SyncNeverReason; detail: string };

/** An alert of an open incident, which the source is asked about. */
export interface OpenAlert extends SyncAlert {
  incident: string;
  groupKey: string;
  /** The state that Vigie knows, which the answer may correct. */
  inDowntime: boolean;
  memory: readonly string[] | null;
  /** Whether the source last reported that somebody silenced it there. */
  isSilenced: boolean;
  /** Epoch ms. */
  lastAt: number;
}

/** A silence that somebody made in the source. */
export interface SourceSilence {
  by: string;
  comment: string;
  /** Epoch ms. */
  until: number;
}

export interface SilencedAlert {
  incident: string;
  fingerprint: string;
  silence: SourceSilence;
}

/** Epoch ms; null: unknown. */
export interface FiringAgain {
  incident: string;
  fingerprint: string;
  startsAt: number | null;
}

/** Counts the answers in which an alert was missing from the firing ones, and states since when. */
export interface AlertAbsence {
  /** Epoch ms. */
  since: number;
  answers: number;
  /** Its rule was seen before. */
  wasKnown: boolean;
}

export interface ReconcileRequest {
  integration: Integration;
  settings: SyncSettings;
  /** Firing alerts of open incidents of this integration; at most 500. */
  open: OpenAlert[];
  /**
   * Alerts that a recent answer reported as over. A monitor whose recovery was missed may not report that they fire
   * again either.
   */
  quiet: OpenAlert[];
  now: number;
  /** The first of several queries about many alerts; only this one asks for new alerts. */
  isFirst: boolean;
  /** State that earlier answers left; the source updates it. */
  absences: Map<string, AlertAbsence>;
}

/** A signal that counts only once; `once` identifies it within its integration. */
export interface OnceAlert {
  once: string;
  alert: Alert;
}

export type ReconcileAnswer =
  /**
   * Missed signals. `opened`: count only if nothing is known of their group. `closed`: ended or changed, applied as
   * they are. `once`: what people did there, in order. `silenced`: the queried alerts that are silenced by hand;
   * absent: the source has no silences. `again`: alerts among the quiet ones that fire and are not silenced.
   */
  | {
      ok: true;
      opened: Alert[];
      closed: Alert[];
      once?: OnceAlert[];
      silenced?: SilencedAlert[];
      again?: FiringAgain[];
    }
  | { ok: false; detail: string };

export interface SyncCaller {
  http: HttpClient;
  signal: AbortSignal;
}

/** Pushes updates to the source over its API. */
export interface PushSync {
  mode: 'push';
  tell(caller: SyncCaller, telling: SourceUpdate): Promise<UpdateOutcome>;
  /** `reconcile` reports silences made by hand; a step then waits for its answer. */
  tellsSilences?: true;
  /** Fetches what opened and closed while the source could not be reached. */
  reconcile?(caller: SyncCaller, asking: ReconcileRequest): Promise<ReconcileAnswer>;
}

/** One line that the source's agent runs; `id` is that of the update it belongs to. */
export interface AgentCommand {
  id: string;
  line: string;
}

/** The result of an agent's command. */
export interface AgentReport {
  id: string;
  ok: boolean;
  answer: string;
}

/** The source's agent polls for commands. */
export interface PullSync {
  mode: 'pull';
  /** Commands for the product, escaped so that none can become two; empty: nothing to do there. */
  commands(telling: SourceUpdate): string[];
}

export type SourceSync = PushSync | PullSync;

/** Asks sources beside paging: what they answer may be large, or hostile, and is read elsewhere. */
export interface SourceAsking {
  /** Never rejects. `asking.absences` is changed as the source changes it. */
  ask(caller: SyncCaller, asking: ReconcileRequest): Promise<ReconcileAnswer>;
  close(): Promise<void>;
}
