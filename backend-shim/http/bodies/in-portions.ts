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

/**
 * Each request waits for its turn before its body is read (`collect`), and before it is answered; a large one between what is
 * read and its check, too; `waitingRoom` before all.
 */
export function answerInPortions(app: FastifyInstance, breathing: Breathing): void {
  app.decorate('breathing', breathing);
  app.addHook('preValidation', (request, _reply, done) => (isLarge(request) ? whenItIsTime(request, done) : done()));
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
export function letOthersGo(request: FastifyRequest): Promise<void> | undefined {
  return turnOf(request, isLarge(request));
}

/** @param isMuch it goes behind what others wait for */
export function turnOf(request: FastifyRequest, isMuch: boolean): Promise<void> | undefined {
  const { as, whose } = request.room?.waits ?? { as: 'requests', whose: '' };
  const large = as === 'strangers' ? 'largeStrangers' : 'largeRequests';
  return request.server.breathing?.of[isMuch ? large : as](whose);
}

export function isLarge({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return Number(headers['content-length'] ?? 0) >= LARGE || headers['transfer-encoding'] !== undefined;
}
