/** Reads long provisioning files in a thread beside paging. */
import { parentPort } from 'node:worker_threads';
import type { TaskPart, ThreadSays } from '../ports/heavy/work.ts';
import { giveWay } from '../store/concurrency/give-way.ts';
import type { FileQuestion } from './read-apart.ts';
import { readYaml } from './yaml-file.ts';

/** JSON knows no such numbers, and would say that there is none. */
const plain = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

function answer(task: TaskPart): void {
  if ('list' in task) return;
  const { text, variables } = task.question as FileQuestion;
  try {
    const read = readYaml(text, (name) => variables[name]);
    // Bytes are moved, where an object would be copied in one turn.
    const bytes = new TextEncoder().encode(JSON.stringify(read, plain));
    say({ answer: bytes }, [bytes.buffer]);
  } catch (error) {
    say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function say(said: ThreadSays, moved: ArrayBuffer[] = []): void {
  parentPort?.postMessage(said, moved);
}

giveWay();
parentPort?.on('message', answer);
