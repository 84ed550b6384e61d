/** A hook that debounces a value. */
import { useEffect, useState } from 'react';
import { timer } from 'rxjs';

/** Returns the value once it has not changed for a moment, so that typing does not send a request per letter. */
export function useDebounced<T>(value: T, ms = 400): T {
  const [calm, setCalm] = useState(value);
  useEffect(() => {
    const subscription = timer(ms).subscribe(() => setCalm(value));
    return () => subscription.unsubscribe();
  }, [value, ms]);
  return calm;
}
