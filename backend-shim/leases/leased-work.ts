/**
 * The engine of leased work, for everything that waits for an outside service: rows are claimed with a lease in one
 * transaction, attempted after its commit, and settled once, in another transaction. A process that dies loses its
 * leases within seconds, and another one attempts the rows again.
 */
import type { Clock } from '../ports/clock.ts';
import type { Lessee } from '../store/concurrency/leases.ts';
import { createGroupCommit } from '../store/concurrency/group-commit.ts';
import type { RunTransaction, Work } from '../store/work.ts';
import { createRunner } from './runner.ts';
import type { LeaseTaken } from './attempt-hold.ts';
import type { ClaimCapacity, FinishedJob, JobAttempts, JobRunner, RunnerDeps } from './runner.ts';

export interface ClaimedJobs<Job> {
  jobs: Job[];
  /** The number of rows that were claimed or settled without an attempt. */
  handled: number;
  /** There may be more to claim right now. */
  more: boolean;
}

/** One kind of leased work. */
export interface LeasedWork<Job, Result, Answer = void> extends JobAttempts<Job, Result> {
  /** Releases expired leases, and leases what is due, within the capacity. */
  claim(work: Work, capacity: ClaimCapacity): Promise<ClaimedJobs<Job>>;
  /** null: the lease outlasts every attempt. @returns the rows whose lease this process still holds */
  renew: ((work: Work, lessee: Lessee, ids: readonly string[]) => Promise<readonly string[]>) | null;
  /**
   * Settles rows whose lease this process still holds; another process has taken over the others.
   * @returns one answer for each
   */
  settle(work: Work, owner: string, finished: ReadonlyArray<FinishedJob<Job, Result>>): Promise<readonly Answer[]>;
  /** Outcomes that one transaction settles. */
  mostPerCommit: number;
  /** Runs after each commit of outcomes. */
  committed(finished: ReadonlyArray<FinishedJob<Job, Result>>): void;
  /** Runs after the commit, for each job separately; the job is under way until this resolves. */
  settled?(finished: FinishedJob<Job, Result>, answer: Answer): Promise<void>;
}

/** Attempts rows that the transaction which made them has leased, so that they need no claim. */
export interface NewcomerJobs<Job> {
  capacity(): ClaimCapacity;
  /** See `JobRunner.reserve`. */
  reserve(lane: string): () => void;
  /** After the commit. */
  start(job: Job, taken: LeaseTaken): void;
}

export interface LeasedWorker<Job> {
  /** How many more jobs may be under way. */
  free(): number;
  /** For rows that are leased in the transaction that makes them. */
  newDeliveries: NewcomerJobs<Job>;
  /**
   * Claims due rows and starts their attempts.
   * @param read when `now` was read, in monotonic ms
   * @returns how many rows were handled
   */
  claimDue(now: number, read: number): Promise<number>;
  /** See `JobRunner.onSlotFree`. */
  onSlotFree(refill: () => void): void;
  /** Jobs and outcomes under way. */
  inFlight(): number;
  renew(): Promise<void>;
  stop(): Promise<void>;
}

export interface LeasedWorkerDeps extends Pick<RunnerDeps<unknown, unknown>, 'log'> {
  clock: Pick<Clock, 'monotonic'>;
  transact: RunTransaction;
  /** Names this process in leases. */
  owner: string;
}

export function createLeasedWorker<Job, Result, Answer>(
  kind: LeasedWork<Job, Result, Answer>,
  deps: LeasedWorkerDeps,
): LeasedWorker<Job> {
  const { transact, clock, log, owner } = deps;
  const outcomes = createGroupCommit<FinishedJob<Job, Result>, Answer>({
    transact,
    write: (work, finished) => kind.settle(work, owner, finished),
    committed: (finished) => kind.committed(finished),
    most: kind.mostPerCommit,
  });
  const runner = createRunner(kind, {
    clock,
    log,
    finish: async (finished) => {
      const answer = await outcomes.add(finished);
      await kind.settled?.(finished, answer);
    },
  });

  async function claimBatch(now: number, read: number): Promise<ClaimedJobs<Job>> {
    const at = clock.monotonic();
    const lease = runner.lease();
    // The round may have lasted a while: others would see the lease end that much earlier than this process does.
    const late = Math.ceil(at - read);
    const claimed = await transact((work) => kind.claim(work, { ...runner.capacity(owner), lease: lease + late }), now);
    // Rows are attempted only after the commit that leased them.
    claimed.jobs.forEach((job) => runner.start(job, { at, lease }));
    return claimed;
  }

  return {
    free: () => runner.capacity(owner).free,
    newDeliveries: {
      capacity: () => runner.capacity(owner),
      reserve: runner.reserve,
      start: runner.start,
    },
    claimDue: async (now, read) => {
      let handled = 0;
      for (let more = true; more;) {
        const batch = await claimBatch(now, read);
        handled += batch.handled;
        more = batch.more;
      }
      return handled;
    },
    onSlotFree: runner.onSlotFree,
    inFlight: () => runner.inFlight().length + runner.reserved() + outcomes.size(),
    renew: () => renewAll(kind, runner, deps),
    stop: async () => {
      await runner.stop();
      await outcomes.idle();
    },
  };
}

/** What is renewed may leave for as long as the new lease lasts. */
async function renewAll<Job, Result, Answer>(
  { renew }: LeasedWork<Job, Result, Answer>,
  runner: JobRunner<Job>,
  { transact, clock, owner }: LeasedWorkerDeps,
): Promise<void> {
  const ids = runner.inFlight();
  if (renew !== null && ids.length > 0) {
    const taken = { at: clock.monotonic(), lease: runner.lease() };
    const held = await transact((work) => renew(work, { owner, lease: taken.lease }, ids));
    runner.renewed(held, taken);
  }
}
