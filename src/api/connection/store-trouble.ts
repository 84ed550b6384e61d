/** Asks whether the sidecar can write; the answer needs no database, which may be what is missing. */
import { useEffect, useState } from 'react';
import { getBackendSrv } from '@grafana/runtime';
import { catchError, distinctUntilChanged, exhaustMap, filter, map, of, timeout, timer } from 'rxjs';
import type { Observable } from 'rxjs';
import { PROXY } from '../client/client.ts';

/** Why nothing can be written; the codes are those of `STORE_TROUBLES`. */
export interface StoreTroubleWire {
  reason: string;
  data?: unknown;
  /** In English. */
  message: string;
  since: string;
}

const EVERY = 4_000;

/** undefined: no answer, which others tell. */
function asked(): Observable<StoreTroubleWire | null | undefined> {
  return getBackendSrv()
    .fetch<{ status?: unknown; store?: StoreTroubleWire | null }>({ url: `${PROXY}/healthz`, showErrorAlert: false })
    .pipe(
      timeout({ first: EVERY }),
      map(({ data }) => data?.store ?? null),
      catchError(() => of(undefined)),
    );
}

/** null: it can write, or nobody knows. Asks again and again while the page is seen. */
export function useStoreTrouble(): StoreTroubleWire | null {
  const [trouble, setTrouble] = useState<StoreTroubleWire | null>(null);
  useEffect(() => {
    const answers = timer(0, EVERY).pipe(
      filter(() => document.visibilityState === 'visible'),
      exhaustMap(asked),
      filter((answer) => answer !== undefined),
      distinctUntilChanged((one, other) => JSON.stringify(one) === JSON.stringify(other)),
    );
    const subscription = answers.subscribe(setTrouble);
    return () => subscription.unsubscribe();
  }, []);
  return trouble;
}
