import { describe, expect, test } from 'vitest';
import { isPassing, toFailure } from './failure.ts';

const refusal = (status: number, code: string, message: string) => toFailure({ status, data: { error: { code, message, details: [] } } });

describe('what the sidecar refuses', () => {
  test.each([
    [409, 'conflict', 'It has changed since you loaded it (version 2, not 1). Load it again and look before you save.', 'conflict'],
    [409, 'conflict', 'The policy sre is still in use: integrations scripts. Change that first.', 'in-the-way'],
    [409, 'conflict', 'The rota sre is stated in a provisioning file and is read-only here.', 'in-the-way'],
    [401, 'unauthorized', 'The token is not known.', 'token'],
    [401, 'unauthorized', 'Who is asking is missing.', 'identity'],
    [503, 'unavailable', 'Later.', 'busy'],
  ])('%i %s “%s” is %s', (status, code, message, kind) => expect(refusal(status, code, message)).toMatchObject({ kind, status, message }));
});

test.each([[0, 'offline'], [404, 'not-vigie'], [403, 'blocked'], [502, 'unreachable'], [418, 'unexpected']])('what is not the sidecar’s: %i is %s', (status, kind) =>
  expect(toFailure({ status, data: { message: 'x' } }).kind).toBe(kind));

test('Grafana says in words what a 404 is about', () => {
  expect(toFailure({ status: 404, data: { message: 'Plugin not found, no installed plugin with that id' } }).kind).toBe('blocked');
  expect(toFailure({ status: 404, data: { message: 'plugin route match not found' } }).kind).toBe('route-missing');
});

test('only what may well work the next time is tried again', () => {
  expect(isPassing(refusal(503, 'unavailable', ''))).toBe(true);
  expect(isPassing(refusal(409, 'conflict', ''))).toBe(false);
});
