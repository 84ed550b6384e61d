/** Starts a fake chat server on loopback. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ChatCall {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
}

export interface ChatAnswer {
  status: number;
  body: unknown;
}

export interface ChatServer {
  url: string;
  close(): Promise<void>;
}

async function read(request: IncomingMessage): Promise<ChatCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', 'http://chat.test');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

/** @param answer null: the connection stays unanswered */
export async function startChatServer(
  answer: (call: ChatCall, aborted: Promise<void>) => ChatAnswer | null | Promise<ChatAnswer | null>,
): Promise<ChatServer> {
  const server = createServer((request, response) => {
    const aborted = new Promise<void>((resolve) => response.once('close', resolve));
    void read(request).then(async (call) => {
      const made = await answer(call, aborted);
      if (made !== null) {
        response.writeHead(made.status, { 'content-type': 'application/json' }).end(JSON.stringify(made.body));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
