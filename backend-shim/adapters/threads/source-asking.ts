/**
 * Asks sources in a thread beside paging. The thread says what to fetch, the sidecar fetches it and hands over the bytes, and
 * whatever is read, compared and concluded is done there. All sources share the thread; it waits for none of them.
 */
import { Worker } from 'node:worker_threads';
import type { HttpResult } from '../../ports/http.ts';
import type { Log } from '../../ports/log.ts';
import type {
  OpenAlert,
  ReconcileAnswer,
  ReconcileRequest,
  SourceAsking,
  SyncCaller,
} from '../../ports/source-sync.ts';
import type { HeapShare } from './memory.ts';
import type { Absences, AskedRequest, AskingSaid, AskingTold } from './source-asking-told.ts';

export interface AskingLimits {
  /** The program of the thread. */
  program: URL;
  heap: HeapShare;
  /** ms of one question, after which the thread is ended. */
  longest?: number;
  /** ms without a question, after which the thread ends. */
  idle?: number;
}

/** More than a question may take by its own signal: only a thread that computes without end gets there. */
const LONGEST = 90_000;
/** Sources are asked once a minute. */
const IDLE = 150_000;
/** Alerts that are handed over at a time, and characters of their labels in all: what is more than a thread is given. */
const AT_ONCE = 10;
const MOST_CHARACTERS = 4_000_000;

interface Pending {
  caller: SyncCaller;
  end(answer: ReconcileAnswer, absences?: Absences): void;
}

const failed = (detail: string): ReconcileAnswer => ({ ok: false, detail });

class AskingThread {
  readonly #program: URL;
  readonly #heap: HeapShare;
  readonly #pending = new Map<number, Pending>();
  readonly #log: Log;
  #worker: Worker | null = null;
  #asked = 0;
  isClosed = false;

  constructor({ program, heap }: Pick<AskingLimits, 'program' | 'heap'>, log: Log) {
    this.#program = program;
    this.#heap = heap;
    this.#log = log;
  }

  get isIdle(): boolean {
    return this.#pending.size === 0;
  }

  async ask(caller: SyncCaller, asking: ReconcileRequest, longest: number): Promise<ReconcileAnswer> {
    const ask = ++this.#asked;
    const answered = Promise.withResolvers<ReconcileAnswer>();
    const before: Absences = [...asking.absences];
    const timer = setTimeout(() => this.end(`it was not answered within ${longest / 1000} s`), longest);
    this.#pending.set(ask, {
      caller,
      end: (answer, absences) => {
        this.#pending.delete(ask);
        clearTimeout(timer);
        if (absences !== undefined) keepAbsences(asking.absences, before, absences);
        answered.resolve(answer);
      },
    });
    await this.#handOver(ask, asking, before);
    return answered.promise;
  }

  /** Ends the thread; whatever was asked is answered by that. */
  end(why: string): Promise<unknown> {
    const worker = this.#worker;
    this.#worker = null;
    for (const { end } of this.#pending.values()) end(failed(why));
    return worker?.terminate() ?? Promise.resolve();
  }

  async #handOver(ask: number, { open, quiet, absences: _, ...rest }: ReconcileRequest, before: Absences) {
    let room = MOST_CHARACTERS;
    for (const [list, all] of [['open', open] as const, ['quiet', quiet] as const]) {
      for (let from = 0; from < all.length && room > 0; from += AT_ONCE) {
        const rows = all.slice(from, from + AT_ONCE);
        room -= charactersOf(rows);
        if (!this.#tell({ ask, list, rows })) return;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    this.#tell({ ask, rest, absences: before });
  }

  /** @returns whether the question is still open */
  #tell(told: AskingTold, moved: ArrayBuffer[] = []): boolean {
    const isOpen = this.#pending.has(told.ask);
    if (isOpen) (this.#worker ??= this.#open()).postMessage(told, moved);
    return isOpen;
  }

  #open(): Worker {
    const worker = new Worker(this.#program, {
      resourceLimits: { maxOldGenerationSizeMb: this.#heap.old, maxYoungGenerationSizeMb: this.#heap.young },
      env: {},
      execArgv: [],
      stdin: false,
    });
    const lose = (why: string) => {
      if (this.#worker === worker) void this.end(why);
    };
    worker.on('message', (said: AskingSaid) => void this.#hear(said));
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') {
        this.#log.error({ err: error }, 'the thread that reads answers of sources failed unexpectedly');
      }
      lose('answers of sources took too much memory to be read');
    });
    worker.once('exit', () => lose('reading answers of sources was stopped'));
    worker.unref();
    return worker;
  }

  async #hear(said: AskingSaid): Promise<void> {
    const pending = this.#pending.get(said.ask);
    if (pending === undefined) return;
    if ('answer' in said) {
      pending.end(said.answer, said.absences);
      return;
    }
    const { ask, call } = said;
    const result = await fetched(pending.caller, said.request);
    const bytes = result.ok ? result.response.bytes : undefined;
    this.#tell({ ask, call, result }, bytes === undefined ? [] : [bytes.buffer]);
  }
}

async function fetched({ http, signal }: SyncCaller, request: AskedRequest): Promise<HttpResult> {
  try {
    return await http.send({ ...request, asBytes: true, signal });
  } catch (error) {
    return { ok: false, failure: { kind: 'network', detail: `it could not be asked (${(error as Error).message})` } };
  }
}

function charactersOf(rows: readonly OpenAlert[]): number {
  return rows.reduce(
    (sum, { labels }) =>
      sum + Object.entries(labels).reduce((all, [name, value]) => all + name.length + value.length, 1_000),
    0,
  );
}

/** Only what the source changed: another question about the same source may be under way. */
function keepAbsences(kept: ReconcileRequest['absences'], before: Absences, after: Absences): void {
  const left = new Map(after);
  for (const [key] of before) {
    if (!left.has(key)) kept.delete(key);
  }
  for (const [key, absence] of after) {
    kept.set(key, absence);
  }
}

export function createSourceAsking(log: Log, limits: AskingLimits): SourceAsking {
  const { longest = LONGEST, idle = IDLE } = limits;
  const thread = new AskingThread(limits, log);
  let resting: NodeJS.Timeout | undefined;
  const rest = () => {
    clearTimeout(resting);
    resting = setTimeout(() => void (thread.isIdle && thread.end('')), idle).unref();
  };
  return {
    ask: async (caller, asking) => {
      if (thread.isClosed) return failed('the sidecar is stopping');
      rest();
      return thread.ask(caller, asking, longest);
    },
    close: async () => {
      thread.isClosed = true;
      clearTimeout(resting);
      await thread.end('the sidecar is stopping');
    },
  };
}
