/** Goes through a period in a thread of its own, beside paging; which then ends. */
import { parentPort } from 'node:worker_threads';
import { giveWay } from '../store/concurrency/give-way.ts';
import type { RecordedPeriod } from './recorded.ts';
import { replay } from './run.ts';
import type { HandedPart, LongList } from './thread.ts';

const lists: Record<LongList, unknown[]> = { signals: [], commands: [], deliveries: [], pages: [] };

giveWay();
parentPort?.on('message', (handed: HandedPart) => {
  if ('list' in handed) {
    lists[handed.list].push(...handed.rows);
    return;
  }
  const { period, ...question } = handed.rest;
  const whole = { ...period, ...lists } as RecordedPeriod;
  const outcomes = replay({ ...question, period: whole }, (progress) => parentPort?.postMessage({ progress }));
  parentPort?.postMessage({ outcomes });
  parentPort?.close();
});
