/**
 * Runs one step of an import in a thread of its own, which then ends: what a pager answers may be large, or hostile, and
 * reading, planning and comparing it must neither delay a page nor take the memory that paging needs.
 */
import { Worker } from 'node:worker_threads';
import { importFailure } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import type { OutcomeChange } from './step-ports.ts';
import { answerCall } from './step-ports.ts';
import type { StepPorts, StepSaid, StepTask, StepTold } from './step-ports.ts';

/** MiB of the thread's heap, and of its space for young objects. */
export interface StepHeap {
  old: number;
  young: number;
}

export interface ThreadedStep {
  /** The program of the thread. */
  program: URL;
  heap: StepHeap;
  task: StepTask;
  ports: StepPorts;
  progress(line: string): void;
  /** Ends the thread. */
  signal: AbortSignal;
}

/** Rejects if the step failed unexpectedly. */
export function runInThread({
  program,
  heap,
  task,
  ports,
  progress,
  signal,
}: ThreadedStep): Promise<ImportResult<OutcomeChange>> {
  const ended = Promise.withResolvers<ImportResult<OutcomeChange>>();
  const worker = new Worker(program, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: heap.old, maxYoungGenerationSizeMb: heap.young },
    env: {},
    execArgv: [],
    stdin: false,
  });
  let isOver = false;
  const tell = (answer: StepTold) => {
    if (!isOver) {
      worker.postMessage(answer);
    }
  };
  worker.on('message', (said: StepSaid) => {
    if ('call' in said) {
      void answerCall(ports, said).then(tell);
    } else if ('progress' in said) {
      progress(said.progress);
    } else if ('result' in said) {
      ended.resolve(said.result);
    } else {
      ended.reject(new Error(said.failed));
    }
  });
  worker.once('error', (error: NodeJS.ErrnoException) =>
    error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? ended.resolve(importFailure('too-much', { most: `${heap.old} MiB` }))
      : ended.reject(error),
  );
  worker.once('exit', () => {
    isOver = true;
    ended.resolve(importFailure('cancelled'));
  });
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) {
    stop();
  }
  return ended.promise.finally(() => {
    signal.removeEventListener('abort', stop);
    stop();
  });
}
