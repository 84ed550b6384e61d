import { describe, expect, it } from 'vitest';
import type { HttpFailure, HttpResult } from '../../../ports/http.ts';
import { httpOutcome, retryAfter } from './http-outcome.ts';

const NOW = Date.UTC(2026, 0, 7, 13, 10);

const answered = (status: number, headers: Record<string, string> = {}): HttpResult => ({
  ok: true,
  response: { status, headers, body: 'body' },
});

/** Written by hand, so that a change of the rules shows. */
function expected(status: number): string {
  if (status < 300 && status >= 200) return 'done';
  if (status === 408 || status === 429 || status >= 500) return 'retry';
  return 'never';
}

describe('what an HTTP answer means', () => {
  it.each(Array.from({ length: 500 }, (_, i) => i + 100))('status %i', (status) => {
    expect(httpOutcome(answered(status), NOW).kind).toBe(expected(status));
  });

  it.each([
    [301, 'refused'],
    [307, 'refused'],
    [400, 'refused'],
    [401, 'refused'],
    [404, 'bad-address'],
    [408, 'timeout'],
    [410, 'bad-address'],
    [429, 'rate-limited'],
    [500, 'server-error'],
    [503, 'server-error'],
  ])('%i is %s', (status, reason) => {
    expect(httpOutcome(answered(status), NOW)).toMatchObject({ reason });
  });

  it.each<[HttpFailure['kind'], string, string]>([
    ['network', 'retry', 'network'],
    ['timeout', 'retry', 'timeout'],
    ['cancelled', 'retry', 'cancelled'],
    ['bad-url', 'never', 'bad-address'],
    ['refused-address', 'never', 'refused-address'],
  ])('a failure of kind %s is %s (%s)', (kind, outcome, reason) => {
    expect(httpOutcome({ ok: false, failure: { kind, detail: 'why' } }, NOW)).toMatchObject({
      kind: outcome,
      reason,
      detail: 'why',
    });
  });

  it.each([429, 503])('waits as long as a %i response asks', (status) => {
    expect(httpOutcome(answered(status, { 'retry-after': '7' }), NOW)).toMatchObject({ after: 7000 });
  });
});

describe('Retry-After', () => {
  it.each<[string | undefined, number | null]>([
    [undefined, null],
    ['', null],
    ['soon', null],
    ['0', 0],
    ['120', 120_000],
    ['1.5', 1500],
    ['Wed, 07 Jan 2026 13:10:30 GMT', 30_000],
    ['Wed, 07 Jan 2026 13:00:00 GMT', 0],
    ['99999999', 3_600_000],
    ['-5', 0],
  ])('%s', (header, wait) => {
    expect(retryAfter(header, NOW)).toBe(wait);
  });
});
