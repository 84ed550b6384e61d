/** Checks the connection from the browser through Grafana to the sidecar, step by step, so that advice can be exact. */
import { getBackendSrv } from '@grafana/runtime';
import type { Observable } from 'rxjs';
import { TimeoutError, catchError, concatMap, map, of, timeout } from 'rxjs';
import { syncClock, machineNow } from '../live/clock.ts';
import { PROXY, sendRequest } from '../client/client.ts';
import type { MeWire, StatusWire } from './connection-wire.ts';
import type { ApiFailure } from '../client/failure.ts';
import { noAnswer, notVigie, toFailure } from '../client/failure.ts';

/** One step of the connection. After a failed step, no later one is tried. */
export type ConnectionStep = 'reach' | 'token' | 'identity';

export interface ConnectionCheck {
  /** The steps that succeeded, in order. */
  passed: ConnectionStep[];
  /** Why the next step failed; null: all succeeded. */
  failure: { step: ConnectionStep; failure: ApiFailure } | null;
  status: StatusWire | null;
  me: MeWire | null;
  /** The difference between the sidecar's clock and this machine's, in ms; null: unknown. */
  skew: number | null;
}

function reach(): Observable<ApiFailure | null> {
  return getBackendSrv()
    .fetch<{ status?: unknown }>({ url: `${PROXY}/healthz`, showErrorAlert: false })
    .pipe(
      timeout({ first: 8_000 }),
      map(({ data, status }): ApiFailure | null => (data?.status === 'ok' ? null : notVigie(status))),
      catchError((thrown: unknown) => of(thrown instanceof TimeoutError ? noAnswer() : toFailure(thrown))),
    );
}

const NOTHING: ConnectionCheck = { passed: [], failure: null, status: null, me: null, skew: null };

function failed(
  passed: ConnectionStep[],
  step: ConnectionStep,
  failure: ApiFailure,
  more: Partial<ConnectionCheck> = {},
): Observable<ConnectionCheck> {
  return of({ ...NOTHING, ...more, passed, failure: { step, failure } });
}

function identity(status: StatusWire): Observable<ConnectionCheck> {
  const skew = status.clock === 'manual' ? null : Date.parse(status.now) - machineNow();
  syncClock(Date.parse(status.now), status.clock === 'manual');
  return sendRequest<MeWire>({ path: 'me' }).pipe(
    map((me): ConnectionCheck => ({ passed: ['reach', 'token', 'identity'], failure: null, status, me, skew })),
    catchError((failure: ApiFailure) => failed(['reach', 'token'], 'identity', failure, { status, skew })),
  );
}

export function checkConnection(): Observable<ConnectionCheck> {
  return reach().pipe(
    concatMap((unreached) => {
      if (unreached !== null) {
        return failed([], 'reach', unreached);
      }
      return sendRequest<StatusWire>({ path: 'status' }).pipe(
        concatMap(identity),
        // The sidecar distinguishes a wrong token from an unknown person; the first request shows both.
        catchError((failure: ApiFailure) =>
          failure.kind === 'identity'
            ? failed(['reach', 'token'], 'identity', failure)
            : failed(['reach'], 'token', failure),
        ),
      );
    }),
  );
}
