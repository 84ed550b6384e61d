/** Periodic work besides due rows: watchdog, retention, signs of life. */
import type { Log } from '../ports/log.ts';
import { StoreUnavailable } from '../store/store.ts';

export interface Chore {
  name: string;
  /** ms */
  every: number;
  /** Nothing but the passing of time gives it work. */
  onlyByTime?: boolean;
  run(now: number): Promise<void>;
}

export interface ChoreRunner {
  /** Those whose time has come. */
  runDue(now: number): Promise<void>;
  /** All of them, once: the manual clock's way. @param moved false: time stands still; then without those that only time gives work */
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
