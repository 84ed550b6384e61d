/** What a source tells each time it is asked is taken once; and what it said is over is looked at for a while. */
import { DAY } from '#domain/time/duration';
import type { OnceAlert } from '../ports/source-sync.ts';
import { insertRows, run, selectIn, upsertRows, write } from '../store/query.ts';
import type { AlertTable } from '../store/schema/incidents.ts';
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
  }
}

const OVER = 'over ';
/** Longer than the usual `repeat_interval` of 4 hours, after which it tells by itself. */
const LOOKED_AT = DAY;

/** Of an alert of an incident. */
interface Of {
  incident: string;
  fingerprint: string;
}

export async function markOver(work: Work, integration: string, alerts: readonly Of[]): Promise<void> {
  const rows = alerts.map(({ incident, fingerprint }) => ({
    integration,
    what: `${OVER}${incident} ${fingerprint}`,
    at: work.now,
  }));
  await upsertRows(work.tx, work.cap, 'taken_once', ['integration', 'what'], rows);
}

/** What it said is over, and still is as far as we know. */
export async function quietAlerts(work: Work, integration: string): Promise<AlertTable[]> {
  const p = work.cap.placeholder;
  const marks = await run<{ what: string; at: number }>(
    work.tx,
    `select what, at from taken_once where integration = ${p(1)} and what like '${OVER}%'`,
    [integration],
  );
  const [old, lately] = [
    marks.filter(({ at }) => at < work.now - LOOKED_AT),
    marks.filter(({ at }) => at >= work.now - LOOKED_AT),
  ];
  if (old.length > 0) {
    await write(work.tx, `delete from taken_once where integration = ${p(1)} and ${work.cap.inList('what', p(2))}`, [
      integration,
      work.cap.listParameter(old.map(({ what }) => what)),
    ]);
  }
  const keys = new Set(lately.map(({ what }) => what.slice(OVER.length)));
  const incidents = [...new Set([...keys].map((key) => key.slice(0, key.indexOf(' '))))];
  const rows = await selectIn<AlertTable>(
    work.tx,
    work.cap,
    '* from alerts',
    'incident',
    incidents,
    `and status = 'resolved' order by incident, fingerprint`,
  );
  return rows.filter(({ incident, fingerprint }) => keys.has(`${incident} ${fingerprint}`));
}
