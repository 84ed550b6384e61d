/** A hook for the current time. */
import { useEffect, useState } from 'react';
import { interval, merge } from 'rxjs';
import { now, timeLearned$ } from '../../api/live/clock.ts';

/** The current time, updated every `every` ms. */
export function useNow(every = 1_000): number {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const subscription = merge(interval(every), timeLearned$).subscribe(() => setAt(now()));
    return () => subscription.unsubscribe();
  }, [every]);
  return at;
}
