/** Telling a source what people did here, and asking it what we may not have heard. */
import type { Alert, Severity } from '#domain/incident/alert';
import type { SyncAction } from '#domain/incident/effects';
import type { Integration, SyncSettings } from '#domain/routing/integration';
import type { Http } from './http.ts';

/** The closed list of why a source was not told. */
export type SyncRetryReason = 'network' | 'timeout' | 'rate-limited' | 'server-error' | 'unauthorized' | 'cancelled';
export type SyncNeverReason = 'refused-address' | 'bad-url' | 'refused' | 'not-found';

/** An alert of the incident, as its source knows it. */
export interface SyncAlert {
  fingerprint: string;
  problemId: string | null;
  labels: Record<string, string>;
  firing: boolean;
}

export interface Telling {
  /** The same for every attempt. */
  id: string;
  what: SyncAction;
  /** Name of the person for people to read. */
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
  /** At most 200, those that fire first. */
  alerts: SyncAlert[];
  integration: Integration;
  settings: SyncSettings;
  /** Ids of what the source keeps for this incident since an earlier telling; null: nothing. Empty: something whose ids are lost. */
  memory: readonly string[] | null;
  now: number;
}

export type Told =
  /** `memory`: what is to be remembered for this incident from now on; undefined: as before. */
  | { kind: 'done'; answer: string; memory?: string[] | null }
  /** The source has nothing of the kind. */
  | { kind: 'skipped'; answer: string }
  | { kind: 'retry'; reason: SyncRetryReason; detail: string; /** ms */ after: number | null }
  | { kind: 'never'; reason: SyncNeverReason; detail: string };

/** An open incident's alert that the source is asked about. */
export interface OpenAlert extends SyncAlert {
  incident: string;
  groupKey: string;
  /** What we know of it; the source is asked whether it is still so. */
  inDowntime: boolean;
  memory: readonly string[] | null;
  /** When it last said that somebody silenced it there. */
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

/** Epoch ms; null: it is not said. */
export interface FiringAgain {
  incident: string;
  fingerprint: string;
  startsAt: number | null;
}

/** For how long, and in how many answers, an alert was not among those that fire. */
export interface Absence {
  /** Epoch ms. */
  since: number;
  answers: number;
  /** Its rule was seen before. */
  wasKnown: boolean;
}

export interface Asking {
  integration: Integration;
  settings: SyncSettings;
  /** Firing alerts of open incidents of this integration; at most 500. */
  open: OpenAlert[];
  /** Alerts that a recent answer said were over. A monitor that did not tell of that may not tell that they fire again either. */
  quiet: OpenAlert[];
  now: number;
  /** The first of several questions about many alerts: only it need ask what is new. */
  isFirst: boolean;
  /** What earlier answers left here; the source changes it. */
  absences: Map<string, Absence>;
}

/** A signal that is to be taken once only; `once` names it among those of its integration. */
export interface OnceAlert {
  once: string;
  alert: Alert;
}

export type Asked =
  /**
   * Signals that were missed. `opened`: count only where nothing is known of their group. `closed`: what
   * ended or changed, taken as it is. `once`: what people did there, in order. `silenced`: by hand, of those
   * that it was asked about; absent: it knows no silences. `again`: of the quiet ones, those that fire and are not silenced.
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

export interface Caller {
  http: Http;
  signal: AbortSignal;
}

/** Tells the source over its API. */
export interface PushSync {
  mode: 'push';
  tell(caller: Caller, telling: Telling): Promise<Told>;
  /** `reconcile` says what is silenced by hand; then a step waits for its answer. */
  tellsSilences?: true;
  /** What opened and closed while it could not be heard. */
  reconcile?(caller: Caller, asking: Asking): Promise<Asked>;
}

/** The source's agent comes and asks for commands. */
export interface PullSync {
  mode: 'pull';
  /** Lines for the product, clean of everything that could make two of one; empty: nothing of the kind there. */
  commands(telling: Telling): string[];
}

export type SourceSync = PushSync | PullSync;
