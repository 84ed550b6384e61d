/** A hook that debounces a value. */
import { useEffect, useState } from 'react';
import { timer } from 'rxjs';

/** A value once it has stayed the same for a moment: what is typed is not asked about letter by letter. */
export function useCalm<T>(value: T, ms = 400): T {
  const [calm, setCalm] = useState(value);
  useEffect(() => {
    const subscription = timer(ms).subscribe(() => setCalm(value));
    return () => subscription.unsubscribe();
  }, [value, ms]);
  return calm;
}
