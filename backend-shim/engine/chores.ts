/** Periodic work besides due rows: watchdog, retention, signs of life. */
import { storeTroubleText } from '#contract/reasons/store';
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
  /** Chores of modules are added before the first runs. */
  add(more: readonly Chore[]): void;
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

type ChoreClock = Pick<Clock, 'monotonic' | 'sleep'>;

/** Knows which chores run, and says which of them do not end. */
function createRunning(log: Log, clock: ChoreClock) {
  const running = new Map<string, RunningChore>();
  const ageOf = ({ since }: RunningChore) => Math.round(clock.monotonic() - since);
  const overdue = () => [...running].filter(([, { since }]) => clock.monotonic() - since > LONGEST);
  return {
    has: (name: string) => running.has(name),
    names: () => overdue().map(([name]) => name),
    all: () => [...running.values()].map(({ done }) => done),
    /** @param done never rejects */
    add: (chore: string, done: RunningChore['done']): RunningChore['done'] => {
      const one = { since: clock.monotonic(), done, isTold: false };
      running.set(chore, one);
      return done.finally(() => {
        running.delete(chore);
        if (one.isTold) {
          log.warn({ chore, took: ageOf(one) }, 'a periodic chore that did not end has ended');
        }
      });
    },
    tell: () => {
      for (const [chore, one] of overdue().filter(([, { isTold }]) => !isTold)) {
        one.isTold = true;
        log.error(
          { chore, took: ageOf(one) },
          'a periodic chore does not end, and does not run again before it has; the others and paging go on. Restart this sidecar, and report it with the lines before this one',
        );
      }
    },
  };
}

export function createChores(first: readonly Chore[], { log, clock }: { log: Log; clock: ChoreClock }): ChoreRunner {
  const chores = [...first];
  const last = new Map<string, number>();
  const running = createRunning(log, clock);

  async function run(chore: Chore, now: number): Promise<typeof MORE | void> {
    last.set(chore.name, now);
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

  function isDue({ name, every }: Chore, now: number): boolean {
    const before = last.get(name);
    // After the clock went back, the chore runs now instead of waiting until the clock has caught up.
    return !running.has(name) && (before === undefined || now - before >= every || now < before);
  }

  return {
    add: (more) => void chores.push(...more),
    runDue: async (now) => {
      running.tell();
      for (const chore of chores) {
        if (isDue(chore, now)) {
          await within(clock, running.add(chore.name, run(chore, now)));
        }
      }
    },
    runAll: async (now, moved) => {
      for (const chore of chores.filter(({ onlyByTime = false }) => moved || !onlyByTime)) {
        while ((await running.add(chore.name, run(chore, now))) === MORE);
      }
    },
    overdue: running.names,
    ended: () => within(clock, Promise.all(running.all())),
  };
}

/** Waits for it, but not for long. */
async function within(clock: ChoreClock, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, clock.sleep(OTHERS_WAIT, over.signal)]);
  over.abort();
}

function reportFailure(log: Log, { name }: Chore, error: unknown): void {
  if (error instanceof StoreUnavailable) {
    log.warn(
      { chore: name, err: error.message },
      `${storeTroubleText(error.trouble)}; the chore runs again at its next time`,
    );
  } else {
    log.error({ chore: name, err: error }, 'a periodic chore failed; it runs again at its next time');
  }
}
