/** Reads the past and computes figures in a thread of its own, which has its own connection to the database. */
import { parentPort, workerData } from 'node:worker_threads';
import { giveWay } from '../store/concurrency/give-way.ts';
import { openReader } from '../store/insight/read-place.ts';
import type { ReadPlace } from '../store/capabilities.ts';
import { makeDay } from '../store/insight/kept/make.ts';
import type { InsightSources } from '../store/insight/incidents.ts';
import { figuresOf, foundIn, readAsked } from './past.ts';
import type { PastRead } from './past.ts';
import type { ThreadAnswer, ThreadTask } from './thread.ts';

const say = (answer: ThreadAnswer): void => parentPort?.postMessage(answer);
const noting: InsightSources['noting'] = { note: (unreadable) => say({ unreadable }), clear: () => undefined };
const opening = openReader(workerData as ReadPlace).then((reader) => ({ ...reader, noting }));
let inHand: PastRead | null = null;

async function work(task: ThreadTask): Promise<ThreadAnswer> {
  const sources = await opening;
  if ('figures' in task) {
    const read = inHand;
    return read === null ? { failed: 'nothing was read' } : { figures: figuresOf(read, task.figures) };
  }
  if ('day' in task) {
    return { day: await makeDay(sources, task.day, task.made) };
  }
  inHand = 'read' in task ? await readAsked(sources, task.read) : null;
  return inHand === null ? { forgotten: true } : { found: foundIn(inHand) };
}

giveWay();
parentPort?.on('message', (task: ThreadTask) => {
  work(task).then(say, (error: unknown) => say({ failed: error instanceof Error ? error.message : String(error) }));
});
