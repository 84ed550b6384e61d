/** Starts a real HTTP server on loopback, which receives what HTTP channels send. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PeerMood } from '../testing/peer.fake.ts';

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** The body as bytes, for bodies that are no text. */
  bytes: Buffer;
}

interface PeerAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface HttpPeer {
  url: string;
  received: ReceivedRequest[];
  behave(mood: PeerMood): void;
  /** Overrides the mood; `drop` breaks the connection without an answer. */
  answer(answer: PeerAnswer | 'drop'): void;
  reached(): Promise<void>;
  close(): Promise<void>;
}

const STATUS: Record<Exclude<PeerMood, 'hang'>, number> = { accept: 200, busy: 503, refuse: 400, echo: 400 };

async function read(request: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const bytes = Buffer.concat(chunks);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: request.headers,
    body: bytes.toString('utf8'),
    bytes,
  };
}

/**
 * @param success the body that the service answers on success
 * @param port 0 lets the system choose
 */
export async function startHttpPeer(success = '{"ok":true}', port = 0): Promise<HttpPeer> {
  const received: ReceivedRequest[] = [];
  let mood: PeerMood = 'accept';
  let fixed: PeerAnswer | 'drop' | null = null;
  let waiting: Array<() => void> = [];

  function reply(response: ServerResponse, got: ReceivedRequest): void {
    if (fixed === 'drop') {
      response.destroy();
    } else if (fixed !== null) {
      response.writeHead(fixed.status, fixed.headers).end(fixed.body ?? '');
    } else if (mood !== 'hang') {
      response.writeHead(STATUS[mood]).end(mood === 'echo' ? JSON.stringify(got) : success);
    }
  }

  const server = createServer((request, response) => {
    void read(request).then((got) => {
      received.push(got);
      reply(response, got);
      waiting.forEach((resolve) => resolve());
      waiting = [];
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    behave: (next) => {
      mood = next;
    },
    answer: (next) => {
      fixed = next;
    },
    reached: () => new Promise((resolve) => waiting.push(resolve)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
