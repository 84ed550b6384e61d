import { describe, expect, test } from 'vitest';
import { isPassing, toFailure } from './failure.ts';

const refusal = (status: number, code: string, message: string, reason?: string | null) =>
  toFailure({
    status,
    data: { error: { code, message, details: [], ...(reason !== undefined && { reason, data: {} }) } },
  });

describe('what the sidecar refuses', () => {
  test.each([
    [409, 'conflict', 'stale', 'conflict'],
    [409, 'conflict', 'in-use', 'in-the-way'],
    [409, 'conflict', 'provisioned', 'in-the-way'],
    [401, 'unauthorized', 'token-unknown', 'token'],
    [401, 'unauthorized', 'token-expired', 'token'],
    [401, 'unauthorized', 'token-missing', 'token'],
    [401, 'unauthorized', 'identity-unknown', 'identity'],
    [403, 'forbidden', 'identity-foreign', 'foreign'],
    [403, 'forbidden', 'editors-only', 'forbidden'],
    [503, 'unavailable', 'overloaded', 'busy'],
    [400, 'validation', 'a-code-of-tomorrow', 'validation'],
    [409, 'conflict', null, 'in-the-way'],
    [418, 'a-code-of-tomorrow', 'constructor', 'unexpected'],
  ])('%i %s because of %s is %s', (status, code, reason, kind) =>
    expect(refusal(status, code, 'the sentence', reason)).toMatchObject({
      kind,
      status,
      reason,
      message: 'the sentence',
    }),
  );

  test('a sidecar of 0.1 gives no reason, and its sentence decides nothing', () => {
    expect(refusal(401, 'unauthorized', 'This token is not known.')).toMatchObject({ kind: 'identity', reason: null });
    expect(refusal(409, 'conflict', 'It has changed since you loaded it.')).toMatchObject({
      kind: 'in-the-way',
      reason: null,
    });
  });
});

test.each([
  [0, 'offline'],
  [404, 'not-vigie'],
  [401, 'blocked'],
  [403, 'blocked'],
  [502, 'unreachable'],
  [418, 'unexpected'],
])('what is not the sidecar’s: %i is %s', (status, kind) =>
  expect(toFailure({ status, data: { message: 'x' } }).kind).toBe(kind),
);

test('which of the two is old: the plugin that Grafana has, or the sidecar', () => {
  expect(refusal(401, 'unauthorized', '', 'forwarded').kind).toBe('plugin-old');
  expect(refusal(401, 'unauthorized', '', 'plugin-token').kind).toBe('plugin-old');
  expect(refusal(401, 'unauthorized', '', 'plugin-token-wrong').kind).toBe('token');
  // As 0.1 answers at the plugin's path.
  expect(refusal(404, 'not-found', 'There is nothing at GET /grafana/api/v1/status.').kind).toBe('sidecar-old');
  expect(refusal(404, 'not-found', '', 'no-such').kind).toBe('not-found');
  expect(refusal(404, 'not-found', '', null).kind).toBe('not-found');
});

test('Grafana says in words what a 404 is about', () => {
  for (const message of [
    'Plugin not found, no installed plugin with that id',
    'Plugin is not enabled',
    'Plugin setting not found',
  ]) {
    expect(toFailure({ status: 404, data: { message } }).kind, message).toBe('blocked');
  }
  expect(toFailure({ status: 404, data: { message: 'plugin route match not found' } }).kind).toBe('route-missing');
});

test('only what may well work the next time is tried again', () => {
  expect(isPassing(refusal(503, 'unavailable', ''))).toBe(true);
  expect(isPassing(refusal(409, 'conflict', ''))).toBe(false);
});
