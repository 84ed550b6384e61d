/** Defines the context of a stage: one transaction, one `now`, one state of the configuration. */
import type { Incident } from '#domain/incident/model';
import type { Directory } from '../ports/directory.ts';
import type { IdGenerator } from '../ports/ids.ts';
import type { StoreCapabilities } from './capabilities.ts';
import type { RestsByPerson, WaitCounts } from './labour/resting.ts';
import type { Aside } from './concurrency/aside.ts';
import type { PolicyCopies } from './incidents/policy-copies.ts';
import type { OutboxRequest } from './outbox-request.ts';
import type { Db } from './store.ts';
import type { UnreadableRegistry } from './stored/unreadable.ts';

/** Runs stages in one transaction with one `now`. */
export type RunTransaction = <T>(work: (work: Work) => Promise<T>, now?: number) => Promise<T>;

export interface Work {
  tx: Db;
  cap: StoreCapabilities;
  /** Epoch ms, read once for the whole transaction. */
  now: number;
  ids: IdGenerator;
  directory: Directory;
  /** The rests that apply, read before the transaction, so that it never waits for them. */
  rests: RestsByPerson;
  /** Counts that are added to the metrics once the transaction is committed. */
  waits: WaitCounts;
  copies: PolicyCopies;
  /** Told by readers of stored values that cannot be read; they continue without the value. */
  unreadable: UnreadableRegistry;
  /** By id: what this transaction opened, so that it need not be read again. */
  opened?: Map<string, OpenedIncident>;
  /** See `requestEffects` and `requestNotices`. */
  requests: OutboxRequest[];
  /** Run once when the transaction has ended, each told whether it was committed. They may not throw. */
  ended: Array<(isCommitted: boolean) => void>;
  /** See `aside`. Absent: what fails there fails the transaction. */
  aside?: Aside;
  /** Reports that code for one incident threw and was worked around. The failure is logged as an error and counted. */
  report(failure: StageFailure): void;
}

interface OpenedIncident {
  /** As it is stored. */
  incident: Incident;
  /** No page and no delivery is stored yet. */
  isBare: boolean;
}

/** The stage in the life of an incident in which code threw. */
type FailingStage = 'advance' | 'ingest' | 'watchdog' | 'plan' | 'page' | 'message' | 'delivery';

export interface StageFailure {
  stage: FailingStage;
  incident: string | null;
  error: unknown;
}
