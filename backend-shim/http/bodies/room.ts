/** What each request may hold: its place among the connections and its bytes, given back when it is answered. */
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HeldBytes, BytesLease } from '../../ports/held-bytes.ts';
import { HttpError } from '../errors.ts';
import { boundConnections } from './connections.ts';

export interface RequestLease {
  lease: BytesLease;
  admit(who: string): void;
}

declare module 'fastify' {
  interface FastifyRequest {
    room: RequestLease | null;
  }
}

export const NO_ROOM = 'Too much is being received or answered at once; try again shortly.';

/** Of one listener. Pages keep up to 500 streams open, see `events`. */
const MOST_CONNECTIONS = 1000;

/** Answers of one connection that wait for each other. Clients of good faith ask when they have read. */
const MOST_AT_ONCE = 10;

/** Smaller answers are not counted. */
const LARGE_ANSWER = 64 * 1024;

export function giveRoom(app: FastifyInstance, held: HeldBytes): void {
  const connections = boundConnections(app.server, MOST_CONNECTIONS);
  const unanswered = new WeakMap<Socket, number>();
  app.decorateRequest('room', null);
  app.addHook('onRequest', (request, reply, done) => {
    const { socket } = request.raw;
    const before = unanswered.get(socket) ?? 0;
    if (before >= MOST_AT_ONCE) {
      // The client does not read: another answer would wait behind those that it has not read.
      socket.destroy();
      return;
    }
    unanswered.set(socket, before + 1);
    const lease = held.lease();
    request.room = {
      lease,
      admit: (who) => {
        lease.admit(who);
        connections.admit(socket);
      },
    };
    reply.raw.once('close', () => {
      lease.end();
      connections.answered(socket);
      unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1);
    });
    done();
  });
  app.addHook('onSend', async (request, _reply, payload) => {
    const bytes = typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
    // The place is held until the client has read the answer.
    if (bytes >= LARGE_ANSWER && !hold(request, bytes)) {
      throw new HttpError('unavailable', NO_ROOM, [], { reason: 'overloaded' });
    }
    return payload;
  });
}

/** Who sends it has shown that they may. To be called as soon as that is known. @param who a key, never a secret */
export function admit(request: FastifyRequest, who: string): void {
  request.room?.admit(who);
}

/** @returns false: there is no room for that many bytes more; answer 503 */
export function hold(request: FastifyRequest, bytes: number): boolean {
  return request.room?.lease.take(bytes) ?? true;
}
