/** Large answers leave in portions: a socket otherwise takes megabytes in one turn of the event loop, and each of many does so. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { turnOf } from './in-portions.ts';

/** Bytes. Smaller answers leave at once. */
const LARGE = 256 * 1024;
const PORTION = 64 * 1024;

/** Must be registered after the hooks that count or change answers. */
export function sendInPortions(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isWhole = typeof payload === 'string' || Buffer.isBuffer(payload);
    if (!isWhole || payload.length < LARGE) {
      done(null, payload);
      return;
    }
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    reply.header('content-length', bytes.length);
    done(null, Readable.from(portionsOf(request, bytes), { objectMode: false, highWaterMark: PORTION }));
  });
}

async function* portionsOf(request: FastifyRequest, bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += PORTION) {
    await turnOf(request, true);
    yield bytes.subarray(at, at + PORTION);
  }
}
