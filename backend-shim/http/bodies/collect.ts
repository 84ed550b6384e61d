/** Reads request bodies within the limits of the route and of the process. No other code reads bodies. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpError } from '../errors.ts';
import { inItsTurn } from './flow.ts';
import { letOthersGo } from './in-portions.ts';
import { forget, grown, hold, NO_ROOM } from './room.ts';

const SMALLEST = 4096;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What is sent says nothing there: it is read and dropped before the answer (`drainBeforeAnswer`), and nothing of it is held. */
    isBodyUnread?: boolean;
  }
}

/** Handlers get the bytes of every body, whatever its type. */
export function takeBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', async (request: FastifyRequest, payload: IncomingMessage) =>
    request.routeOptions.config.isBodyUnread === true ? undefined : collect(request, payload),
  );
}

/** @returns the body as it was sent */
export async function collect(request: FastifyRequest, payload: IncomingMessage): Promise<Buffer> {
  const bytes = await collected(request, payload);
  await letOthersGo(request);
  return bytes;
}

function collected(request: FastifyRequest, payload: IncomingMessage): Promise<Buffer> {
  const limit = request.routeOptions.bodyLimit;
  const declared = Number(request.headers['content-length'] ?? Number.NaN);
  if (declared > limit) {
    throw tooLarge();
  }
  return new Promise((resolve, reject) => {
    // The buffer grows with the bytes received, not with the announced length. Many small chunks cost only their bytes.
    let bytes = Buffer.from(new ArrayBuffer(0));
    let length = 0;
    const stop = (error: Error | null) => {
      leave();
      payload.off('data', add).off('end', end).off('error', cut).off('close', cut);
      if (error === null) {
        resolve(bytes.subarray(0, length));
      } else {
        forget(bytes);
        reject(error);
      }
    };
    const add = (chunk: Buffer) => {
      const next = length + chunk.length;
      if (next > limit) {
        return stop(tooLarge());
      }
      if (next > bytes.length) {
        // A good part of the announced length has come: to take all of it at once saves copies.
        const rest = next >= declared / 8 ? declared : 0;
        const size = Math.min(limit, Math.max(next, 2 * bytes.length, rest, SMALLEST));
        if (!hold(request, size - bytes.length)) {
          return stop(new HttpError('unavailable', NO_ROOM, [], { reason: 'overloaded' }));
        }
        bytes = grown(bytes, size);
      }
      chunk.copy(bytes, length);
      length = next;
    };
    const end = () => stop(null);
    const cut = () => stop(new HttpError('validation', 'The connection was closed in the middle of the body.'));
    const leave = inItsTurn(request, payload);
    payload.on('data', add).once('end', end).once('error', cut).once('close', cut);
  });
}

function tooLarge(): HttpError {
  return new HttpError('too-large', 'The body is larger than allowed.');
}
