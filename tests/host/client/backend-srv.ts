/** Grafana's BackendSrv as far as plugins see it: observables over `fetch`, errors as Grafana throws them. */
import type { BackendSrv, BackendSrvRequest, FetchResponse } from '@grafana/runtime';
import { Observable, firstValueFrom } from 'rxjs';

/** Grafana's `fetch` makes addresses relative to the page's base, which has the sub path; `chunked` takes them as they are. */
const belowBase = (url: string) => url.replace(/^\//, '');

interface User {
  orgId: number;
  isSignedIn: boolean;
}

const userOf = () => (window as unknown as { grafanaBootData: { user: User } }).grafanaBootData.user;

function initOf(options: BackendSrvRequest, signal: AbortSignal): RequestInit {
  const body =
    options.data === undefined
      ? undefined
      : typeof options.data === 'string'
        ? options.data
        : JSON.stringify(options.data);
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method: options.method ?? 'GET',
    headers: {
      accept: 'application/json, text/plain, */*',
      'x-grafana-org-id': String(userOf().orgId),
      ...type,
      ...options.headers,
    },
    body,
    signal,
  };
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function answered<T>(options: BackendSrvRequest, response: Response, data: T): FetchResponse<T> {
  const { ok, status, statusText, headers, redirected, type, url } = response;
  return { ok, status, statusText, headers, redirected, type, url, data, config: options };
}

function noAnswer(options: BackendSrvRequest, error: unknown) {
  return { status: 0, statusText: 'Request failed', data: { message: String(error) }, config: options };
}

/** Who is signed in may have a session that is renewed by asking: a 401 is answered by a ping, and the request is sent once more. */
async function fetchPatiently(options: BackendSrvRequest, signal: AbortSignal): Promise<Response> {
  const first = await fetch(belowBase(options.url), initOf(options, signal));
  if (first.status !== 401 || !userOf().isSignedIn || !options.url.startsWith('/')) {
    return first;
  }
  const ping = await fetch('api/login/ping', initOf({ url: '/api/login/ping' }, signal));
  return ping.ok ? fetch(belowBase(options.url), initOf(options, signal)) : first;
}

function fetchOnce<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    fetchPatiently(options, abort.signal)
      .then(async (response) => {
        const data = (await bodyOf(response)) as T;
        if (!response.ok) {
          throw { ...answered(options, response, data), isHandled: options.showErrorAlert === false };
        }
        subscriber.next(answered(options, response, data));
        subscriber.complete();
      })
      .catch((error: unknown) => subscriber.error(error instanceof Error ? noAnswer(options, error) : error));
    return () => abort.abort();
  });
}

function chunked(options: BackendSrvRequest): Observable<FetchResponse<Uint8Array | undefined>> {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    const read = async () => {
      const response = await fetch(options.url, initOf(options, abort.signal));
      const reader = response.body?.getReader();
      for (;;) {
        const chunk = await reader?.read();
        if (chunk?.value !== undefined) {
          subscriber.next(answered<Uint8Array | undefined>(options, response, chunk.value));
        }
        if (chunk === undefined || chunk.done) {
          subscriber.next(answered<Uint8Array | undefined>(options, response, undefined));
          return subscriber.complete();
        }
      }
    };
    read().catch((error: unknown) => subscriber.error(noAnswer(options, error)));
    return () => abort.abort();
  });
}

const verb = (method: string) => async (url: string, data?: unknown) =>
  (await firstValueFrom(fetchOnce<never>({ url, method, data }))).data;

export const backendSrv = {
  fetch: fetchOnce,
  chunked,
  get: (url: string, params?: Record<string, string>) =>
    verb('GET')(params === undefined ? url : `${url}?${new URLSearchParams(params).toString()}`),
  post: verb('POST'),
  put: verb('PUT'),
  patch: verb('PATCH'),
  delete: verb('DELETE'),
  request: (options: BackendSrvRequest) => verb(options.method ?? 'GET')(options.url, options.data),
  datasourceRequest: (options: BackendSrvRequest) => firstValueFrom(fetchOnce(options)),
} as unknown as BackendSrv;
