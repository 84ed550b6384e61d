/** Reserves a connection slot and bytes for each request, and releases them after the answer. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HeldBytes, BytesLease } from '../../ports/held-bytes.ts';
import { currentAsker } from '../../store/concurrency/asker.ts';
import type { TurnKind } from '../../store/concurrency/in-portions.ts';
import { goesFirst } from '../entrance/waiting-room.ts';
import { HttpError } from '../errors.ts';
import { boundConnections } from './connections.ts';

interface RequestLease {
  lease: BytesLease;
  /** As what it waits for its turns, and behind whose others. */
  readonly waits: { as: TurnKind; whose: string };
  admit(who: string): void;
}

declare module 'fastify' {
  interface FastifyRequest {
    room: RequestLease | null;
  }
}

export const NO_ROOM = 'Too much is being received or answered at once; try again shortly.';

/** Limit per listener. Pages keep up to 500 event streams open, see `events`. */
const MOST_CONNECTIONS = 1000;

/** Smaller answers are not counted. */
const LARGE_ANSWER = 64 * 1024;

/** Bytes of which several answers are sent: they take no memory of their own. */
const shared = new WeakSet<object>();

export function shareBytes(bytes: Buffer): Buffer {
  shared.add(bytes);
  return bytes;
}

export function limitBodyMemory(app: FastifyInstance, held: HeldBytes): void {
  const connections = boundConnections(app.server, MOST_CONNECTIONS);
  app.decorateRequest('room', null);
  app.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw;
    const lease = held.lease(() => socket.destroy());
    const isFirst = goesFirst(request.raw);
    let waits: RequestLease['waits'] = { as: isFirst ? 'alerts' : 'strangers', whose: request.ip };
    request.room = {
      lease,
      get waits() {
        return waits;
      },
      admit: (who) => {
        waits = { as: isFirst ? 'alerts' : 'requests', whose: who };
        const asker = currentAsker();
        if (asker !== undefined) {
          asker.whose = who;
        }
        lease.admit(who);
        connections.admit(socket);
      },
    };
    reply.raw.once('close', () => {
      lease.end();
      connections.answered(socket);
    });
    done();
  });
  app.addHook('onSend', async (request, _reply, payload) => {
    const isCounted = typeof payload === 'string' || (Buffer.isBuffer(payload) && !shared.has(payload));
    const bytes = isCounted ? payload.length : 0;
    // The bytes stay reserved until the client has read the answer.
    if (bytes >= LARGE_ANSWER && !hold(request, bytes)) {
      throw new HttpError('unavailable', NO_ROOM, [], { reason: 'overloaded' });
    }
    return payload;
  });
}

/** Marks the sender as authenticated. Call this as soon as the token is verified. @param who a key, never a secret */
export function admit(request: FastifyRequest, who: string): void {
  request.room?.admit(who);
}

/** @returns false if there is no room for that many more bytes; answer 503 */
export function hold(request: FastifyRequest, bytes: number): boolean {
  return request.room?.lease.take(bytes) ?? true;
}

/** Memory of bodies that nobody else looks at. */
const own = new WeakSet<ArrayBufferLike>();

/**
 * The same bytes in a larger buffer. What they were in is free at once: garbage of large bodies would first be collected
 * where it has come to twice what may be held.
 */
export function grown(bytes: Buffer<ArrayBuffer>, size: number): Buffer<ArrayBuffer> {
  const larger = Buffer.from(bytes.buffer.transfer(size));
  own.add(larger.buffer);
  return larger;
}

/** Frees a body as soon as it is understood. Nothing may be reading it, in a thread either; it is empty from then on. */
export function forget(body: Buffer): void {
  if (own.delete(body.buffer)) {
    (body.buffer as ArrayBuffer).transfer(0);
  }
}

/** Gives back the body of a request that is refused, before its answer is: one that waits must hold nothing. */
export function letGo(request: FastifyRequest): void {
  if (Buffer.isBuffer(request.body)) {
    forget(request.body);
  }
  request.body = undefined;
  request.room?.lease.end();
}
