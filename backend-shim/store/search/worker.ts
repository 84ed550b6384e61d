/** Runs the statements of searches in a thread of its own, over its own connection to the SQLite file. */
import { answerTasks } from '../concurrency/answer-tasks.ts';
import { run } from '../query.ts';
import { readSqlite } from '../sqlite/sqlite.ts';
import type { Db } from '../store.ts';
import type { SearchQuestion } from './search.ts';

let opened: Db | null = null;

answerTasks(async ({ question }) => {
  const { file, text, parameters } = question as SearchQuestion;
  opened ??= readSqlite(file);
  return { answer: await run(opened, text, parameters) };
});
