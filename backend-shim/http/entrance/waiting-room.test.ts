/** Who waits for whom before a request is looked at. */
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import type { TurnKind } from '../../store/concurrency/in-portions.ts';
import { goesFirst, waitingRoom } from './waiting-room.ts';

const TOKEN = 'ingest-token-1234567890';
let servers: Server[] = [];
afterEach(() => {
  servers.forEach((one) => one.close().closeAllConnections());
  servers = [];
});

async function open(
  turn: Promise<void> | undefined,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const entered: Array<[TurnKind, string]> = [];
  const make = waitingRoom(
    {
      breathing: { enter: (who, whose) => (entered.push([who, whose]), turn) },
      directory: () => ({
        integrationByToken: (token) => (token === TOKEN ? ({ id: 'disks' } as never) : null),
      }),
    },
    { http: {}, requestTimeout: 60_000, connectionTimeout: 60_000 },
  );
  const server = make(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { entered, port, url: `http://127.0.0.1:${port}` };
}

it('whoever shows the token of an integration goes first, wherever monitors show it; others are strangers', async () => {
  const { entered, url } = await open(undefined, (request, response) => response.end(String(goesFirst(request))));
  const ask = async (path: string, authorization = '') =>
    (await fetch(url + path, { headers: { authorization } })).text();
  expect(await ask(`/in/${TOKEN}?a=b`)).toBe('true');
  expect(await ask('/v2/alerts', `GenieKey ${TOKEN}`)).toBe('true');
  expect(await ask('/in', `Bearer ${TOKEN}`)).toBe('true');
  expect(await ask('/in/guessed')).toBe('false');
  expect(await ask(`/in?token=${TOKEN}`)).toBe('false');
  expect(entered.map(([who]) => who)).toEqual(['alerts', 'alerts', 'alerts', 'strangers', 'strangers']);
  expect(entered[0]?.[1]).toBe('integration disks');
});

it('what an integration sends at once beyond a few goes with the requests of people', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { entered, url } = await open(promise, (_request, response) => response.end());
  const all = Array.from({ length: 12 }, async () => (await fetch(`${url}/in/${TOKEN}`)).text());
  while (entered.length < 12) await new Promise((next) => setImmediate(next));
  expect(entered.filter(([who]) => who === 'alerts')).toHaveLength(8);
  expect(entered.filter(([who]) => who === 'requests')).toHaveLength(4);
  resolve();
  await Promise.all(all);
  await (await fetch(`${url}/in/${TOKEN}`)).text();
  expect(entered.at(-1)?.[0]).toBe('alerts');
});

it('a connection has few requests in the room, and one that ended is not answered', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const handled: string[] = [];
  const { entered, port } = await open(promise, (request, response) => {
    handled.push(request.url ?? '');
    response.end();
  });
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const closed = new Promise((done) => socket.once('close', done));
  socket.write(Array.from({ length: 30 }, (_, i) => `GET /${i} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''));
  await closed;
  expect(entered).toHaveLength(10);
  resolve();
  await new Promise((next) => setImmediate(next));
  expect(handled).toEqual([]);
});
