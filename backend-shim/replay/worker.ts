/** Goes through a period in a thread of its own, beside paging; which then ends. */
import { parentPort } from 'node:worker_threads';
import { giveWay } from '../store/concurrency/give-way.ts';
import type { RecordedPeriod } from './recorded.ts';
import { tryRemedies } from './remedies/run.ts';
import { replay } from './run.ts';
import type { AskedShort, HandedPart, LongList, ShortPeriod } from './thread.ts';

const lists: Record<LongList, unknown[]> = { signals: [], commands: [], deliveries: [], pages: [] };

giveWay();
parentPort?.on('message', (handed: HandedPart) => {
  if ('list' in handed) {
    lists[handed.list].push(...handed.rows);
    return;
  }
  const tell = (progress: number) => parentPort?.postMessage({ progress });
  const outcomes = answered(handed.rest, tell);
  parentPort?.postMessage({ outcomes });
  parentPort?.close();
});

function answered(asked: AskedShort, tell: (progress: number) => void): unknown {
  const whole = (period: ShortPeriod) => ({ ...period, ...lists }) as RecordedPeriod;
  if ('drafts' in asked) {
    return replay({ ...asked.drafts, period: whole(asked.drafts.period) }, tell);
  }
  return tryRemedies({ ...asked.remedies, period: whole(asked.remedies.period) }, tell);
}
