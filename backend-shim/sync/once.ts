/** What a source tells each time it is asked is taken once. */
import { DAY } from '#domain/time/duration';
import type { OnceAlert } from '../ports/source-sync.ts';
import { insertRows, run } from '../store/query.ts';
import { forgetQuietAlerts } from '../store/syncs/quiet-alerts.ts';
import type { Work } from '../store/work.ts';

/** Longer than any source looks back. */
const REMEMBERED = 30 * DAY;

export async function notTaken(work: Work, integration: string, found: readonly OnceAlert[]): Promise<OnceAlert[]> {
  const { placeholder: p, inList, listParameter } = work.cap;
  const text = `select what from taken_once where integration = ${p(1)} and ${inList('what', p(2))}`;
  const rows = await run<{ what: string }>(work.tx, text, [integration, listParameter(found.map(({ once }) => once))]);
  const taken = new Set(rows.map(({ what }) => what));
  return found.filter(({ once }) => !taken.has(once));
}

export async function markTaken(work: Work, integration: string, found: readonly OnceAlert[]): Promise<void> {
  if (found.length > 0) {
    await insertRows(
      work.tx,
      work.cap,
      'taken_once',
      found.map(({ once }) => ({ integration, what: once, at: work.now })),
      'on conflict do nothing',
    );
    await run(work.tx, `delete from taken_once where at < ${work.cap.placeholder(1)}`, [work.now - REMEMBERED]);
    await forgetQuietAlerts(work, work.now - REMEMBERED);
  }
}
