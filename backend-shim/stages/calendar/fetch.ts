/** Fetches one calendar through the guarded HTTP client, within limits. No answer quotes the address, which may hold a secret. */
import type { CalendarReader } from '../../ports/calendar-reader.ts';
import type { HttpClient, HttpFailure, HttpResponse } from '../../ports/http.ts';
import type { FetchResult, CalendarFetch } from './fetches.ts';

/** More than a year of shifts of a big team. */
const LARGEST = 8 * 2 ** 20;
const TIMEOUT = 30_000;

export interface FetchDeps {
  http: HttpClient;
  reader: CalendarReader;
}

export async function fetchCalendar(
  { http, reader }: FetchDeps,
  fetch: CalendarFetch,
  signal: AbortSignal,
): Promise<FetchResult> {
  const { url, trusted, timeZone } = fetch.calendar;
  const headers = {
    accept: 'text/calendar, */*;q=0.1',
    'user-agent': 'Vigie',
    ...(fetch.etag === null ? {} : { 'if-none-match': fetch.etag }),
    ...(fetch.lastModified === null ? {} : { 'if-modified-since': fetch.lastModified }),
  };
  const bounds = { timeout: TIMEOUT, largest: LARGEST, asBytes: true } as const;
  const result = await http.send({ method: 'GET', url, headers, trusted, ...bounds, signal });
  if (!result.ok) {
    return { kind: 'failed', reason: FAILURES[result.failure.kind], detail: result.failure.detail };
  }
  const { response } = result;
  if (response.status === 304 && (fetch.etag !== null || fetch.lastModified !== null)) {
    return { kind: 'same' };
  }
  const refused = refusal(response);
  return refused ?? read(reader, response, { now: fetch.at, timeZone });
}

const FAILURES: Record<HttpFailure['kind'], Extract<FetchResult, { kind: 'failed' }>['reason']> = {
  'refused-address': 'address',
  'bad-url': 'address',
  timeout: 'timeout',
  cancelled: 'network',
  network: 'network',
};

function refusal({ status, isCut }: HttpResponse): FetchResult | null {
  if (status >= 300 && status < 400) {
    return {
      kind: 'failed',
      reason: 'http',
      detail: `it answers ${status} and sends on to another address; give that one`,
    };
  }
  if (status !== 200) {
    return { kind: 'failed', reason: 'http', detail: `it answers ${status}` };
  }
  return isCut === true
    ? { kind: 'failed', reason: 'too-large', detail: `the calendar is larger than ${LARGEST / 2 ** 20} MiB` }
    : null;
}

async function read(
  reader: CalendarReader,
  { bytes = new Uint8Array(), headers }: HttpResponse,
  { now, timeZone }: { now: number; timeZone: string | null },
): Promise<FetchResult> {
  const reading = await reader.read({ bytes, now, timeZone });
  if (!reading.ok) {
    return { kind: 'failed', reason: reading.reason, detail: reading.detail };
  }
  const { groups, ignored, knownUntil } = reading;
  return {
    kind: 'read',
    groups,
    ignored,
    knownUntil,
    etag: short(headers['etag']),
    lastModified: short(headers['last-modified']),
  };
}

function short(header: string | undefined): string | null {
  return header === undefined || header.length > 500 ? null : header;
}
