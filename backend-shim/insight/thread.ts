/** Keeps a thread that reads the past, with limited memory, as long as it is needed. It has one task at a time. */
import { Worker } from 'node:worker_threads';
import type { Unreadable } from '#contract/unreadable';
import type { FiguresAsked, FiguresFound, InsightReader, PastAsked, PastFound } from '../ports/insight/reader.ts';
import type { NewDay } from '../store/insight/kept/days.ts';
import { TooMuchPast } from '../store/too-much.ts';
import type { ReadPlace } from '../store/capabilities.ts';

export interface ThreadLimits {
  /** MiB of the thread's heap, and of the part for what was just made: most of what is read lives until the answer. */
  heap: { old: number; young: number };
  /** Ends what takes too long. @returns what to call where it did not */
  deadline(end: () => void): () => void;
}

export type ThreadTask =
  { read: PastAsked } | { figures: FiguresAsked } | { forget: true } | { day: number; made: string };
export type ThreadAnswer =
  | { found: PastFound }
  | { figures: FiguresFound }
  | { forgotten: true }
  | { day: NewDay }
  | { failed: string }
  | { unreadable: Unreadable };

export interface InsightThread extends InsightReader {
  makeDay(day: number, made: string): Promise<NewDay>;
  /** Ends the thread if nothing was asked of it since the last call. */
  rest(): void;
  close(): Promise<void>;
}

interface Running {
  worker: Worker;
  /** Who waits for an answer. */
  waiting: PromiseWithResolvers<ThreadAnswer> | null;
}

/** Starts the thread when something is asked of it. */
function createHand(place: () => ReadPlace, note: (found: Unreadable) => void, { heap, deadline }: ThreadLimits) {
  let running: Running | null = null;

  function start(): Running {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: place(),
      resourceLimits: { maxOldGenerationSizeMb: heap.old, maxYoungGenerationSizeMb: heap.young },
      env: {},
      execArgv: [],
      stdin: false,
    });
    const own: Running = { worker, waiting: null };
    const lose = (error: Error) => {
      running = running === own ? null : running;
      own.waiting?.reject(error);
    };
    worker.on('message', (answer: ThreadAnswer) =>
      'unreadable' in answer ? note(answer.unreadable) : own.waiting?.resolve(answer),
    );
    worker.once('error', (error: NodeJS.ErrnoException) =>
      lose(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new TooMuchPast('memory') : error),
    );
    worker.once('exit', () => lose(new Error('the thread that reads the past has ended')));
    worker.unref();
    return own;
  }

  function end(): Promise<unknown> {
    const worker = running?.worker;
    running = null;
    return worker?.terminate() ?? Promise.resolve();
  }

  async function ask(task: ThreadTask): Promise<ThreadAnswer> {
    running ??= start();
    const own = running;
    own.waiting = Promise.withResolvers();
    own.worker.postMessage(task);
    const inTime = deadline(() => {
      own.waiting?.reject(new TooMuchPast('time'));
      void end();
    });
    const answer = await own.waiting.promise.finally(inTime);
    if ('failed' in answer) {
      // Its connection may be lost, or the server may no longer be the one that takes writes.
      void end();
      throw new Error(answer.failed);
    }
    return answer;
  }
  return { ask, end, isRunning: () => running !== null };
}

export function createInsightThread(
  place: () => ReadPlace,
  note: (found: Unreadable) => void,
  limits: ThreadLimits,
): InsightThread {
  const hand = createHand(place, note, limits);
  let isUsed = false;
  let isClosed = false;
  let turn: Promise<unknown> = Promise.resolve();

  function ask(task: ThreadTask): Promise<ThreadAnswer> {
    return isClosed ? Promise.reject(new Error('the sidecar is stopping')) : hand.ask(task);
  }
  /** After those that came before. */
  function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    isUsed = true;
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  return {
    read: (asked, use) =>
      inTurn(async () => {
        const { found } = (await ask({ read: asked })) as { found: PastFound };
        try {
          return await use({
            found,
            figures: async (more) => ((await ask({ figures: more })) as { figures: FiguresFound }).figures,
          });
        } finally {
          if (hand.isRunning() && !isClosed) {
            await ask({ forget: true });
          }
        }
      }),
    makeDay: (day, made) => inTurn(async () => ((await ask({ day, made })) as { day: NewDay }).day),
    rest: () => {
      if (!isUsed) {
        void inTurn(hand.end);
      }
      isUsed = false;
    },
    close: async () => {
      isClosed = true;
      await hand.end();
    },
  };
}
