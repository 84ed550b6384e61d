/**
 * Decides about the routes of alerts before their transaction begins, where matchers may be much work: nobody waits for it
 * but the sender, and the event loop goes on in between.
 */
import { matchMeter, pauses } from '#domain/routing/match-meter';
import type { Directory } from '../../ports/directory.ts';
import type { IngestRequest } from '../../ports/ingest.ts';
import { decidingAhead } from './assign.ts';
import { mostWork } from './work.ts';

export interface AheadDeps {
  directory(): Directory;
  now(): Promise<number>;
}

export interface Ahead {
  /** null: there is nothing to wait for. Requests of one integration go on in their order. */
  decide(request: IngestRequest): Promise<void> | null;
  waiting(): number;
  idle(): Promise<void>;
}

/** Units of work of one payload, one or two seconds: afterwards its alerts page by the default route. */
const MOST_OF_PAYLOAD = 200_000_000;
/** What the transaction may decide about by itself: of the requests that share one it is some hundred milliseconds in all. */
const LIGHT = 50_000;

export function createAhead({ directory, now }: AheadDeps): Ahead {
  /** By integration: its last request that is not through. */
  const last = new Map<string, Promise<void>>();
  let waiting = 0;
  let turns: Promise<unknown> = Promise.resolve();
  // One payload a turn, however many there are.
  const turn = () => (turns = turns.then(() => new Promise((resolve) => setImmediate(resolve))));

  async function decideAll({ integration, alerts }: IngestRequest): Promise<void> {
    const [own, at, meter] = [directory(), await now(), matchMeter(MOST_OF_PAYLOAD)];
    const pause = pauses(meter, turn);
    await turn();
    for (const alert of alerts) {
      for (const _ of decidingAhead(own, integration, alert, at, meter)) {
        await pause();
      }
    }
  }

  async function after(before: Promise<void> | undefined, request: IngestRequest, isMuch: boolean): Promise<void> {
    await before;
    // What fails here fails in the transaction, too, which knows what to do.
    await (isMuch ? decideAll(request).catch(() => undefined) : undefined);
  }

  return {
    decide: (request) => {
      const { id } = request.integration;
      const before = last.get(id);
      const isMuch = mostWork(directory(), request) > LIGHT;
      if (!isMuch && before === undefined) {
        return null;
      }
      waiting += 1;
      const mine = after(before, request, isMuch).finally(() => {
        waiting -= 1;
        if (last.get(id) === mine) last.delete(id);
      });
      last.set(id, mine);
      return mine;
    },
    waiting: () => waiting,
    idle: async () => {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
