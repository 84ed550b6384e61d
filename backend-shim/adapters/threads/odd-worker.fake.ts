/** Does what a thread may do to whoever started it. */
import { spawnSync } from 'node:child_process';
import { parentPort } from 'node:worker_threads';
import type { ThreadSays, TaskPart } from '../../ports/heavy/work.ts';

const say = (said: ThreadSays) => parentPort?.postMessage(said);
let rows: unknown[] = [];

const JOBS: Record<string, (question: unknown) => void> = {
  echo: (question) => say({ answer: { question, rows: rows.splice(0) } }),
  forever: () => {
    for (;;);
  },
  native: () => {
    spawnSync('sleep', ['1.5']);
    say({ answer: 'too late' });
  },
  memory: () => {
    const held: unknown[] = [];
    for (;;) held.push(new Array(1_000_000).fill(held.length));
  },
  fail: () => say({ failed: 'a bug' }),
  throw: () => {
    throw new Error('nobody caught this');
  },
  exit: () => process.exit(0),
  large: () => say({ tooMuch: 'size' }),
};

parentPort?.on('message', (told: TaskPart) => {
  if ('list' in told) rows = [...rows, ...told.rows];
  else JOBS[told.job]?.(told.question);
});
