/**
 * Runs a limited number of claimed jobs at once. Each lane (host, relay) has its own share, so that a receiver that
 * hangs delays only itself.
 */
import type { Clock } from '../ports/clock.ts';
import type { AttemptSignal } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import { askedByNobody } from '../store/concurrency/asker.ts';
import { StoreUnavailable } from '../store/store.ts';
import { holdAttempt } from './attempt-hold.ts';
import type { AttemptHold, LeaseTaken } from './attempt-hold.ts';
import { createLanes, MOST_PER_LANE } from './lanes.ts';
import { createLeaseLength } from './lease-length.ts';

/** The number of jobs that a claim may take. */
export interface ClaimCapacity {
  /** Names this process in leases. */
  owner: string;
  /** How long leases that are taken now last, ms. */
  lease: number;
  /** How many more jobs may be under way. */
  free: number;
  /** How many more this lane takes; 0: saturated. */
  laneFree(lane: string): number;
  /** How many a lane takes at most. */
  perLane: number;
  /** Lanes that are to get nothing now. */
  saturated: readonly string[];
}

/** How one kind of leased work is attempted. */
export interface JobAttempts<Job, Result> {
  /** Names the kind in the log. */
  name: string;
  /** Jobs at once. */
  most: number;
  /** How long leases last where commits are quick, ms. */
  lease: number;
  /**
   * ms after which an attempt is cut off. Services have shorter limits of their own; this one ends attempts that never
   * return.
   */
  longest: number;
  /** Rows that the job works on. */
  idsOf(job: Job): readonly string[];
  /** null: the job shares no lane. */
  laneOf(job: Job): string | null;
  attempt(job: Job, signal: AttemptSignal): Promise<Result>;
  /**
   * Whether the signal cut the attempt off. Where this process stops, or its lease ran out before the attempt had left,
   * the rows stay as they are, and whoever claims them repeats it.
   */
  isCutOff(result: Result): boolean;
  /** Logs an attempt that was not cut off. */
  logAttempt(job: Job, result: Result): void;
}

/** The result of services whose signal ended the attempt. */
export function wasCancelled(result: { kind: string; reason?: string }): boolean {
  return result.kind === 'retry' && result.reason === 'cancelled';
}

export interface FinishedJob<Job, Result> {
  job: Job;
  result: Result;
  tookMs: number;
}

export interface JobRunner<Job> {
  capacity(owner: string): ClaimCapacity;
  /** How long leases that are taken now last, ms. */
  lease(): number;
  /**
   * Keeps a place for a job that may start soon.
   * @returns gives the place up; called once
   */
  reserve(lane: string): () => void;
  /** Places that are kept. */
  reserved(): number;
  /** Ids of the rows under way. */
  inFlight(): string[];
  /** Returns at once. */
  start(job: Job, taken: LeaseTaken): void;
  /** The leases of these rows were renewed. */
  renewed(ids: readonly string[], taken: LeaseTaken): void;
  /** @param refill called when a full lane has places again */
  onSlotFree(refill: () => void): void;
  /** Cuts off all jobs under way; resolves when there are none. */
  stop(): Promise<void>;
}

export interface RunnerDeps<Job, Result> {
  clock: Pick<Clock, 'monotonic'>;
  log: Log;
  /** Stores an outcome. The job is under way until this resolves. */
  finish(finished: FinishedJob<Job, Result>): Promise<void>;
}

export function createRunner<Job, Result>(
  attempts: JobAttempts<Job, Result>,
  deps: RunnerDeps<Job, Result>,
): JobRunner<Job> {
  let refill: () => void = () => undefined;
  const lanes = createLanes(deps.clock, () => refill());
  const length = createLeaseLength(attempts.lease);
  const ends = createEnds(deps.clock, attempts.longest);
  const running = new Map<Promise<void>, readonly string[]>();
  const holds = createHolds();
  let reserved = 0;
  return {
    capacity: (owner) => ({
      owner,
      lease: length.current(),
      free: attempts.most - running.size - reserved,
      laneFree: lanes.free,
      perLane: MOST_PER_LANE,
      saturated: lanes.saturated(),
    }),
    lease: length.current,
    reserve: (lane) => {
      lanes.enter(lane);
      reserved += 1;
      return () => {
        lanes.leave(lane);
        reserved -= 1;
      };
    },
    reserved: () => reserved,
    inFlight: () => [...running.values()].flat(),
    start: (job, taken) => {
      length.learn(deps.clock.monotonic() - taken.at);
      const hold = holdAttempt(deps.clock, taken, ends.signal());
      const ids = attempts.idsOf(job);
      holds.add(ids, hold);
      const lane = attempts.laneOf(job);
      if (lane !== null) {
        lanes.enter(lane);
      }
      const leave = () => lane !== null && lanes.leave(lane);
      // A page that a request hands over is not the request's: it does not wait among those for a connection.
      const run = askedByNobody(() => runJob(attempts, deps, { job, hold, leave }, ends))
        .catch((error: unknown) => reportUnsettled(attempts, deps.log, job, error))
        .finally(() => {
          running.delete(run);
          hold.end();
          holds.remove(ids, hold);
        });
      running.set(run, ids);
    },
    renewed: holds.renewed,
    onSlotFree: (given) => void (refill = given),
    stop: async () => {
      ends.stop();
      await Promise.allSettled([...running.keys()]);
    },
  };
}

