import { useEffect, useState } from 'react';
import { interval } from 'rxjs';
import { now } from '../api/clock.ts';

/** The present, as often as asked; components that count seconds share nothing else. */
export function useNow(every = 1_000): number {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const subscription = interval(every).subscribe(() => setAt(now()));
    return () => subscription.unsubscribe();
  }, [every]);
  return at;
}
