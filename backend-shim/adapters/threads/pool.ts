/**
 * Answers questions in threads beside paging, each with limited memory and time. A thread is started when it is needed, stays
 * for the next question, and ends when none comes for a while.
 */
import { Worker } from 'node:worker_threads';
import type { Refused, Threads, ThreadSays, ThreadTask, ToldPart } from '../../ports/heavy/work.ts';
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

type Outcome = { ok: true; answer: unknown } | Refused;

const BUSY: Refused = { ok: false, reason: 'busy' };

interface Seat {
  worker: Worker;
  end: ((outcome: Outcome | Error) => void) | null;
  idle: NodeJS.Timeout | null;
}

export function createPool(file: URL, { time, idle, heap, ...limits }: PoolLimits): Threads {
  const queue = createFairQueue(limits);
  const [seats, free] = [new Set<Seat>(), [] as Seat[]];
  let isClosed = false;

  function open(): Seat {
    const worker = new Worker(file, {
      resourceLimits: { maxOldGenerationSizeMb: heap.old, maxYoungGenerationSizeMb: heap.young },
      env: {},
      execArgv: [],
      stdin: false,
    });
    const seat: Seat = { worker, end: null, idle: null };
    const lose = (outcome: Outcome | Error) => {
      seats.delete(seat);
      remove(free, seat);
      seat.end?.(outcome);
    };
    worker.on('message', (said: ThreadSays) => seat.end?.(outcomeOf(said)));
    worker.once('error', (error: NodeJS.ErrnoException) => lose(outOfMemory(error) ?? error));
    worker.once('exit', () => lose(isClosed ? BUSY : new Error('a thread ended before it had answered')));
    worker.unref();
    seats.add(seat);
    return seat;
  }

  function close(seat: Seat): Promise<unknown> {
    seats.delete(seat);
    remove(free, seat);
    clearTimeout(seat.idle ?? undefined);
    return seat.worker.terminate();
  }

  function rest(seat: Seat): void {
    if (!seats.has(seat)) return;
    free.push(seat);
    seat.idle = setTimeout(() => void close(seat), idle).unref();
  }

  async function answer(task: ThreadTask): Promise<Outcome> {
    const seat = free.pop() ?? open();
    clearTimeout(seat.idle ?? undefined);
    const said = Promise.withResolvers<Outcome | Error>();
    seat.end = said.resolve;
    const timer = setTimeout(() => said.resolve({ ok: false, reason: 'too-much', by: 'time' }), time);
    handOver(seat.worker, task, () => seat.end === said.resolve && seats.has(seat)).catch((error: Error) =>
      said.resolve(error),
    );
    const outcome = await said.promise;
    clearTimeout(timer);
    seat.end = null;
    // After anything but an answer nobody knows what the thread is at, or what it holds.
    if (outcome instanceof Error || !outcome.ok) void close(seat);
    else rest(seat);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  return {
    run: async (who, task) => {
      const leave = isClosed ? null : await queue.enter(who);
      if (leave === null || isClosed) {
        leave?.();
        return BUSY;
      }
      try {
        return await answer(task);
      } finally {
        leave();
      }
    },
    close: async () => {
      isClosed = true;
      await Promise.all([...seats].map(close));
    },
  };
}

function remove(list: Seat[], seat: Seat): void {
  const place = list.indexOf(seat);
  if (place >= 0) list.splice(place, 1);
}

function outcomeOf(said: ThreadSays): Outcome | Error {
  if ('failed' in said) return new Error(said.failed);
  return 'tooMuch' in said ? { ok: false, reason: 'too-much', by: said.tooMuch } : { ok: true, answer: said.answer };
}

function outOfMemory(error: NodeJS.ErrnoException): Outcome | null {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { ok: false, reason: 'too-much', by: 'memory' } : null;
}

/** Copying rows takes the time of this thread: a portion takes a few milliseconds. */
async function handOver(worker: Worker, { job, question, lists }: ThreadTask, isWanted: () => boolean): Promise<void> {
  for (const [list, { rows, portion }] of Object.entries(lists)) {
    for (let start = 0; start < rows.length; start += portion) {
      if (!isWanted()) return;
      worker.postMessage({ list, rows: rows.slice(start, start + portion) } satisfies ToldPart);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  if (isWanted()) worker.postMessage({ job, question } satisfies ToldPart);
}
