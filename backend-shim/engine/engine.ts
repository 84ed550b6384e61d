/**
 * The one loop: `now` is read once a round and handed down, stages run in order, deliveries are
 * claimed and sent; then it sleeps until the earliest due row or a wake-up, never over a second.
 */
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { earliestDue } from '../store/timers.ts';
import type { Store } from '../store/store.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Chores } from './chores.ts';
import type { Rounds } from './rounds.ts';

const LONGEST_SLEEP = 1000;
const RENEW_EVERY = 1300;
/** An engine that has not gone round for so long is reported as not ready. */
const STALE_MS = 15_000;

export interface EngineDeps {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  rounds: Rounds;
  chores: Chores;
  /** Manual clock: chores run only when time is moved. */
  manual: boolean;
}

export interface Engine {
  start(): void;
  stop(): Promise<void>;
  wake(): void;
  /** Went round lately, and the last round did not fail. */
  healthy(): boolean;
  /** Runs `work` while the loop stands still. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

export function createEngine(deps: EngineDeps): Engine {
  const { clock, log, store } = deps;
  const stopping = new AbortController();
  let wakeUp = new AbortController();
  let woken = false;
  let lastRound = clock.monotonic();
  let failing = false;
  let turn: Promise<unknown> = Promise.resolve();

  function exclusively<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function round(): Promise<void> {
    const now = await clock.now();
    await deps.rounds.run(now);
    if (!deps.manual) {
      await deps.chores.runDue(now);
    }
    lastRound = clock.monotonic();
    failing = false;
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = false;
      try {
        await exclusively(round);
      } catch (error) {
        reportFailure(error);
      }
      if (!woken && !stopping.signal.aborted) {
        wakeUp = new AbortController();
        await clock.sleep(failing ? LONGEST_SLEEP : await untilDue(deps), AbortSignal.any([wakeUp.signal, stopping.signal]));
      }
    }
  }

  function reportFailure(error: unknown): void {
    failing = true;
    deps.metrics.engineFailures.inc();
    if (error instanceof StoreUnavailable) {
      log.warn({ err: error.message }, 'the database is away; the engine tries again');
    } else {
      log.error({ err: error }, 'a round of the engine failed; it tries again');
    }
  }

  async function renew(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(RENEW_EVERY, stopping.signal);
      try {
        await deps.rounds.renew();
      } catch (error) {
        log.warn({ err: (error as Error).message }, 'leases could not be renewed');
      }
    }
  }

  const unsubscribe = store.onWake(() => wake());
  function wake(): void {
    woken = true;
    wakeUp.abort();
  }

  let running: Promise<unknown> = Promise.resolve();
  return {
    start: () => {
      running = Promise.all([loop(), renew()]);
    },
    stop: async () => {
      stopping.abort();
      unsubscribe();
      await running;
      await turn;
      await deps.rounds.stop();
    },
    wake,
    healthy: () => !failing && clock.monotonic() - lastRound < STALE_MS,
    exclusively,
  };
}

async function untilDue({ store, clock, log }: EngineDeps): Promise<number> {
  try {
    const due = await earliestDue(store.read);
    const wait = due === null ? LONGEST_SLEEP : due - (await clock.now());
    return Math.min(LONGEST_SLEEP, Math.max(1, wait));
  } catch (error) {
    log.debug({ err: (error as Error).message }, 'cannot look for the next due row');
    return LONGEST_SLEEP;
  }
}
