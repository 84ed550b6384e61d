/**
 * The main loop. Each round reads `now` once and passes it on, runs the stages in order, claims and sends deliveries,
 * and then sleeps until the earliest due row or a wake, at most one second.
 */
import { storeTroubleText } from '#contract/reasons/store';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import { earliestDue } from '../store/timers.ts';
import { createSerialQueue } from '../store/concurrency/serial.ts';
import type { Store } from '../store/store.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { ChoreRunner } from './chores.ts';

const LONGEST_SLEEP = 1000;
const RENEW_EVERY = 1300;
/**
 * The pause before rows are asked for again that are due but cannot be taken (full lane, locked by another sidecar).
 */
const PAUSE_MS = 25;
/** An engine that did not try a round for this long stands still. */
const STALE_MS = 15_000;

/** One round: everything due at `now`, stage after stage, until nothing is left. */
export interface RoundRunner {
  /** @returns how much was done; 0: what is due and left can wait for a moment */
  run(now: number): Promise<number>;
  /** How long what is due is left alone where nothing else comes in, ms; null or absent: it is due now. */
  pause?(): number | null;
  /** @param ring called when a lane that was full has places again */
  onSlotFree?(ring: () => void): void;
  /** Deliveries of this process that are under way. */
  inFlight(): number;
  renew(): Promise<void>;
  stop(): Promise<void>;
}

export interface EngineDeps {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  rounds: RoundRunner;
  chores: Pick<ChoreRunner, 'runDue' | 'ended'>;
  /** Manual clock: chores run only when time is moved. */
  manual: boolean;
}

/**
 * `waiting`: rounds fail because the database cannot be used, and are tried again. `still`: they fail for another reason,
 * or none ends.
 */
type EngineState = 'ok' | 'waiting' | 'still';

export interface Engine {
  start(): void;
  stop(): Promise<void>;
  wake(): void;
  state(): EngineState;
  /** Runs `work` while the loop is paused. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

export function createEngine(deps: EngineDeps): Engine {
  const { clock, log, store } = deps;
  const stopping = new AbortController();
  const alarm = createAlarm();
  const exclusively = createSerialQueue();
  let lastRound = clock.monotonic();
  let state: EngineState = 'ok';
  const care = careBeside(deps.chores);

  async function round(): Promise<number> {
    const now = await clock.now();
    const done = await deps.rounds.run(now);
    if (!deps.manual) {
      care.begin(now);
    }
    lastRound = clock.monotonic();
    state = 'ok';
    return done;
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      alarm.reset();
      let done = 0;
      try {
        done = await exclusively(round);
      } catch (error) {
        reportFailure(deps, error, state);
        state = error instanceof StoreUnavailable ? 'waiting' : 'still';
        lastRound = state === 'waiting' ? clock.monotonic() : lastRound;
      }
      const least = deps.rounds.pause?.() ?? (done > 0 ? 1 : PAUSE_MS);
      // Whoever rang has something due now.
      const wait = state !== 'ok' || alarm.isRung() ? LONGEST_SLEEP : await untilDue(deps, least);
      await alarm.sleep(clock, wait);
    }
  }

  const unsubscribe = store.onWake(alarm.ring);
  deps.rounds.onSlotFree?.(alarm.ring);
  let running: Promise<unknown> = Promise.resolve();
  return {
    start: () => {
      running = Promise.all([loop(), renewLoop(deps, stopping.signal)]);
    },
    stop: async () => {
      stopping.abort();
      alarm.ring();
      unsubscribe();
      await running;
      await care.ended();
      await deps.chores.ended();
      await deps.rounds.stop();
      log.debug({}, 'engine stopped');
    },
    wake: alarm.ring,
    state: () => (clock.monotonic() - lastRound < STALE_MS ? state : 'still'),
    exclusively,
  };
}

/** Beside the rounds, so that nobody waits to be paged while old rows are removed or a large configuration is read. */
function careBeside(chores: Pick<ChoreRunner, 'runDue'>) {
  let running: Promise<void> | null = null;
  return {
    begin: (now: number) => {
      running ??= chores.runDue(now).finally(() => {
        running = null;
      });
    },
    ended: async () => running,
  };
}

/** Ends a sleep without an error object, since each wake would otherwise create one with its stack. */
const RUNG = 'rung';

/** A sleep that a wake ends, even one that came before the sleep began. */
function createAlarm() {
  let rung = false;
  let bell = new AbortController();
  return {
    reset: () => {
      rung = false;
    },
    isRung: () => rung,
    ring: () => {
      rung = true;
      bell.abort(RUNG);
    },
    sleep: async (clock: Clock, ms: number) => {
      if (!rung) {
        bell = new AbortController();
        await clock.sleep(ms, bell.signal);
      }
    },
  };
}

async function renewLoop({ clock, rounds, log }: EngineDeps, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await clock.sleep(RENEW_EVERY, stop);
    try {
      await rounds.renew();
    } catch (error) {
      log.warn({ err: (error as Error).message }, 'could not renew leases');
    }
  }
}

/** What is wrong with the database is told by whoever watches it; here only that the engine waits. */
function reportFailure({ metrics, log }: EngineDeps, error: unknown, before: EngineState): void {
  metrics.engineFailures.inc();
  if (error instanceof StoreUnavailable) {
    const tell = before === 'waiting' ? log.debug : log.warn;
    tell({ err: error.message }, `${storeTroubleText(error.trouble)}; the engine retries`);
  } else {
    log.error({ err: error }, 'an engine round failed; retrying');
  }
}

async function untilDue({ store, clock, log }: EngineDeps, least: number): Promise<number> {
  try {
    const due = await earliestDue(store.read);
    const wait = due === null ? LONGEST_SLEEP : due - (await clock.now());
    return Math.min(LONGEST_SLEEP, Math.max(least, wait));
  } catch (error) {
    log.debug({ err: (error as Error).message }, 'could not look for the next due row');
    return LONGEST_SLEEP;
  }
}
