/** Reads calendars in a thread with limited memory and time, so that a hostile calendar cannot delay a page. */
import { Worker } from 'node:worker_threads';
import type { HeapShare } from '../threads/memory.ts';
import type { CalendarFile, CalendarReader, CalendarReading } from '../../ports/calendar-reader.ts';

export interface ReaderLimits {
  /** ms */
  time?: number;
  /** MiB of the thread's heap, and of its space for young objects. */
  heap?: HeapShare;
}

const TIME = 20_000;
const HEAP: HeapShare = { old: 464, young: 48 };

export function createCalendarReader({ time = TIME, heap = HEAP }: ReaderLimits = {}): CalendarReader {
  const workers = new Set<Worker>();
  // One calendar at a time: the rest of the machine is for paging.
  let turn: Promise<unknown> = Promise.resolve();
  let closed = false;

  function read(file: CalendarFile): Promise<CalendarReading> {
    return closed ? Promise.resolve(tooSlow('the sidecar is stopping')) : inThread(file, { time, heap }, workers);
  }
  return {
    read: (file) => {
      const mine = turn.then(() => read(file));
      turn = mine;
      return mine;
    },
    close: async () => {
      closed = true;
      await Promise.all([...workers].map((worker) => worker.terminate()));
    },
  };
}

function tooSlow(detail: string): CalendarReading {
  return { ok: false, reason: 'too-slow', detail };
}

function inThread(
  file: CalendarFile,
  { time, heap }: Required<ReaderLimits>,
  workers: Set<Worker>,
): Promise<CalendarReading> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: file,
      transferList: [file.bytes.buffer],
      resourceLimits: { maxOldGenerationSizeMb: heap.old, maxYoungGenerationSizeMb: heap.young },
      env: {},
      execArgv: [],
      stdin: false,
    });
    workers.add(worker);
    const timer = setTimeout(() => end(tooSlow(`the calendar could not be read within ${time / 1000} s`)), time);
    let isOver = false;
    function end(reading: CalendarReading): void {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      workers.delete(worker);
      // The next calendar waits until the memory of this one is free.
      void worker.terminate().then(() => resolve(reading));
    }
    worker.once('message', end);
    worker.once('error', (error: NodeJS.ErrnoException) =>
      end(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? { ok: false, reason: 'too-much', detail: 'the calendar needs too much memory to be read' }
          : { ok: false, reason: 'malformed', detail: `the calendar could not be read (${error.name})` },
      ),
    );
    worker.once('exit', () => end(tooSlow('reading the calendar was stopped')));
  });
}
