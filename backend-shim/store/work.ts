/** The context of a stage: one transaction, one `now`, one state of the configuration. */
import type { Directory } from '../ports/directory.ts';
import type { IdGenerator } from '../ports/ids.ts';
import type { StoreCapabilities } from './capabilities.ts';
import type { RestsByPerson, WaitCounts } from './labour/resting.ts';
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
  /** Who must rest: read before the transaction, so that it never waits for them. */
  rests: RestsByPerson;
  /** What is counted once the transaction is committed. */
  waits: WaitCounts;
  copies: PolicyCopies;
  /** Told by readers of stored values that cannot be read; they continue without the value. */
  unreadable: UnreadableRegistry;
  /** See `requestEffects` and `requestNotices`. */
  requests: OutboxRequest[];
  /** Something of one incident threw and was worked around: it is logged as an error and counted. */
  report(failure: StageFailure): void;
}

/** Where in the life of an incident it threw. */
export type FailingStage = 'advance' | 'ingest' | 'watchdog' | 'plan' | 'page' | 'message' | 'delivery';

export interface StageFailure {
  stage: FailingStage;
  incident: string | null;
  error: unknown;
}
