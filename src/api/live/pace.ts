/** When a page asks again after a change: soon, but steadily while many changes follow each other. */
import type { MonoTypeOperatorFunction, Observable } from 'rxjs';
import { NEVER, audit, first, switchMap, timer } from 'rxjs';
import { machineNow } from './clock.ts';

/** Bursts of changes cause one request. */
const CALM = 250;
/** In a storm of incidents everybody who looks asks this often, and no more. */
const EVERY = 1_000;

export interface Asked {
  /** When the last request was sent, by this machine's clock. */
  at: number;
  isWaiting: boolean;
}

/**
 * A request that waits for its answer is never replaced: where changes come faster than answers, a page would show none of
 * them.
 */
export function paced<T>(asked$: Observable<Asked>): MonoTypeOperatorFunction<T> {
  const pause = ({ at }: Asked) => Math.min(EVERY, Math.max(CALM, at + EVERY - machineNow()));
  return audit(() =>
    asked$.pipe(
      switchMap((asked) => (asked.isWaiting ? NEVER : timer(pause(asked)))),
      first(),
    ),
  );
}
