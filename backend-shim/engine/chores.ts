/** Periodic work besides due rows: watchdog, retention, signs of life. */
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { StoreUnavailable } from '../store/store.ts';

export interface Chore {
  name: string;
  /** ms */
  every: number;
  /** Only the passing of time gives this chore work. */
  onlyByTime?: boolean;
  /** Long work is done in parts, so that the other chores get their turn. @returns `MORE`: it goes on at once */
  run(now: number): Promise<typeof MORE | void>;
}

export const MORE = 'more';

/** ms that the others wait for one that takes long; then they go on beside it. */
const OTHERS_WAIT = 10_000;
/** ms after which a chore is taken for one that never ends. */
const LONGEST = 5 * 60_000;

export interface ChoreRunner {
  /** Those whose time has come, one after the other; one that is still running is left alone. Never rejects. */
  runDue(now: number): Promise<void>;
  /**
   * Runs all chores once, for the manual clock.
   * @param moved false: the time has not changed, so chores that depend on time alone are skipped
   */
  runAll(now: number, moved: boolean): Promise<void>;
  /** Names of chores that have run for longer than any should. */
  overdue(): readonly string[];
  /** Resolves when none runs any more, or those that do were waited for. */
  ended(): Promise<void>;
}

interface RunningChore {
  /** Monotonic ms. */
  since: number;
  /** Never rejects. */
  done: Promise<typeof MORE | void>;
  isTold: boolean;
}

export function createChores(
  chores: readonly Chore[],
  { log, clock }: { log: Log; clock: Pick<Clock, 'monotonic' | 'sleep'> },
): ChoreRunner {
  const last = new Map<string, number>();
  const running = new Map<string, RunningChore>();

  async function run(chore: Chore, now: number): Promise<typeof MORE | void> {
    try {
      const left = await chore.run(now);
      if (left === MORE) {
        last.delete(chore.name);
      }
      return left;
    } catch (error) {
      reportFailure(log, chore, error);
    }
  }

  function start(chore: Chore, now: number): RunningChore {
    last.set(chore.name, now);
    const since = clock.monotonic();
    const done = run(chore, now).finally(() => {
      if (running.get(chore.name)?.isTold) {
        log.warn(
          { chore: chore.name, took: Math.round(clock.monotonic() - since) },
          'a periodic chore that did not end has ended',
        );
      }
      running.delete(chore.name);
    });
    const started = { since, done, isTold: false };
    running.set(chore.name, started);
    return started;
  }

  function isDue({ name, every }: Chore, now: number): boolean {
    const before = last.get(name);
    // After the clock went back, the chore runs now instead of waiting until the clock has caught up.
    return !running.has(name) && (before === undefined || now - before >= every || now < before);
  }

  const overdue = () => [...running].filter(([, { since }]) => clock.monotonic() - since > LONGEST);

  function tellOverdue(): void {
    for (const [chore, one] of overdue().filter(([, { isTold }]) => !isTold)) {
      one.isTold = true;
      log.error(
        { chore, since: Math.round(clock.monotonic() - one.since) },
        'a periodic chore does not end, and does not run again before it has; the others and paging go on. Restart this sidecar, and report it with the lines before this one',
      );
    }
  }

  return {
    runDue: async (now) => {
      tellOverdue();
      for (const chore of chores) {
        if (isDue(chore, now)) {
          await within(clock, start(chore, now).done);
        }
      }
    },
    runAll: async (now, moved) => {
      for (const chore of chores.filter(({ onlyByTime = false }) => moved || !onlyByTime)) {
        while ((await start(chore, now).done) === MORE);
      }
    },
    overdue: () => overdue().map(([name]) => name),
    ended: () => within(clock, Promise.all([...running.values()].map(({ done }) => done))),
  };
}

/** Waits for it, but not for long. */
async function within(clock: Pick<Clock, 'sleep'>, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, clock.sleep(OTHERS_WAIT, over.signal)]);
  over.abort();
}

function reportFailure(log: Log, { name }: Chore, error: unknown): void {
  if (error instanceof StoreUnavailable) {
    log.warn({ chore: name, err: error.message }, 'the database is away; the chore runs again at its next time');
  } else {
    log.error({ chore: name, err: error }, 'a periodic chore failed; it runs again at its next time');
  }
}
