/** What each request may hold: its place among the connections and its bytes, given back when it is answered. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HeldBytes, Lease } from '../../ports/held-bytes.ts';
import { boundConnections } from './connections.ts';

export interface Room {
  lease: Lease;
  admit(who: string): void;
}

declare module 'fastify' {
  interface FastifyRequest {
    room: Room | null;
  }
}

/** Of one listener. Pages keep up to 500 streams open, see `events`. */
const MOST_CONNECTIONS = 1000;

export function giveRoom(app: FastifyInstance, held: HeldBytes): void {
  const connections = boundConnections(app.server, MOST_CONNECTIONS);
  app.decorateRequest('room', null);
  app.addHook('onRequest', (request, reply, done) => {
    const lease = held.lease();
    const { socket } = request.raw;
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
    });
    done();
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
