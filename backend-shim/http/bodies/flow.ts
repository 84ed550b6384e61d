/**
 * Of many large bodies that arrive at once, few flow in at a time, each for a moment: the others stay with their senders. One
 * that comes slowly keeps nobody waiting for long.
 */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../ports/clock.ts';
import { isLarge } from './in-portions.ts';

/** Bodies that flow at once, of those who have shown a token and of the others. */
const AT_ONCE = { known: 4, strangers: 2 };
/** ms after which a body makes way, if others wait. */
const MOMENT = 100;

declare module 'fastify' {
  interface FastifyInstance {
    flows?: { known: Flow; strangers: Flow };
  }
}

export interface Flow {
  /** A stream flows only in its turns, until it has ended or `leave`s. */
  join(stream: Readable): { leave(): void };
}

export function createFlow(clock: Pick<Clock, 'sleep'>, atOnce: number): Flow {
  const flowing = new Set<Readable>();
  const waiting = new Set<Readable>();

  function fill(): void {
    for (const next of waiting) {
      if (flowing.size >= atOnce) {
        return;
      }
      waiting.delete(next);
      flowing.add(next);
      next.resume();
      void clock.sleep(MOMENT).then(() => makeWay(next));
    }
  }

  function makeWay(stream: Readable): void {
    if (flowing.has(stream)) {
      if (waiting.size === 0) {
        void clock.sleep(MOMENT).then(() => makeWay(stream));
        return;
      }
      flowing.delete(stream);
      stream.pause();
      waiting.add(stream);
      fill();
    }
  }

  return {
    join: (stream) => {
      stream.pause();
      waiting.add(stream);
      const leave = () => {
        waiting.delete(stream);
        if (flowing.delete(stream)) {
          fill();
        }
      };
      stream.once('end', leave).once('close', leave);
      fill();
      return { leave };
    },
  };
}

export function flowInTurns(app: FastifyInstance, clock: Pick<Clock, 'sleep'>): void {
  app.decorate('flows', {
    known: createFlow(clock, AT_ONCE.known),
    strangers: createFlow(clock, AT_ONCE.strangers),
  });
}

/** To be called beside whoever listens to the data of a body. @returns to be called where nobody listens any more */
export function inItsTurn(request: FastifyRequest, payload: Readable): () => void {
  const flows = request.server.flows;
  if (flows === undefined || !isLarge(request)) {
    return () => undefined;
  }
  const { leave } = flows[request.room?.waits.as === 'strangers' ? 'strangers' : 'known'].join(payload);
  return leave;
}
