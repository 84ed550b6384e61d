/** Starts replays in threads of their own, with limited memory, so that they never delay a page. */
import { Worker } from 'node:worker_threads';
import type { RecordedPeriod } from './recorded.ts';
import type { RemedyFindings, RemedyQuestion } from './remedies/run.ts';
import type { ReplayOutcome, ReplayQuestion } from './run.ts';

/** MiB of the thread's heap, and of its space for young objects. */
export interface ReplayHeap {
  old: number;
  young: number;
}

/** Copying rows for the thread takes the time of this one: so many at once take a few milliseconds. */
const PORTION = 500;

export interface RunningReplay {
  /** One for each draft. Rejects if it failed; undefined: it was cancelled. */
  outcomes: Promise<ReplayOutcome[] | undefined>;
  cancel(): void;
}

/** The long lists of a period. */
const LONG = ['signals', 'commands', 'deliveries', 'pages'] as const;
export type LongList = (typeof LONG)[number];

export type ShortPeriod = Omit<RecordedPeriod, LongList>;
type Short<Question> = Omit<Question, 'period'> & { period: ShortPeriod };
/** What a thread can be asked. */
export type AskedShort = { drafts: Short<ReplayQuestion> } | { remedies: Short<RemedyQuestion> };

/** What the thread is told: rows of the long lists in their order, and at last the rest. */
export type HandedPart = { list: LongList; rows: readonly unknown[] } | { rest: AskedShort };

type Said = { progress: number } | { outcomes: unknown };

export interface RunningSearch {
  /** Rejects if it failed; undefined: it was cancelled. */
  findings: Promise<RemedyFindings | undefined>;
  cancel(): void;
}

/** Looks for remedies. */
export function startSearch(
  question: RemedyQuestion,
  heap: ReplayHeap,
  progress: (done: number) => void,
): RunningSearch {
  const { period, ...rest } = question;
  const { outcome, cancel } = start(period, (short) => ({ remedies: { ...rest, period: short } }), heap, progress);
  return { findings: outcome as Promise<RemedyFindings | undefined>, cancel };
}

export function startReplay(
  question: ReplayQuestion,
  heap: ReplayHeap,
  progress: (done: number) => void,
): RunningReplay {
  const { period, ...rest } = question;
  const { outcome, cancel } = start(period, (short) => ({ drafts: { ...rest, period: short } }), heap, progress);
  return { outcomes: outcome as Promise<ReplayOutcome[] | undefined>, cancel };
}

function start(
  period: RecordedPeriod,
  asked: (period: ShortPeriod) => AskedShort,
  heap: ReplayHeap,
  progress: (done: number) => void,
): { outcome: Promise<unknown>; cancel(): void } {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: heap.old, maxYoungGenerationSizeMb: heap.young },
    env: {},
    execArgv: [],
    stdin: false,
  });
  const ended = Promise.withResolvers<unknown>();
  let isOver = false;
  worker.on('message', (said: Said) => ('outcomes' in said ? ended.resolve(said.outcomes) : progress(said.progress)));
  worker.once('error', ended.reject);
  worker.once('exit', () => {
    isOver = true;
    ended.resolve(undefined);
  });
  handOver(period, asked, (part) => {
    if (!isOver) worker.postMessage(part);
    return !isOver;
  }).catch(ended.reject);
  return { outcome: ended.promise, cancel: () => void worker.terminate() };
}

/** @param hand false: nobody takes it any more */
async function handOver(
  period: RecordedPeriod,
  asked: (period: ShortPeriod) => AskedShort,
  hand: (part: HandedPart) => boolean,
): Promise<void> {
  const { signals, commands, deliveries, pages, ...short } = period;
  const lists: Record<LongList, readonly unknown[]> = { signals, commands, deliveries, pages };
  for (const list of LONG) {
    for (let start = 0; start < lists[list].length; start += PORTION) {
      if (!hand({ list, rows: lists[list].slice(start, start + PORTION) })) {
        return;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  hand({ rest: asked(short) });
}
