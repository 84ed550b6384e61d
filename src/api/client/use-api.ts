/** A hook for the answer of a request: loading, data, failure, and a new answer when something changes. */
import { useCallback, useEffect, useReducer, useState } from 'react';
import type { Observable } from 'rxjs';
import { BehaviorSubject, Subscription, catchError, filter, finalize, forkJoin, of, timer } from 'rxjs';
import type { ApiRequest } from './client.ts';
import { sendRequest, fetchAllPages } from './client.ts';
import type { ApiFailure } from './failure.ts';
import { isPassing } from './failure.ts';
import type { LiveTopic } from '../live/live.ts';
import { machineNow } from '../live/clock.ts';
import { changes$ } from '../live/live.ts';
import type { Asked } from '../live/pace.ts';
import { paced } from '../live/pace.ts';
import { restored$ } from './restored.ts';

export interface QueryState<T> {
  /** The last answer. It stays while a newer one is loading, and if that fails. */
  data: T | null;
  failure: ApiFailure | null;
  isLoading: boolean;
  reload: () => void;
}

export interface ReplaceableQuery<T> extends QueryState<T> {
  /** Shows a newer answer, such as that of a save, until the next one arrives. */
  replace: (data: T) => void;
}

interface State<T> {
  key: string | null;
  data: T | null;
  failure: ApiFailure | null;
  isLoading: boolean;
}

type QueryAction<T> =
  | { kind: 'asked'; key: string; keep: boolean }
  | { kind: 'answered'; data: T }
  | { kind: 'failed'; failure: ApiFailure };

function step<T>(state: State<T>, action: QueryAction<T>): State<T> {
  switch (action.kind) {
    case 'asked': {
      const same = action.keep || state.key === action.key;
      return {
        key: action.key,
        data: same ? state.data : null,
        failure: same ? state.failure : null,
        isLoading: true,
      };
    }
    case 'answered':
      return { ...state, data: action.data, failure: null, isLoading: false };
    case 'failed':
      return { ...state, failure: action.failure, isLoading: false };
  }
}

export interface QueryOptions {
  /** Changes of these kinds repeat the request. */
  live?: ReadonlyArray<LiveTopic>;
  /** Only changes of this object count. */
  id?: string;
  /** Shows the answer to the previous request until the new one arrives. */
  keep?: boolean;
}

/** The sidecar did not answer, which may be temporary. */
const AGAIN = 10_000;

function useLive(topics: string, id: string | undefined, asked$: Observable<Asked>, reload: () => void): void {
  useEffect(() => {
    if (topics === '') {
      return;
    }
    const relevant = changes$.pipe(
      filter(
        (change) =>
          change.topic === 'everything' ||
          (topics.split(',').includes(change.topic) && (id === undefined || change.id === null || change.id === id)),
      ),
      paced(asked$),
    );
    const subscription = relevant.subscribe(reload);
    return () => subscription.unsubscribe();
  }, [topics, id, asked$, reload]);
}

/** @param how must be the same function each time: another one repeats the request. */
function useAnswers<T, R>(
  request: R | null,
  how: (request: R) => Observable<T>,
  options: QueryOptions,
): ReplaceableQuery<T> {
  // Each rendering creates a new request object; its content decides whether it is another request.
  const key = request === null ? null : JSON.stringify(request);
  const keep = options.keep ?? false;
  const [state, dispatch] = useReducer(step<T>, { key, data: null, failure: null, isLoading: key !== null });
  const [round, setRound] = useState(0);
  const [asked$] = useState(() => new BehaviorSubject<Asked>({ at: 0, isWaiting: false }));
  const reload = useCallback(() => setRound((n) => n + 1), []);

  useEffect(() => {
    if (key === null) {
      return;
    }
    dispatch({ kind: 'asked', key, keep });
    const asked = { at: machineNow(), isWaiting: true };
    asked$.next(asked);
    // The observable may fail before `subscribe` has returned.
    const subscription = new Subscription();
    const answers = how(JSON.parse(key) as R)
      .pipe(finalize(() => asked$.next({ ...asked, isWaiting: false })))
      .subscribe({
        next: (data) => dispatch({ kind: 'answered', data }),
        error: (failure: ApiFailure) => {
          dispatch({ kind: 'failed', failure });
          if (isPassing(failure)) {
            subscription.add(timer(AGAIN).subscribe(reload));
          }
        },
      });
    subscription.add(answers);
    return () => subscription.unsubscribe();
  }, [key, keep, how, round, asked$, reload]);

  const replace = useCallback((data: T) => dispatch({ kind: 'answered', data }), []);

  useLive((options.live ?? []).join(','), options.id, asked$, reload);
  useEffect(() => {
    const subscription = restored$.subscribe(reload);
    return () => subscription.unsubscribe();
  }, [reload]);

  const isOld = !keep && state.key !== key;
  return {
    data: isOld ? null : state.data,
    failure: isOld ? null : state.failure,
    isLoading: isOld || state.isLoading,
    reload,
    replace,
  };
}

/** @param request null: no request (yet). */
export function useApi<T>(request: ApiRequest | null, options: QueryOptions = {}): ReplaceableQuery<T> {
  return useAnswers<T, ApiRequest>(request, sendRequest<T>, options);
}

/** All pages of a list. */
export function useApiPages<T>(request: ApiRequest | null, options: QueryOptions = {}): QueryState<T[]> {
  return useAnswers<T[], ApiRequest>(request, fetchAllPages<T>, options);
}

/** Sends many requests at once. A failed one yields null in its place, so that one rota does not hide the others. */
export function useApiEach<T>(requests: ApiRequest[] | null, options: QueryOptions = {}): QueryState<Array<T | null>> {
  return useAnswers<Array<T | null>, ApiRequest[]>(requests, askEach<T>, options);
}

function askEach<T>(requests: ApiRequest[]): Observable<Array<T | null>> {
  return requests.length === 0
    ? of([])
    : forkJoin(requests.map((request) => sendRequest<T>(request).pipe(catchError(() => of(null)))));
}
