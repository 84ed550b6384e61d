/** Stores how far a run is, one write at a time: a database that hangs holds one of them, not one a step. */
import type { Log } from '../../ports/log.ts';
import { logFailure } from '../../store/store.ts';

/**
 * @param run what runs, for the log
 * @param store stores the progress, in thousandths
 * @returns takes the progress; what arrives during a write, or equals the last one, is left out. Never throws
 */
export function progressOf(
  { log }: { log: Pick<Log, 'warn' | 'error'> },
  run: string,
  store: (progress: number) => Promise<unknown>,
): (progress: number) => void {
  let last = 0;
  let isStoring = false;
  let isLogged = false;
  return (progress) => {
    if (isStoring || progress === last) {
      return;
    }
    [last, isStoring] = [progress, true];
    store(progress)
      .catch((error: unknown) => {
        if (!isLogged) {
          isLogged = true;
          logFailure(log, error, `could not store the progress of ${run}`);
        }
      })
      .finally(() => (isStoring = false));
  };
}
