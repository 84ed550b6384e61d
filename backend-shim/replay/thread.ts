/** Starts replays in threads of their own, with limited memory, so that they never delay a page. */
import { Worker } from 'node:worker_threads';
import type { ReplayOutcome, ReplayQuestion } from './run.ts';

/** MiB of the thread's heap. */
const MEMORY = 1024;

export interface RunningReplay {
  /** Rejects if it failed; undefined: it was cancelled. */
  outcome: Promise<ReplayOutcome | undefined>;
  cancel(): void;
}

type Said = { progress: number } | { outcome: ReplayOutcome };

export function startReplay(question: ReplayQuestion, progress: (done: number) => void): RunningReplay {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY },
    env: {},
    execArgv: [],
    stdin: false,
  });
  const ended = Promise.withResolvers<ReplayOutcome | undefined>();
  worker.on('message', (said: Said) => ('outcome' in said ? ended.resolve(said.outcome) : progress(said.progress)));
  worker.once('error', ended.reject);
  worker.once('exit', () => ended.resolve(undefined));
  return { outcome: ended.promise, cancel: () => void worker.terminate() };
}
