/** Serves the fake of a pager over HTTP on loopback, and can hold back its answers. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PagerTransport } from '../../backend-shim/modules/importing/client/reading/reader.ts';

export interface PagerServer {
  url: string;
  /** Requests so far. */
  requests(): number;
  /** Answers no request from the next on, until `release`. */
  hold(): void;
  release(): void;
  stop(): Promise<void>;
}

export async function startPager(transport: PagerTransport): Promise<PagerServer> {
  let requests = 0;
  let held = Promise.withResolvers<void>();
  held.resolve();
  const server = createServer((request, response) => {
    requests++;
    void answer(transport, request, held.promise).then(({ status, headers, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    hold: () => (held = Promise.withResolvers<void>()),
    release: () => held.resolve(),
    stop: async () => {
      held.resolve();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(transport: PagerTransport, request: IncomingMessage, held: Promise<void>) {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  await held;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const body = Buffer.concat(chunks).toString('utf8');
  return transport({
    method: request.method === 'POST' ? 'POST' : 'GET',
    url: `https://pager.example${request.url ?? '/'}`,
    headers,
    ...(body === '' ? {} : { body }),
  });
}
