/**
 * Few of many large bodies that arrive at once flow in at a time: the others stay with their senders. One that comes slowly keeps
 * nobody waiting for long.
 */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../ports/clock.ts';
import type { Breathing } from '../../store/concurrency/in-portions.ts';
import { isLarge } from './in-portions.ts';

/** Bodies that flow at once, of those who have shown a token and of the others. */
const AT_ONCE = { known: 4, strangers: 2 };
/** ms after which a body makes way that brings less than `SLOW` in them, if others wait. */
const MOMENT = 100;
/** Bytes. */
const SLOW = 64 * 1024;

/**
 * Bytes of one sender's bodies that flow or are being answered, if they are several: what is larger comes one after the other.
 * All at once, they would lie in memory until there is no room to understand any of them.
 */
const OF_ONE = 512 * 1024;
/** Bytes of a body whose length is not announced. */
const UNANNOUNCED = OF_ONE;

declare module 'fastify' {
  interface FastifyInstance {
    flows?: { known: Flow; strangers: Flow };
  }
}

export interface Flow {
  /**
   * A stream flows only in its turns, until it has ended or `leave`s; it counts among its sender's until it is `answered`.
   *
   * @param whose a key of the sender
   * @param bytes as it was announced; 0: it is dropped, and counts for nothing
   */
  join(stream: Readable, whose: string, bytes: number): { leave(): void; answered(): void };
}

interface Body {
  whose: string;
  bytes: number;
}

export function createFlow(
  clock: Pick<Clock, 'sleep'>,
  atOnce: number,
  breathe: (whose: string) => Promise<void> | undefined = () => undefined,
): Flow {
  const bodies = new Bodies(clock, atOnce, breathe);
  return { join: (stream, whose, bytes) => bodies.join(stream, { whose, bytes }) };
}

class Bodies {
  readonly #clock: Pick<Clock, 'sleep'>;
  readonly #atOnce: number;
  readonly #breathe: (whose: string) => Promise<void> | undefined;
  /** With the bytes of its moment. */
  readonly #flowing = new Map<Readable, number>();
  readonly #waiting = new Map<Readable, Body>();
  readonly #begun = createSum();

  constructor(clock: Pick<Clock, 'sleep'>, atOnce: number, breathe: (whose: string) => Promise<void> | undefined) {
    [this.#clock, this.#atOnce, this.#breathe] = [clock, atOnce, breathe];
  }

  join(stream: Readable, body: Body): ReturnType<Flow['join']> {
    stream.pause();
    this.#waiting.set(stream, body);
    const turn = (chunk: Buffer) => this.#awaitTurn(stream, body, chunk);
    stream.on('data', turn);
    const leave = () => {
      stream.off('data', turn);
      this.#waiting.delete(stream);
      if (this.#flowing.delete(stream)) {
        this.#fill();
      }
    };
    const answered = () => {
      leave();
      this.#begun.delete(stream);
      this.#fill();
    };
    stream.once('end', leave).once('close', leave);
    this.#fill();
    return { leave, answered };
  }

  #fill(): void {
    for (const [next, body] of this.#waiting) {
      if (this.#flowing.size >= this.#atOnce) {
        return;
      }
      const others = this.#begun.of(body.whose);
      if (others === 0 || others + body.bytes <= OF_ONE) {
        this.#waiting.delete(next);
        this.#flowing.set(next, 0);
        this.#begun.add(next, body);
        next.resume();
        this.#watchLater(next, body);
      }
    }
  }

  #watchLater(stream: Readable, body: Body): void {
    void this.#clock.sleep(MOMENT).then(() => this.#watch(stream, body));
  }

  #watch(stream: Readable, body: Body): void {
    const came = this.#flowing.get(stream);
    if (came === undefined) {
      return;
    }
    if (this.#waiting.size === 0 || came >= SLOW) {
      this.#flowing.set(stream, 0);
      this.#watchLater(stream, body);
      return;
    }
    this.#flowing.delete(stream);
    this.#begun.delete(stream);
    stream.pause();
    this.#waiting.set(stream, body);
    this.#fill();
  }

  /** A socket is otherwise read until it is empty, megabytes in one turn of the event loop. */
  #awaitTurn(stream: Readable, { whose }: Body, chunk: Buffer): void {
    this.#flowing.set(stream, (this.#flowing.get(stream) ?? 0) + chunk.length);
    stream.pause();
    const next = () => this.#flowing.has(stream) && stream.resume();
    const turn = this.#breathe(whose);
    if (turn === undefined) {
      setImmediate(next);
    } else {
      void turn.then(next);
    }
  }
}

/** Bytes by sender. */
function createSum() {
  const bodies = new Map<Readable, Body>();
  const sums = new Map<string, number>();
  const change = (whose: string, by: number) => {
    const sum = (sums.get(whose) ?? 0) + by;
    if (sum > 0) {
      sums.set(whose, sum);
    } else {
      sums.delete(whose);
    }
  };
  return {
    of: (whose: string) => sums.get(whose) ?? 0,
    add: (stream: Readable, body: Body) => {
      bodies.set(stream, body);
      change(body.whose, body.bytes);
    },
    delete: (stream: Readable) => {
      const body = bodies.get(stream);
      if (body !== undefined) {
        bodies.delete(stream);
        change(body.whose, -body.bytes);
      }
    },
  };
}

const answers = new WeakMap<FastifyRequest, () => void>();

export function flowInTurns(app: FastifyInstance, clock: Pick<Clock, 'sleep'>, { of }: Pick<Breathing, 'of'>): void {
  app.decorate('flows', {
    known: createFlow(clock, AT_ONCE.known, of.largeRequests),
    strangers: createFlow(clock, AT_ONCE.strangers, of.largeStrangers),
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (isLarge(request)) {
      reply.raw.once('close', () => answers.get(request)?.());
    }
    done();
  });
}

/** To be called beside whoever listens to the data of a body. @returns to be called where nobody listens any more */
export function inItsTurn(request: FastifyRequest, payload: Readable, isDropped = false): () => void {
  const flows = request.server.flows;
  if (flows === undefined || !isLarge(request)) {
    return () => undefined;
  }
  const { as, whose } = request.room?.waits ?? { as: 'requests', whose: '' };
  const bytes = isDropped ? 0 : Number(request.headers['content-length'] ?? UNANNOUNCED);
  // Nothing is kept of a body that is refused in its midst, and the rest is dropped.
  answers.get(request)?.();
  const { leave, answered } = flows[as === 'strangers' ? 'strangers' : 'known'].join(payload, whose, bytes);
  answers.set(request, answered);
  return leave;
}
