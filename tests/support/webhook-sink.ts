/** Runs an HTTP server on loopback that keeps the JSON it gets, and fails as real ones do when told to. */
import { createHmac } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Modes, Received, type Inbox } from './inbox.ts';

/**
 * - `hang`: the body is read and never answered.
 * - `drop`: the connection is cut once the body is read.
 * - `{ status }`: the answer has this status; `retryAfter` in seconds, `body` is the answer's, usually the status.
 * In every mode, the delivery is kept.
 */
export type SinkMode =
  'ok' | 'hang' | 'drop' | { status: number; retryAfter?: number; location?: string; body?: object };

export interface WebhookDelivery<Body = Record<string, unknown>> {
  path: string;
  method: string;
  headers: IncomingHttpHeaders;
  body: Body;
  /** The body as it came over the wire, which a signature covers. */
  raw: string;
  /** Milliseconds of this process's monotonic clock. */
  at: number;
  /** What the sink did with it. */
  mode: SinkMode;
}

export interface WebhookSink extends Inbox<WebhookDelivery> {
  port: number;
  /** The URL of a path. The sidecar reaches it only with VIGIE_OUTGOING_ALLOW=127.0.0.0/8. */
  url(path: string): string;
  /** @param path one path; absent: all. @param times how many deliveries; absent: until changed */
  mode(mode: SinkMode, path?: string, times?: number): void;
  stop(): Promise<void>;
}

/** @param port 0 lets the system choose */
export async function startWebhookSink(port = 0): Promise<WebhookSink> {
  const deliveries = new Received<WebhookDelivery>((one) => `${one.method} ${one.path} ${one.raw.slice(0, 200)}`);
  const modes = new Modes<SinkMode>('ok');
  const server = createServer((request, response) => {
    receive(request, modes)
      .then((delivery) => {
        answer(response, delivery.mode);
        deliveries.add(delivery);
      })
      // The sender went away in mid-request, so nobody is left to tell.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const listening = (server.address() as AddressInfo).port;
  return {
    get items() {
      return deliveries.items;
    },
    take: () => deliveries.take(),
    waitFor: (match, limit) => deliveries.waitFor(match, limit),
    waitForCount: (count, limit) => deliveries.waitForCount(count, limit),
    port: listening,
    url: (path) => `http://127.0.0.1:${listening}${path}`,
    mode: (mode, path, times) => modes.set(mode, path, times),
    stop: () => stop(server),
  };
}

async function receive(request: IncomingMessage, modes: Modes<SinkMode>): Promise<WebhookDelivery> {
  const raw = await text(request);
  const path = request.url ?? '/';
  return {
    path,
    method: request.method ?? '',
    headers: request.headers,
    body: parse(raw),
    raw,
    at: performance.now(),
    mode: modes.next(path),
  };
}

/** Keeps a body that is not JSON as `{ text }`, so that a test sees it instead of an error in here. */
function parse(raw: string): Record<string, unknown> {
  try {
    return JSON.parse(raw) as Record<string, unknown>;
  } catch {
    return { text: raw };
  }
}

function answer(response: ServerResponse, mode: SinkMode): void {
  if (mode === 'hang') return;
  if (mode === 'drop') {
    response.destroy();
    return;
  }
  const { status, retryAfter, location, body } = mode === 'ok' ? { status: 200 } : mode;
  if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
  if (location !== undefined) response.setHeader('Location', location);
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body ?? { status }));
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

/** Whether the delivery is signed with this secret, as the contract says (`Webhook delivery`). */
export function isSignedWith(delivery: WebhookDelivery, secret: string): boolean {
  const timestamp = delivery.headers['x-vigie-timestamp'];
  const expected = createHmac('sha256', secret)
    .update(`${String(timestamp)}.${delivery.raw}`)
    .digest('hex');
  return delivery.headers['x-vigie-signature'] === `sha256=${expected}`;
}
