/**
 * Answers questions in threads beside paging, each with limited memory and time. A thread is started when it is needed, stays
 * for the next question, and ends when none comes for a while.
 */
import { Worker } from 'node:worker_threads';
import type { HeavyRefusal, Threads, ThreadSays, HeavyTask, TaskPart } from '../../ports/heavy/work.ts';
import { createFairQueue } from './fair-queue.ts';
import type { QueueLimits } from './fair-queue.ts';
import type { HeapShare } from './memory.ts';

export interface PoolLimits extends QueueLimits {
  /** ms of one answer. */
  time: number;
  /** ms without a question, after which a thread ends. */
  idle: number;
  heap: HeapShare;
}

type Outcome = { ok: true; answer: unknown } | HeavyRefusal;

const BUSY: HeavyRefusal = { ok: false, reason: 'busy' };

interface Seat {
  worker: Worker;
  end: ((outcome: Outcome | Error) => void) | null;
  idle: NodeJS.Timeout | null;
}

/** The threads that are there. */
class Seats {
  readonly #file: URL;
  readonly #heap: HeapShare;
  readonly #idle: number;
  readonly #all = new Set<Seat>();
  readonly #free: Seat[] = [];
  isClosed = false;

  constructor(file: URL, { heap, idle }: Pick<PoolLimits, 'heap' | 'idle'>) {
    this.#file = file;
    this.#heap = heap;
    this.#idle = idle;
  }

  has(seat: Seat): boolean {
    return this.#all.has(seat);
  }

  take(): Seat {
    const seat = this.#free.pop() ?? this.#open();
    clearTimeout(seat.idle ?? undefined);
    return seat;
  }

  /** It stays for the next question, for a while. */
  rest(seat: Seat): void {
    if (!this.#all.has(seat)) return;
    this.#free.push(seat);
    seat.idle = setTimeout(() => void this.end(seat), this.#idle).unref();
  }

  end(seat: Seat): Promise<unknown> {
    this.#forget(seat);
    clearTimeout(seat.idle ?? undefined);
    return seat.worker.terminate();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.#all].map((seat) => this.end(seat)));
  }

  #forget(seat: Seat): void {
    this.#all.delete(seat);
    const place = this.#free.indexOf(seat);
    if (place >= 0) this.#free.splice(place, 1);
  }

  #open(): Seat {
    const worker = new Worker(this.#file, {
      resourceLimits: { maxOldGenerationSizeMb: this.#heap.old, maxYoungGenerationSizeMb: this.#heap.young },
      env: {},
      execArgv: [],
      stdin: false,
    });
    const seat: Seat = { worker, end: null, idle: null };
    const lose = (outcome: Outcome | Error) => {
      this.#forget(seat);
      seat.end?.(outcome);
    };
    worker.on('message', (said: ThreadSays) => seat.end?.(outcomeOf(said)));
    worker.once('error', (error: NodeJS.ErrnoException) => lose(outOfMemory(error) ?? error));
    worker.once('exit', () => lose(this.isClosed ? BUSY : new Error('a thread ended before it had answered')));
    worker.unref();
    this.#all.add(seat);
    return seat;
  }
}

export function createPool(file: URL, { time, idle, heap, ...limits }: PoolLimits): Threads {
  const queue = createFairQueue(limits);
  const seats = new Seats(file, { heap, idle });

  /** @param free what to call once the thread is at nothing any more, which a native call may put off */
  async function answer(task: HeavyTask, free: () => void): Promise<Outcome> {
    let ending: Promise<unknown> = Promise.resolve();
    try {
      const seat = seats.take();
      const outcome = await outcomeIn(seat, task);
      // After anything but an answer nobody knows what the thread is at, or what it holds.
      if (outcome instanceof Error || !outcome.ok) ending = seats.end(seat);
      else seats.rest(seat);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    } finally {
      void ending.finally(free);
    }
  }

  async function outcomeIn(seat: Seat, task: HeavyTask): Promise<Outcome | Error> {
    const said = Promise.withResolvers<Outcome | Error>();
    seat.end = said.resolve;
    const timer = setTimeout(() => said.resolve({ ok: false, reason: 'too-much', by: 'time' }), time);
    handOver(seat.worker, task, () => seat.end === said.resolve && seats.has(seat)).catch((error: Error) =>
      said.resolve(error),
    );
    const outcome = await said.promise;
    clearTimeout(timer);
    seat.end = null;
    return outcome;
  }

  return {
    run: async (who, task) => {
      const leave = seats.isClosed ? null : await queue.enter(who);
      if (leave === null || seats.isClosed) {
        leave?.();
        return BUSY;
      }
      return answer(task, leave);
    },
    close: () => seats.close(),
  };
}

function outcomeOf(said: ThreadSays): Outcome | Error {
  if ('failed' in said) return new Error(said.failed);
  return 'tooMuch' in said ? { ok: false, reason: 'too-much', by: said.tooMuch } : { ok: true, answer: said.answer };
}

function outOfMemory(error: NodeJS.ErrnoException): Outcome | null {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { ok: false, reason: 'too-much', by: 'memory' } : null;
}

/** Copying rows takes the time of this thread: a portion takes a few milliseconds. */
async function handOver(worker: Worker, { job, question, lists }: HeavyTask, isWanted: () => boolean): Promise<void> {
  for (const [list, { rows, portion }] of Object.entries(lists)) {
    for (let start = 0; start < rows.length; start += portion) {
      if (!isWanted()) return;
      worker.postMessage({ list, rows: rows.slice(start, start + portion) } satisfies TaskPart);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  if (isWanted()) worker.postMessage({ job, question } satisfies TaskPart);
}
