/** Goes through a period in a thread of its own, beside paging; which then ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { replay } from './run.ts';
import type { ReplayQuestion } from './run.ts';

const outcome = replay(workerData as ReplayQuestion, (progress) => parentPort?.postMessage({ progress }));
parentPort?.postMessage({ outcome });
