/** Checks the way from the browser through Grafana to the sidecar, step by step, so that advice can be exact. */
import { getBackendSrv } from '@grafana/runtime';
import type { Observable } from 'rxjs';
import { TimeoutError, catchError, concatMap, map, of, timeout } from 'rxjs';
import { learnTime, machineNow } from '../live/clock.ts';
import { PROXY, ask } from '../client/client.ts';
import type { MeWire, StatusWire } from './connection-wire.ts';
import type { Failure } from '../client/failure.ts';
import { noAnswer, notVigie, toFailure } from '../client/failure.ts';

/** One step of the way; later steps are not tried after one that failed. */
export type Step = 'reach' | 'token' | 'identity';

export interface Connection {
  /** The steps that worked, in order. */
  passed: Step[];
  /** Why the next one did not; null: all did. */
  failure: { step: Step; failure: Failure } | null;
  status: StatusWire | null;
  me: MeWire | null;
  /** How far the sidecar's clock is from this machine's, in ms; null: not known. */
  skew: number | null;
}

function reach(): Observable<Failure | null> {
  return getBackendSrv()
    .fetch<{ status?: unknown }>({ url: `${PROXY}/healthz`, showErrorAlert: false })
    .pipe(
      timeout({ first: 8_000 }),
      map(({ data, status }): Failure | null => (data?.status === 'ok' ? null : notVigie(status))),
      catchError((thrown: unknown) => of(thrown instanceof TimeoutError ? noAnswer() : toFailure(thrown))),
    );
}

const NOTHING: Connection = { passed: [], failure: null, status: null, me: null, skew: null };

function failed(passed: Step[], step: Step, failure: Failure, more: Partial<Connection> = {}): Observable<Connection> {
  return of({ ...NOTHING, ...more, passed, failure: { step, failure } });
}

function identity(status: StatusWire): Observable<Connection> {
  const skew = status.clock === 'manual' ? null : Date.parse(status.now) - machineNow();
  learnTime(Date.parse(status.now), status.clock === 'manual');
  return ask<MeWire>({ path: 'me' }).pipe(
    map((me): Connection => ({ passed: ['reach', 'token', 'identity'], failure: null, status, me, skew })),
    catchError((failure: Failure) => failed(['reach', 'token'], 'identity', failure, { status, skew })),
  );
}

export function checkConnection(): Observable<Connection> {
  return reach().pipe(
    concatMap((unreached) => {
      if (unreached !== null) {
        return failed([], 'reach', unreached);
      }
      return ask<StatusWire>({ path: 'status' }).pipe(
        concatMap(identity),
        // The sidecar distinguishes a wrong token from an unknown person; the first request shows both.
        catchError((failure: Failure) =>
          failure.kind === 'identity'
            ? failed(['reach', 'token'], 'identity', failure)
            : failed(['reach'], 'token', failure),
        ),
      );
    }),
  );
}
