import { describe, expect, it } from 'vitest';
import type { CalendarFile, CalendarReading } from '../../ports/calendar-reader.ts';
import type { HttpRequest, HttpResult } from '../../ports/http.ts';
import { fetchCalendar } from './fetch.ts';
import type { CalendarFetch } from './fetches.ts';

const fetch = (change: Partial<CalendarFetch> = {}): CalendarFetch => ({
  id: 'fetch',
  at: 7,
  etag: null,
  lastModified: null,
  calendar: {
    id: 'ops',
    name: 'Ops',
    team: null,
    url: 'https://calendar.example/secret.ics',
    refresh: 1,
    staleAfter: 1,
    timeZone: 'Europe/Paris',
    people: {},
    absences: null,
    version: 1,
    trusted: false,
  },
  ...change,
});

const READING: CalendarReading = { ok: true, groups: [], ignored: [], knownUntil: 5 };

async function ask(result: HttpResult, change: Partial<CalendarFetch> = {}, reading = READING) {
  const asked: HttpRequest[] = [];
  const read: CalendarFile[] = [];
  const http = { send: (request: HttpRequest) => (asked.push(request), Promise.resolve(result)) };
  const reader = {
    read: (file: CalendarFile) => (read.push(file), Promise.resolve(reading)),
    close: () => Promise.resolve(),
  };
  const found = await fetchCalendar({ http, reader }, fetch(change), new AbortController().signal);
  return { found, asked: asked[0], read };
}

const BYTES = new TextEncoder().encode('text');
const answer = (status: number, more: object = {}): HttpResult => ({
  ok: true,
  response: { status, headers: { etag: '"a"', 'last-modified': 'today' }, body: '', bytes: BYTES, ...more },
});

describe('one fetch of a calendar', () => {
  it('asks within limits, as what its address is', async () => {
    const { asked, read, found } = await ask(answer(200));
    expect(asked).toMatchObject({
      method: 'GET',
      trusted: false,
      timeout: 30_000,
      largest: 8 * 2 ** 20,
      asBytes: true,
    });
    expect(asked?.headers).not.toHaveProperty('if-none-match');
    expect(read).toEqual([{ bytes: BYTES, now: 7, timeZone: 'Europe/Paris' }]);
    expect(found).toEqual({ kind: 'read', groups: [], ignored: [], knownUntil: 5, etag: '"a"', lastModified: 'today' });
  });

  it('says what it has, and takes "unchanged" only then', async () => {
    const had = await ask(answer(304), { etag: '"a"', lastModified: 'today' });
    expect(had.asked?.headers).toMatchObject({ 'if-none-match': '"a"', 'if-modified-since': 'today' });
    expect(had.found).toEqual({ kind: 'same' });
    expect((await ask(answer(304))).found).toMatchObject({ kind: 'failed', reason: 'http' });
  });

  it.each<[string, HttpResult, string, string]>([
    ['an error', answer(503), 'http', 'it answers 503'],
    ['a redirect', answer(301), 'http', 'sends on to another address'],
    ['no content', answer(204), 'http', 'it answers 204'],
    ['more than may be', answer(200, { isCut: true }), 'too-large', 'larger than 8 MiB'],
    [
      'an address inside',
      { ok: false, failure: { kind: 'refused-address', detail: 'calendar.example may not be reached' } },
      'address',
      'may not be reached',
    ],
    ['nothing in time', { ok: false, failure: { kind: 'timeout', detail: 'late' } }, 'timeout', 'late'],
    ['no connection', { ok: false, failure: { kind: 'network', detail: 'no answer' } }, 'network', 'no answer'],
  ])('fails for %s', async (_what, result, reason, detail) => {
    const { found, read } = await ask(result);
    expect(found).toMatchObject({ kind: 'failed', reason, detail: expect.stringContaining(detail) as string });
    expect(read).toEqual([]);
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('fails for what cannot be read', async () => {
    expect((await ask(answer(200), {}, { ok: false, reason: 'malformed', detail: 'odd' })).found).toEqual({
      kind: 'failed',
      reason: 'malformed',
      detail: 'odd',
    });
  });
});
