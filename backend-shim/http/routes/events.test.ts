import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { eventRoutes } from './events.ts';
import type { EventListener } from '../event-hub.ts';

const schemaless = { setup: (app: ReturnType<typeof fastify>) => app.setValidatorCompiler(() => () => true) };

/** Sleeps end at once and are counted, so that five minutes pass immediately. */
function fakeClock() {
  const slept: number[] = [];
  return { slept, sleep: (ms: number) => (slept.push(ms), Promise.resolve()) };
}

function fakeHub() {
  const joined: Array<{ listener: EventListener; lastId: string | null }> = [];
  let left = 0;
  return {
    joined,
    left: () => left,
    hub: {
      join: (listener: EventListener, lastId: string | null) => {
        joined.push({ listener, lastId });
        listener.send('id: 7\n\n');
        return Promise.resolve(() => void (left += 1));
      },
      size: () => joined.length,
      stop: () => undefined,
    },
  };
}

const guest = {
  kind: 'script',
  name: 'anonymous',
  role: 'Viewer',
  teams: [],
  scopes: null,
  readOnly: true,
} as const;

test('a stream lives five minutes, says when to come back, and leaves', async () => {
  const app = fastify();
  schemaless.setup(app);
  const [clock, hub] = [fakeClock(), fakeHub()];
  eventRoutes(app, { hub: hub.hub, clock });
  const response = await app.inject({ url: '/events', headers: { 'last-event-id': '6' } });
  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(5 * 60_000);
  expect(response.body.startsWith('retry: 1000\n\nid: 7\n\n: still here\n\n')).toBe(true);
  expect(response.body.endsWith('retry: 1000\n\n')).toBe(true);
  expect([hub.joined[0]?.lastId, hub.left()]).toEqual(['6', 1]);
  await app.close();
});

test('a stream that could not be joined ends: a page would take its silence for news', async () => {
  const app = fastify();
  schemaless.setup(app);
  const hub = { ...fakeHub().hub, join: () => Promise.reject(new Error('the database is away')) };
  eventRoutes(app, { hub, clock: fakeClock() });
  const response = await app.inject({ url: '/events' });
  expect(response.body).toBe('retry: 1000\n\nretry: 1000\n\n');
  await app.close();
});

test('one caller does not take the streams of all others', async () => {
  const app = fastify();
  schemaless.setup(app);
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    request.caller = {
      kind: 'person',
      name: String(request.headers['x-name']),
      role: 'Viewer',
      teams: [],
      scopes: null,
      readOnly: false,
    };
  });
  const over = Promise.withResolvers<void>();
  let waiting = 0;
  const clock = {
    sleep: () => {
      waiting += 1;
      return over.promise;
    },
  };
  eventRoutes(app, { hub: fakeHub().hub, clock });
  const ask = (name: string) => app.inject({ url: '/events', headers: { 'x-name': name } });
  const many = Array.from({ length: 100 }, () => ask('dee'));
  await expect.poll(() => waiting).toBe(100);
  expect((await ask('dee')).statusCode).toBeGreaterThanOrEqual(400);
  const other = ask('ann');
  await expect.poll(() => waiting).toBe(101);
  over.resolve();
  expect((await Promise.all([...many, other])).map(({ statusCode }) => statusCode)).toEqual(
    Array.from({ length: 101 }, () => 200),
  );
  expect((await ask('dee')).statusCode).toBe(200);
  await app.close();
});

test('anonymous visitors have as many as one person, and each one half of them', async () => {
  const app = fastify();
  schemaless.setup(app);
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    const from = String(request.headers['x-from']);
    request.caller = { ...guest, ...(from === 'ann' ? { name: 'ann' } : { from }) };
  });
  const over = Promise.withResolvers<void>();
  let waiting = 0;
  eventRoutes(app, { hub: fakeHub().hub, clock: { sleep: () => ((waiting += 1), over.promise) } });
  const ask = (from: string) => app.inject({ url: '/events', headers: { 'x-from': from } });
  const open = async (from: string, count: number) => {
    const before = waiting;
    const streams = Array.from({ length: count }, () => ask(from));
    await expect.poll(() => waiting).toBe(before + count);
    return streams;
  };
  const first = await open('10.0.0.1', 50);
  expect((await ask('10.0.0.1')).body).toContain('too-many');
  const second = await open('10.0.0.2', 50);
  expect((await ask('10.0.0.3')).body).toContain('too-many');
  const others = await open('ann', 1);
  over.resolve();
  await Promise.all([...first, ...second, ...others]);
  expect((await ask('10.0.0.1')).statusCode).toBe(200);
  await app.close();
});
