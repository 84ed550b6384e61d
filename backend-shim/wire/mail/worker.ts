/** Decodes large mails in a thread of its own, one after another. */
import { decodeMail } from '../../sources/email/decode.ts';
import { answerTasks } from '../../store/concurrency/answer-tasks.ts';

answerTasks(async ({ question, lists }) => ({
  answer: await decodeMail(Buffer.concat((lists['bytes'] ?? []) as Uint8Array[]), question as readonly string[]),
}));
