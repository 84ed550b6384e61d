/** `GET /api/v1/events`: changes of incidents and rotas, as server-sent events (WHATWG HTML, 9.2). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import { ALL_VISITORS, visitorKeyOf } from '../../rights/caller.ts';
import { HttpError } from '../errors.ts';
import type { EventHub, EventListener } from '../event-hub.ts';

export interface EventDeps {
  hub: EventHub;
  clock: Pick<Clock, 'sleep'>;
}

/** Rights are checked when a stream connects, so streams are closed regularly to check them again. */
const LIFE_MS = 5 * 60_000;
/** Pages consider a sidecar hung after 8 s of silence. */
const KEEP_ALIVE_MS = 4_000;
const RETRY_MS = 1000;
const MOST_STREAMS = 500;
const MOST_OF_ONE = 100;
/** Of one anonymous visitor; all of them together have as many as one person. */
const MOST_OF_VISITOR = 50;
/** A page that does not read is cut off. It reconnects and catches up. */
const MOST_UNREAD = 1024 * 1024;

const schema = {
  tags: ['operation'],
  summary: 'Changes of incidents and rotas, as they happen (text/event-stream)',
  description:
    'Events `incident` and `rota` name what changed: `{ "id": "…" }`. Resumes by `Last-Event-ID` within 15 minutes, else says `reset`: look at everything again.',
  headers: z.object({ 'last-event-id': z.string().max(200).optional() }),
};

/** @param hide whether the API documentation leaves the route out */
export function eventRoutes(app: FastifyInstance, { hub, clock }: EventDeps, hide = false): void {
  const places = createPlaces();
  app.addHook('preClose', async () => hub.stop());
  app.get('/events', { schema: { ...schema, hide }, exposeHeadRoute: false }, async (request, reply) => {
    if (hub.size() >= MOST_STREAMS) {
      throw new HttpError('unavailable', 'Too many pages are open at once; look again in a moment.', [], {
        reason: 'overloaded',
      });
    }
    const giveBack = places.take(holdersOf(request));
    const lastId = request.headers['last-event-id'];
    const stream = openStream(reply);
    void live(hub, clock, stream, typeof lastId === 'string' && lastId !== '' ? lastId : null).finally(giveBack);
    return reply;
  });
}

/**
 * Closes a stream that cannot join, since the page would take its silence for "nothing happens". The page reconnects.
 */
async function live(hub: EventHub, clock: EventDeps['clock'], stream: Stream, lastId: string | null): Promise<void> {
  let leave = () => {};
  try {
    leave = await hub.join(stream.listener, lastId);
    await keepAlive(clock, stream);
  } catch {
    stream.listener.end();
  } finally {
    leave();
  }
}

interface Holder {
  name: string;
  most: number;
}

/** On whose account the stream goes. */
function holdersOf({ caller, visitor }: FastifyRequest): Holder[] {
  const one = visitorKeyOf(caller);
  return one === null
    ? [{ name: caller?.name ?? visitor?.person.login ?? '', most: MOST_OF_ONE }]
    : [
        { name: one, most: MOST_OF_VISITOR },
        { name: ALL_VISITORS, most: MOST_OF_ONE },
      ];
}

/** Limits the streams of one caller, so that the others keep theirs. */
function createPlaces() {
  const taken = new Map<string, number>();
  const count = ({ name }: Holder, change: 1 | -1) => {
    const after = (taken.get(name) ?? 0) + change;
    if (after === 0) {
      taken.delete(name);
    } else {
      taken.set(name, after);
    }
  };
  return {
    take(holders: readonly Holder[]): () => void {
      const full = holders.find(({ name, most }) => (taken.get(name) ?? 0) >= most);
      if (full !== undefined) {
        throw new HttpError('too-many-requests', `You have ${full.most} streams open. Close some.`, [], {
          reason: 'too-many-streams',
          data: { limit: full.most },
        });
      }
      holders.forEach((one) => count(one, 1));
      return () => holders.forEach((one) => count(one, -1));
    },
  };
}

interface Stream {
  listener: EventListener;
  /** Aborted when the client disconnects or the stream ends. */
  over: AbortSignal;
}

function openStream(reply: FastifyReply): Stream {
  const over = new AbortController();
  reply.hijack();
  const { raw } = reply;
  raw.on('close', () => over.abort());
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    // A kept-alive connection would delay the shutdown of the sidecar.
    connection: 'close',
  });
  raw.write(`retry: ${RETRY_MS}\n\n`);
  const listener: EventListener = {
    send: (text) => {
      if (raw.writableLength > MOST_UNREAD) {
        raw.destroy();
      } else if (!raw.writableEnded && !raw.destroyed) {
        raw.write(text);
      }
    },
    end: () => {
      if (!raw.writableEnded) {
        raw.end(`retry: ${RETRY_MS}\n\n`);
      }
      over.abort();
    },
  };
  return { listener, over: over.signal };
}

async function keepAlive(clock: Pick<Clock, 'sleep'>, { listener, over }: Stream): Promise<void> {
  for (let lived = 0; lived < LIFE_MS && !over.aborted; lived += KEEP_ALIVE_MS) {
    await clock.sleep(KEEP_ALIVE_MS, over);
    if (!over.aborted) {
      listener.send(': still here\n\n');
    }
  }
  listener.end();
}
