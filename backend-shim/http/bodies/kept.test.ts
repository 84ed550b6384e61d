import { gunzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { createHeldBytes } from '../../adapters/held-bytes.ts';
import { keepAnswer, madeTogether, sendKept } from './kept.ts';
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

test('all who ask meanwhile are given one answer, made after they asked; a failure is theirs alone', async () => {
  const ends: Array<(value: number | Error) => void> = [];
  const ask = madeTogether(
    () =>
      new Promise<number>((resolve, reject) =>
        ends.push((value) => (typeof value === 'number' ? resolve(value) : reject(value))),
      ),
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const first = ask();
  const meanwhile = [ask(), ask(), ask()];
  await turn();
  expect(ends).toHaveLength(1);
  ends[0]?.(1);
  expect(await first).toBe(1);
  await turn();
  expect(ends).toHaveLength(2);
  const later = ask();
  ends[1]?.(new Error('failed'));
  expect(await Promise.allSettled(meanwhile)).toEqual(
    meanwhile.map(() => ({ status: 'rejected', reason: new Error('failed') })),
  );
  await turn();
  ends[2]?.(3);
  expect(await later).toBe(3);
  await turn();
  const fresh = ask();
  ends[3]?.(4);
  expect([await fresh, ends.length]).toEqual([4, 4]);
});
