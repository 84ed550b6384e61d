/** Periodic work besides due rows: watchdog, retention, signs of life. */
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

export interface ChoreRunner {
  /** Those whose time has come, one after the other. Never rejects. */
  runDue(now: number): Promise<void>;
  /**
   * Runs all chores once, for the manual clock.
   * @param moved false: the time has not changed, so chores that depend on time alone are skipped
   */
  runAll(now: number, moved: boolean): Promise<void>;
}

export function createChores(chores: readonly Chore[], log: Log): ChoreRunner {
  const last = new Map<string, number>();
  async function run(chore: Chore, now: number): Promise<typeof MORE | void> {
    last.set(chore.name, now);
    try {
      const left = await chore.run(now);
      if (left === MORE) {
        last.delete(chore.name);
      }
      return left;
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
        while ((await run(chore, now)) === MORE);
      }
    },
  };
}
