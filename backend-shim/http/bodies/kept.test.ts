import { gunzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { createHeldBytes } from '../../adapters/held-bytes.ts';
import { keepAnswer, sendKept } from './kept.ts';
import { limitBodyMemory } from './room.ts';

const TEXT = 'the same for everybody, '.repeat(10_000);

async function serve() {
  const kept = await keepAnswer(Buffer.from(TEXT), { 'content-type': 'text/plain' });
  const app = fastify();
  limitBodyMemory(app, createHeldBytes({ known: 1, each: 1, strangers: 1000 }));
  app.get('/kept', (request, reply) => sendKept(request, reply, kept));
  app.get('/made', () => TEXT);
  return app;
}

test.each([
  [undefined, null],
  ['identity', null],
  ['gzip;q=0', null],
  ['gzip; q=0.0, br', null],
  ['gzip', 'gzip'],
  ['br, GZIP;q=0.5', 'gzip'],
  ['br;q=1.0, gzip;q=0.01, *;q=0.1', 'gzip'],
])('to whoever takes %s it goes as %s', async (accepted, encoding) => {
  const app = await serve();
  const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
  const answer = await app.inject({ url: '/kept', headers });
  expect([answer.statusCode, answer.headers['content-encoding'] ?? null]).toEqual([200, encoding]);
  const { rawPayload } = answer;
  expect((encoding === null ? rawPayload : gunzipSync(rawPayload)).toString()).toBe(TEXT);
  expect(answer.headers['vary']).toBe('accept-encoding');
  const again = await app.inject({ url: '/kept', headers: { 'if-none-match': String(answer.headers.etag) } });
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
});

test('it takes nothing of the memory for answers, unlike one that is made for somebody', async () => {
  const app = await serve();
  expect((await app.inject('/made')).statusCode).toBe(500);
  expect((await app.inject('/kept')).statusCode).toBe(200);
});

test('what is short is not compressed', async () => {
  expect((await keepAnswer(Buffer.from('short'), {})).gzipped).toBeNull();
});