/**
 * Which attempt holds a row. A row that was claimed again belongs to the later attempt: what renews its lease lets an
 * earlier one that has not left yet send no more.
 */
function createHolds() {
  const byId = new Map<string, { hold: AttemptHold; ids: readonly string[] }>();
  return {
    add: (ids: readonly string[], hold: AttemptHold) => ids.forEach((id) => byId.set(id, { hold, ids })),
    remove: (ids: readonly string[], hold: AttemptHold) =>
      ids.filter((id) => byId.get(id)?.hold === hold).forEach((id) => byId.delete(id)),
    renewed: (ids: readonly string[], taken: LeaseTaken) => {
      const all = new Set(ids);
      for (const { hold, ids: own } of new Set(ids.flatMap((id) => byId.get(id) ?? []))) {
        // A message that carries several rows leaves as long as all of them are held.
        if (own.every((id) => all.has(id) && byId.get(id)?.hold === hold)) {
          hold.extend(taken);
        }
      }
    },
  };
}

/** What ends attempts: their limit, and the stop of this process. */
interface AttemptEnds {
  /** For an attempt that begins now. */
  signal(): AbortSignal;
  isStopping(): boolean;
  stop(): void;
}

/** Attempts that begin within so many ms share their limit, which lies that much later for the first of them. */
const SHARED_MS = 1000;

/** A signal with a timer of its own for each attempt would outlive it: Node keeps both until the time has passed. */
function createEnds(clock: Pick<Clock, 'monotonic'>, longest: number): AttemptEnds {
  const stopping = new AbortController();
  let latest: { signal: AbortSignal; since: number } | null = null;
  return {
    signal: () => {
      const now = clock.monotonic();
      if (latest === null || now - latest.since >= SHARED_MS || latest.signal.aborted) {
        const limit = AbortSignal.timeout(longest + SHARED_MS);
        latest = { signal: AbortSignal.any([stopping.signal, limit]), since: now };
      }
      return latest.signal;
    },
    isStopping: () => stopping.signal.aborted,
    stop: () => stopping.abort(),
  };
}

interface StartedJob<Job> {
  job: Job;
  hold: AttemptHold;
  /** Frees the lane as soon as the receiver has answered, before the outcome is on disk. */
  leave(): void;
}

async function runJob<Job, Result>(
  attempts: JobAttempts<Job, Result>,
  { clock, log, finish }: RunnerDeps<Job, Result>,
  { job, hold, leave }: StartedJob<Job>,
  ends: AttemptEnds,
): Promise<void> {
  const started = clock.monotonic();
  if (hold.signal.mayLeave?.() === false && hold.isLost()) {
    // This process was suspended, or the commit took long: another may have done the job, or somebody may have acknowledged.
    log.warn({ work: attempts.name, ids: attempts.idsOf(job) }, 'a lease expired before its job was attempted');
    leave();
    return;
  }
  const result = await attempts.attempt(job, hold.signal).finally(leave);
  const isCutOff = attempts.isCutOff(result);
  if (isCutOff && hold.isLost()) {
    log.warn(
      { work: attempts.name, ids: attempts.idsOf(job) },
      'a lease expired before its job was sent; whoever claims it sends it',
    );
  } else if (!(isCutOff && ends.isStopping())) {
    attempts.logAttempt(job, result);
    await finish({ job, result, tookMs: clock.monotonic() - started });
  }
}

function reportUnsettled<Job, Result>(
  { name, idsOf }: JobAttempts<Job, Result>,
  log: Log,
  job: Job,
  error: unknown,
): void {
  const ids = idsOf(job);
  if (error instanceof StoreUnavailable) {
    log.warn({ work: name, ids, err: error.message }, 'an outcome could not be stored; the job runs again');
  } else {
    log.error({ work: name, ids, err: error }, 'a job failed unexpectedly; it runs again when its lease expires');
  }
}
