/** One look at a calendar: over the guarded way out, within limits. Nothing of the address is ever told. */
import type { CalendarReader } from '../ports/calendar-reader.ts';
import type { Http, HttpFailure, HttpResponse } from '../ports/http.ts';
import type { Found, Look } from './look.ts';

/** A year of shifts of a big team is less than one. */
const LARGEST = 8 * 2 ** 20;
const TIMEOUT = 30_000;

export interface AskDeps {
  http: Http;
  reader: CalendarReader;
}

export async function askCalendar(
  { http, reader }: AskDeps,
  look: Look,
  now: number,
  signal: AbortSignal,
): Promise<Found> {
  const { url, trusted, timeZone } = look.calendar;
  const headers = {
    accept: 'text/calendar, */*;q=0.1',
    'user-agent': 'Vigie',
    ...(look.etag === null ? {} : { 'if-none-match': look.etag }),
    ...(look.lastModified === null ? {} : { 'if-modified-since': look.lastModified }),
  };
  const result = await http.send({ method: 'GET', url, headers, trusted, timeout: TIMEOUT, largest: LARGEST, signal });
  if (!result.ok) {
    return { kind: 'failed', reason: FAILURES[result.failure.kind], detail: result.failure.detail };
  }
  const { response } = result;
  if (response.status === 304 && (look.etag !== null || look.lastModified !== null)) {
    return { kind: 'same' };
  }
  const refused = refusal(response);
  return refused ?? read(reader, response, { now, timeZone });
}

const FAILURES: Record<HttpFailure['kind'], Extract<Found, { kind: 'failed' }>['reason']> = {
  'refused-address': 'address',
  'bad-url': 'address',
  timeout: 'timeout',
  cancelled: 'network',
  network: 'network',
};

function refusal({ status, isCut }: HttpResponse): Found | null {
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
  { body, headers }: HttpResponse,
  { now, timeZone }: { now: number; timeZone: string | null },
): Promise<Found> {
  const reading = await reader.read({ text: body, now, timeZone });
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
