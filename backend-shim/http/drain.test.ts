import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { drainBeforeAnswer } from './drain.ts';

let app: FastifyInstance;
let url: string;

beforeEach(async () => {
  app = fastify({ bodyLimit: 1000 });
  drainBeforeAnswer(app);
  app.addHook('onRequest', async (request, reply) =>
    request.url === '/closed' ? reply.code(401).send({}) : undefined,
  );
  app.post('/open', async (request) => ({ got: request.body }));
  app.post('/closed', async () => ({}));
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(() => app.close());

const post = (path: string, body: string) =>
  fetch(`${url}${path}`, { method: 'POST', body, headers: { 'content-type': 'text/plain' } });

it('a client that sends too much hears that, every time', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => post('/open', 'x'.repeat(8_000_000))));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 413));
}, 30_000);

it('one that may not ask at all hears that', async () => {
  expect((await post('/closed', 'x'.repeat(8_000_000))).status).toBe(401);
});

it('what is taken is answered as ever', async () => {
  expect(await (await post('/open', 'hello')).json()).toEqual({ got: 'hello' });
});

async function raw(head: string, body = ''): Promise<string> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`POST /open HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n${head}\r\n\r\n`);
  if (body) {
    const flood = () => {
      while (!socket.destroyed && socket.write(body));
    };
    socket.on('drain', flood);
    flood();
  }
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A reset also ends the connection.
  await Promise.race([once(socket, 'data'), once(socket, 'close')]).catch(() => undefined);
  socket.destroy();
  return Buffer.concat(chunks).toString();
}

it('one that announces a large body and waits is answered', async () => {
  expect(await raw('Content-Length: 9000000')).toContain('413');
}, 20_000);

it('one that never stops is cut off', async () => {
  // The client's kernel decides whether the answer survives a reset, so the test checks only that the connection ends.
  await raw('Transfer-Encoding: chunked', `10000\r\n${'x'.repeat(0x10000)}\r\n`);
}, 20_000);
