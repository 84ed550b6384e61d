/** Periodic work besides due rows: watchdog, retention, signs of life. */
import type { Log } from '../ports/log.ts';
import { StoreUnavailable } from '../store/store.ts';

export interface Chore {
  name: string;
  /** ms */
  every: number;
  /** Only the passing of time gives this chore work. */
  onlyByTime?: boolean;
  run(now: number): Promise<void>;
}

export interface ChoreRunner {
  /** Those whose time has come. */
  runDue(now: number): Promise<void>;
  /**
   * Runs all chores once, for the manual clock.
   * @param moved false: the time has not changed, so chores that depend on time alone are skipped
   */
  runAll(now: number, moved: boolean): Promise<void>;
}

export function createChores(chores: readonly Chore[], log: Log): ChoreRunner {
  const last = new Map<string, number>();
  async function run(chore: Chore, now: number): Promise<void> {
    last.set(chore.name, now);
    try {
      await chore.run(now);
    } catch (error) {
      if (error instanceof StoreUnavailable) {
        log.warn(
          { chore: chore.name, err: error.message },
          'the database is away; the chore runs again at its next time',
        );
      } else {
        log.error({ chore: chore.name, err: error }, 'a periodic chore failed; it runs again at its next time');
      }
    }
  }
  return {
    runDue: async (now) => {
      for (const chore of chores) {
        const before = last.get(chore.name);
        // After the clock went back, the chore runs now instead of waiting until the clock has caught up.
        if (before === undefined || now - before >= chore.every || now < before) {
          await run(chore, now);
        }
      }
    },
    runAll: async (now, moved) => {
      for (const chore of chores.filter(({ onlyByTime = false }) => moved || !onlyByTime)) {
        await run(chore, now);
      }
    },
  };
}
