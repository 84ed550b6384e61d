/** Reads long provisioning files in a thread beside paging. */
import { answerTasks } from '../store/concurrency/answer-tasks.ts';
import type { FileQuestion } from './read-apart.ts';
import { readYaml } from './yaml-file.ts';

/** JSON knows no such numbers, and would say that there is none. */
const plain = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

answerTasks(({ question }) => {
  const { text, variables } = question as FileQuestion;
  const read = readYaml(text, (name) => variables[name]);
  // Bytes are moved, where an object would be copied in one turn.
  return { answer: new TextEncoder().encode(JSON.stringify(read, plain)) };
});
