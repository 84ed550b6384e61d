/**
 * Of many requests that arrive at once, few are answered in one turn of the event loop: the others wait for theirs, and what
 * pages somebody goes on in between.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Breathing } from '../../store/concurrency/in-portions.ts';

declare module 'fastify' {
  interface FastifyInstance {
    breathing?: Breathing;
  }
}

/** Bytes of a body: commands and most payloads have less. */
const LARGE = 64 * 1024;

/** Each request waits for its turn before it is looked at, before its body is read (`collect`), and before it is answered. */
export function answerInPortions(app: FastifyInstance, breathing: Breathing): void {
  app.decorate('breathing', breathing);
  app.addHook('onRequest', (request, _reply, done) => whenItIsTime(request, done));
  app.addHook('preHandler', (request, _reply, done) => whenItIsTime(request, done));
  app.addHook('onSend', (request, _reply, payload, done) => whenItIsTime(request, () => done(null, payload)));
}

function whenItIsTime(request: FastifyRequest, done: () => void): void {
  const turn = letOthersGo(request);
  if (turn === undefined) {
    done();
  } else {
    void turn.then(done);
  }
}

/** To be awaited between two things that may each be much for one request, such as to read a body and to understand it. */
export function letOthersGo({ server, headers }: FastifyRequest): Promise<void> | undefined {
  const isLarge = Number(headers['content-length'] ?? 0) >= LARGE || headers['transfer-encoding'] !== undefined;
  return isLarge ? server.breathing?.ofLargeRequests() : server.breathing?.ofRequests();
}
