import { fastify } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { ServiceCallback } from '../../ports/callback.ts';
import { errorHandler } from '../errors.ts';
import { silentLog } from '../../store/upkeep/silent-log.fake.ts';
import { callbackRoutes } from './callbacks.ts';

let app: FastifyInstance;
const taken: Array<{ channel: string } & ServiceCallback> = [];
beforeEach(() => {
  taken.splice(0);
  app = fastify();
  app.setErrorHandler(errorHandler(silentLog));
  callbackRoutes(app, {
    publicUrl: 'https://oncall.example.com/vigie',
    knows: (channel) => channel !== 'nobody',
    take: (channel, callback) => {
      taken.push({ channel, ...callback });
      return Promise.resolve(
        channel === 'unknown' ? null : { status: 200, contentType: 'text/xml', body: '<Response/>' },
      );
    },
  });
});
afterEach(() => app.close());

test('a channel is handed what came as it came, with the address as the service knows it', async () => {
  const answer = await app.inject({
    method: 'POST',
    url: '/callbacks/op/status/x?d=a%2Fb&c=1?2',
    payload: 'A=1&B=%20',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-signature': 's' },
  });
  expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control'], answer.body]).toEqual([
    200,
    'text/xml',
    'no-store',
    '<Response/>',
  ]);
  expect(taken[0]).toMatchObject({
    channel: 'op',
    method: 'POST',
    path: '/status/x',
    url: 'https://oncall.example.com/vigie/callbacks/op/status/x?d=a%2Fb&c=1?2',
    body: 'A=1&B=%20',
  });
  expect([taken[0]?.query.get('d'), taken[0]?.query.get('c'), taken[0]?.headers['x-signature']]).toEqual([
    'a/b',
    '1?2',
    's',
  ]);
});

test('the bare address works too, and so does GET', async () => {
  await app.inject({ url: '/callbacks/op' });
  expect(taken[0]).toMatchObject({
    channel: 'op',
    method: 'GET',
    path: '',
    body: '',
    url: 'https://oncall.example.com/vigie/callbacks/op',
  });
});

test('what no channel takes is not there', async () => {
  expect((await app.inject({ method: 'POST', url: '/callbacks/unknown/x' })).statusCode).toBe(404);
  expect((await app.inject({ method: 'PUT', url: '/callbacks/op' })).statusCode).toBe(404);
  taken.splice(0);
  expect((await app.inject({ method: 'POST', url: '/callbacks/nobody', payload: 'x' })).statusCode).toBe(404);
  expect(taken).toEqual([]);
});

test('more than 64 KiB is refused', async () => {
  expect(
    (
      await app.inject({
        method: 'POST',
        url: '/callbacks/op',
        payload: 'x'.repeat(70_000),
        headers: { 'content-type': 'text/plain' },
      })
    ).statusCode,
  ).toBe(413);
});
