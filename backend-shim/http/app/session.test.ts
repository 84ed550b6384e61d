/** Which requests of a browser are the phone app's own, and when its session is looked at. */
import cookie from '@fastify/cookie';
import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import type { AppDeps } from '../device-deps.ts';
import { errorHandler } from '../errors.ts';
import { COOKIE, refuseForeign, requireSession } from './session.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

const person = { login: 'ann', admin: false };

async function app({ fresh = async (): Promise<unknown> => null, isThere = (): unknown => person } = {}) {
  const one = fastify();
  one.setErrorHandler(errorHandler(silent));
  await one.register(cookie);
  one.decorateRequest('visitor', null);
  one.decorateRequest('room', null);
  refuseForeign(one);
  const check = async () => ({ device: 'd' });
  requireSession(one, { check, person: isThere, teamsOf: () => [] } as unknown as AppDeps, fresh);
  one.get('/', async () => 'ok');
  one.post('/', async () => 'ok');
  return one;
}

const ours = { 'x-vigie-app': '1', cookie: `${COOKIE}=t` };

test.each([
  [{ ...ours }, 200],
  [{ ...ours, 'sec-fetch-site': 'same-origin' }, 200],
  [{ ...ours, 'sec-fetch-site': 'same-site' }, 403],
  [{ ...ours, 'sec-fetch-site': 'cross-site' }, 403],
  [{ ...ours, 'sec-fetch-site': 'none' }, 403],
  [{ cookie: ours.cookie }, 403],
  [{ cookie: ours.cookie, 'sec-fetch-site': 'same-origin' }, 403],
])('a command with %j is answered %i', async (headers, status) => {
  const one = await app();
  expect((await one.inject({ method: 'POST', url: '/', headers })).statusCode).toBe(status);
});

test('a device that another sidecar removed does nothing more here, since the fresh configuration comes first', async () => {
  let isRemoved = false;
  const one = await app({
    fresh: async () => void (isRemoved = true),
    isThere: () => (isRemoved ? null : person),
  });
  expect((await one.inject({ method: 'POST', url: '/', headers: ours })).statusCode).toBe(401);
});
