/** Sends requests to the sidecar through Grafana's plugin proxy. Throws only `Failure`. */
import { getBackendSrv } from '@grafana/runtime';
import type { Observable } from 'rxjs';
import {
  EMPTY,
  TimeoutError,
  catchError,
  expand,
  firstValueFrom,
  map,
  of,
  reduce,
  tap,
  throwError,
  timeout,
} from 'rxjs';
import { ANSWERS_AS } from '#contract/answers-as';
import { noteAnswer, noteFailure } from '../live/contact.ts';
import type { ListPage } from '#contract/list';
import { TIME_ZONE } from '#contract/time/time-zone-header';
import { readerZone } from '../connection/reader-zone.ts';
import type { ApiFailure } from './failure.ts';
import { noAnswer, notVigie, toFailure } from './failure.ts';

/** The proxy's route `api/*`; the id is the same as in plugin.json. */
export const PROXY = '/api/plugin-proxy/vigie-oncall-app';
export const API = `${PROXY}/api/v1`;

type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface ApiRequest {
  method?: HttpMethod;
  /** Below `/api/v1`, without a slash at either end: `rotas/sre/on-call`. */
  path: string;
  query?: QueryParameters;
  body?: unknown;
  /** The version that the person saw; a stale one is a conflict. */
  ifMatch?: number;
}

export type QueryParameters = Record<string, string | number | boolean | ReadonlyArray<string> | null | undefined>;

/** `{ state: ['open'], q: '' }` → `state=open`; empty values are left out. */
export function queryText(query: QueryParameters): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : value;
    if (text !== null && text !== undefined && text !== '') {
      params.set(name, String(text));
    }
  }
  return params.toString();
}

/** Part of a path. Ids are plain by contract; logins may be mail addresses. */
export function segment(id: string): string {
  return encodeURIComponent(id);
}

function urlOf({ path, query }: ApiRequest): string {
  const text = query === undefined ? '' : queryText(query);
  return `${API}/${path}${text === '' ? '' : `?${text}`}`;
}

/** Timeouts in ms. Reads fail early; changes get longer, since a timeout leaves open whether they happened. */
const PATIENCE = { GET: 8_000, others: 60_000 };

export function sendRequest<T>(request: ApiRequest): Observable<T> {
  const method = request.method ?? 'GET';
  return getBackendSrv()
    .fetch<T>({
      url: urlOf(request),
      method,
      data: request.body,
      headers: {
        [TIME_ZONE]: readerZone(),
        ...(request.ifMatch !== undefined && { 'If-Match': `"${request.ifMatch}"` }),
      },
      // Our pages show failures themselves; a toast would repeat them.
      showErrorAlert: false,
      showSuccessAlert: false,
    })
    .pipe(
      timeout({ first: method === 'GET' ? PATIENCE.GET : PATIENCE.others }),
      map(({ data, headers, status }) => {
        if (!headers.has(ANSWERS_AS)) {
          throw notVigie(status);
        }
        return data;
      }),
      catchError((thrown: unknown) =>
        throwError(() => (thrown instanceof TimeoutError ? noAnswer() : toFailure(thrown))),
      ),
      tap({ next: noteAnswer, error: noteFailure }),
    );
}

export type ApiResult<T> = { ok: true; value: T } | { ok: false; failure: ApiFailure };

/** For actions of a person: returns the answer, or the failure as a value. */
export function send<T>(request: ApiRequest): Promise<ApiResult<T>> {
  return firstValueFrom(
    sendRequest<T>(request).pipe(
      map((value): ApiResult<T> => ({ ok: true, value })),
      catchError((failure: ApiFailure) => of<ApiResult<T>>({ ok: false, failure })),
    ),
  );
}

const PAGE_SIZE = 500;

/** All pages of a list, one after the other. */
export function fetchAllPages<T>(request: ApiRequest): Observable<T[]> {
  return fetchUpTo<T>(request, Infinity).pipe(map(({ items }) => items));
}

/** The first pages of a list. `isCut`: there is more. */
export function fetchUpTo<T>(request: ApiRequest, most: number): Observable<{ items: T[]; isCut: boolean }> {
  const page = (cursor: string | null) =>
    sendRequest<ListPage<T>>({ ...request, query: { limit: PAGE_SIZE, ...request.query, cursor } });
  return page(null).pipe(
    expand((list, index) => (list.next === null || (index + 1) * PAGE_SIZE >= most ? EMPTY : page(list.next))),
    reduce<ListPage<T>, { items: T[]; isCut: boolean }>(
      ({ items }, list) => ({ items: items.concat(list.items), isCut: list.next !== null }),
      { items: [], isCut: false },
    ),
  );
}
