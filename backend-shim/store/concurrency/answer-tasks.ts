/** The loop of a thread that a pool asks (`adapters/threads/pool.ts`): lists come in portions, then the question. */
import { parentPort } from 'node:worker_threads';
import type { TaskPart, ThreadSays } from '../../ports/heavy/work.ts';
import { giveWay } from './give-way.ts';

interface Task {
  job: string;
  question: unknown;
  lists: Readonly<Record<string, readonly unknown[]>>;
}

/** @param answer bytes are moved and not copied, where they have their memory to themselves */
export function answerTasks(answer: (task: Task) => ThreadSays | Promise<ThreadSays>): void {
  let lists: Record<string, unknown[]> = {};
  giveWay();
  parentPort?.on('message', (told: TaskPart) => {
    if ('list' in told) {
      (lists[told.list] ??= []).push(...told.rows);
      return;
    }
    const task = { ...told, lists };
    lists = {};
    void said(answer, task).then((one) => parentPort?.postMessage(one, movedOf(one)));
  });
}

async function said(answer: (task: Task) => ThreadSays | Promise<ThreadSays>, task: Task): Promise<ThreadSays> {
  try {
    return await answer(task);
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function movedOf(one: ThreadSays): ArrayBuffer[] {
  const bytes = 'answer' in one ? one.answer : null;
  const isOwn = bytes instanceof Uint8Array && bytes.byteLength === bytes.buffer.byteLength;
  return isOwn && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : [];
}
