/** Runs the statements of searches in a thread of its own, over its own connection to the SQLite file. */
import { parentPort } from 'node:worker_threads';
import type { TaskPart, ThreadSays } from '../../ports/heavy/work.ts';
import { giveWay } from '../concurrency/give-way.ts';
import { run } from '../query.ts';
import { readSqlite } from '../sqlite/sqlite.ts';
import type { Db } from '../store.ts';
import type { SearchQuestion } from './search.ts';

let opened: Db | null = null;

function answer(task: TaskPart): void {
  if ('list' in task) return;
  const { file, text, parameters } = task.question as SearchQuestion;
  opened ??= readSqlite(file);
  run(opened, text, parameters).then(
    (rows) => say({ answer: rows }),
    (error: unknown) => say({ failed: error instanceof Error ? error.message : String(error) }),
  );
}

function say(said: ThreadSays): void {
  parentPort?.postMessage(said);
}

giveWay();
parentPort?.on('message', answer);
