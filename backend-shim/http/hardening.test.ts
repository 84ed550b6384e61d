import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import type { Caller } from '../rights/caller.ts';
import { errorHandler } from './errors.ts';
import { limitCallers } from './hardening.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const person = (name: string): Caller => ({
  kind: 'person',
  name,
  role: 'Viewer',
  teams: [],
  scopes: null,
  readOnly: false,
});

async function api(perMinute: number) {
  const app = fastify();
  app.setErrorHandler(errorHandler(silent));
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    const name = String(request.headers['x-who']);
    const [, from] = name.split('anonymous from ');
    request.caller =
      name === 'api'
        ? { ...person('api'), kind: 'script', role: 'Admin' }
        : { ...person(name), ...(from === undefined ? {} : { guest: 'anonymous:0', from }) };
  });
  await limitCallers(app, perMinute);
  app.get('/', async () => 'ok');
  return (who: string) => app.inject({ url: '/', headers: { 'x-who': who } });
}

test('one caller who asks too often does not stop the others, nor the administrator', async () => {
  const ask = await api(2);
  expect((await ask('ann')).statusCode).toBe(200);
  expect((await ask('ann')).statusCode).toBe(200);
  const third = await ask('ann');
  expect(third.statusCode).toBe(429);
  expect(third.json()).toMatchObject({
    error: { code: 'too-many-requests', message: expect.stringContaining('try again in') },
  });
  expect(third.headers['retry-after']).toBeDefined();
  expect((await ask('ben')).statusCode).toBe(200);
  for (let i = 0; i < 5; i++) {
    expect((await ask('api')).statusCode).toBe(200);
  }
});

test('anonymous visitors have a limit together, and each one of their own; people keep theirs', async () => {
  const ask = await api(4);
  const from = async (address: string, times: number) => {
    const statuses: number[] = [];
    for (let i = 0; i < times; i++) {
      statuses.push((await ask(`anonymous from ${address}`)).statusCode);
    }
    return statuses;
  };
  expect(await from('10.0.0.1', 3)).toEqual([200, 200, 429]);
  expect(await from('10.0.0.2', 2)).toEqual([200, 200]);
  expect(await from('10.0.0.3', 1)).toEqual([429]);
  const refused = await ask('anonymous from 10.0.0.3');
  expect(refused.json()).toMatchObject({ error: { code: 'too-many-requests' } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask('ann')).statusCode).toBe(200);
});
