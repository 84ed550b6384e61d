/**
 * Reports changes as they happen: one event stream for all open pages, through Grafana's proxy. Hidden tabs have none
 * (browsers allow few connections); without a stream, pages poll. Both look the same to pages: "something about X
 * changed, load it again".
 */
import { config, getBackendSrv } from '@grafana/runtime';
import type { Observable } from 'rxjs';
import {
  EMPTY,
  catchError,
  concatMap,
  defer,
  distinctUntilChanged,
  fromEvent,
  map,
  of,
  repeat,
  share,
  startWith,
  switchMap,
  takeUntil,
  tap,
  throwError,
  timeout,
  timer,
} from 'rxjs';
import { TIME_ZONE } from '#contract/time/time-zone-header';
import { API } from '../client/client.ts';
import { readerZone } from '../connection/reader-zone.ts';
import { machineNow } from './clock.ts';
import { contact$, noteAnswer, noteFailure, noteMode } from './contact.ts';
import { noAnswer, toFailure } from '../client/failure.ts';
import { retryAfter } from './retry.ts';
import { SseParser } from './sse.ts';

/** `everything`: some changes may have been missed, so everything is loaded again. */
export type LiveTopic = 'incident' | 'rota' | 'everything';

export interface LiveChange {
  topic: LiveTopic;
  /** The object that changed; null: unknown. */
  id: string | null;
}

/**
 * Longer than the stream's keep-alive (4 s). A longer silence means that the sidecar, or something in between, hangs.
 */
const SILENCE = 8_000;
const POLL_EVERY = 15_000;
const FIRST_RETRY = 1_000;

const EVERYTHING: LiveChange = { topic: 'everything', id: null };

interface Session {
  lastId: string | null;
  failures: number;
  retry: number;
  /** This machine's time of the latest connection. */
  triedAt: number;
}

function idOf(data: string): string | null {
  try {
    const id = (JSON.parse(data) as { id?: unknown } | null)?.id;
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}

function changeOf(event: string, data: string): LiveChange {
  const topic = event.startsWith('incident') ? 'incident' : event.startsWith('rota') ? 'rota' : 'everything';
  return { topic, id: topic === 'everything' ? null : idOf(data) };
}

/** One connection; completes when the server ends it, fails when it breaks or falls silent. */
function connect(session: Session): Observable<LiveChange> {
  const parser = new SseParser();
  session.triedAt = machineNow();
  const headers = {
    Accept: 'text/event-stream',
    [TIME_ZONE]: readerZone(),
    ...(session.lastId === null ? {} : { 'Last-Event-ID': session.lastId }),
  };
  return (
    getBackendSrv()
      // Unlike `fetch`, `chunked` does not add Grafana's sub path.
      .chunked({ url: `${config.appSubUrl}${API}/events`, headers, showErrorAlert: false })
      .pipe(
        timeout({ each: SILENCE, with: () => throwError(noAnswer) }),
        concatMap((response) => {
          if (!response.ok) {
            return throwError(() => response);
          }
          noteMode('stream');
          noteAnswer();
          session.failures = 0;
          const events = response.data === undefined ? [] : parser.push(response.data);
          session.retry = parser.retry ?? session.retry;
          session.lastId = parser.lastId ?? session.lastId;
          return of(...events.map(({ event, data }) => changeOf(event, data)));
        }),
      )
  );
}

function pause({ failures, retry, triedAt }: Session): number {
  return retryAfter({ failures, retry, isAway: (contact$.value.answeredAt ?? 0) < triedAt });
}

/** Without a stream, everything is loaded at intervals until it is time to connect again. */
function poll(ms: number): Observable<LiveChange> {
  noteMode('polling');
  return timer(Math.min(POLL_EVERY, ms), POLL_EVERY).pipe(
    map(() => EVERYTHING),
    takeUntil(timer(ms + 1)),
  );
}

function forEver(session: Session): Observable<LiveChange> {
  const once = defer(() => connect(session)).pipe(
    map((change): LiveChange | null => change),
    catchError((thrown: unknown) => {
      session.failures += 1;
      noteFailure(toFailure(thrown));
      return of(null);
    }),
    concatMap((change) => (change === null ? poll(pause(session)) : of(change))),
  );
  return once.pipe(repeat({ delay: () => timer(session.failures === 0 ? session.retry : 0) }));
}

const visible$ = defer(() =>
  fromEvent(document, 'visibilitychange').pipe(
    startWith(null),
    map(() => document.visibilityState === 'visible'),
    distinctUntilChanged(),
  ),
);

/** Shared by all components; connects with the first listener, ends with the last. */
export const changes$: Observable<LiveChange> = defer(() => {
  const session: Session = { lastId: null, failures: 0, retry: FIRST_RETRY, triedAt: 0 };
  return visible$.pipe(
    tap(() => noteMode('connecting')),
    switchMap((visible) => (visible ? forEver(session) : EMPTY)),
  );
}).pipe(share());
