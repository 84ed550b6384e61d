/** Decodes large mails in a thread of its own, one after another. */
import { parentPort } from 'node:worker_threads';
import type { TaskPart, ThreadSays } from '../../ports/heavy/work.ts';
import { decodeMail } from '../../sources/email/decode.ts';
import { giveWay } from '../../store/concurrency/give-way.ts';

let pieces: Uint8Array[] = [];

async function answer(hide: readonly string[]): Promise<ThreadSays> {
  const bytes = Buffer.concat(pieces);
  pieces = [];
  return { answer: await decodeMail(bytes, hide) };
}

giveWay();
parentPort?.on('message', (told: TaskPart) => {
  if ('list' in told) {
    pieces.push(...(told.rows as Uint8Array[]));
    return;
  }
  void answer(told.question as readonly string[])
    .catch((error: unknown): ThreadSays => ({ failed: String(error) }))
    .then((said) => parentPort?.postMessage(said));
});
