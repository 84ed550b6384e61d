/**
 * Records changes for open pages, one row per transaction. Pages load again what a row names: a repeated row costs one
 * request, a missing row leaves a stale page.
 */
import { aside } from './concurrency/aside.ts';
import type { StoreCapabilities } from './capabilities.ts';
import { z } from 'zod';
import { insertRows, run } from './query.ts';
import type { EventTable } from './schema.ts';
import type { Db } from './store.ts';
import { readOr } from './stored/json.ts';
import type { UnreadableReporter } from './stored/unreadable.ts';
import type { Work } from './work.ts';

export type EventTopic = 'incident' | 'rota';

/** How long a page may be away and still catch up. */
const EVENTS_KEPT_MS = 15 * 60_000;
/**
 * Rows of other sidecars may become visible shortly after younger rows, but no later than the longest transaction
 * lasts.
 */
export const LATE_COMMIT_MS = 5000;

function eventRows(work: Work, topic: EventTopic, subjects: readonly string[]): EventTable[] {
  const distinct = [...new Set(subjects)];
  return distinct.length === 0
    ? []
    : [{ id: work.ids.next(), at: work.now, topic, subjects: JSON.stringify(distinct) }];
}

export async function writeEvents(work: Work, topic: EventTopic, subjects: readonly string[]): Promise<void> {
  const rows = eventRows(work, topic, subjects);
  await aside(work, 'events', () => insertRows(work.tx, work.cap, 'events', rows), undefined);
}

const ids = z.array(z.string());

/** null: the row cannot be read, so anything may have changed. */
export function subjectsOf(
  { id, subjects }: Pick<EventTable, 'id' | 'subjects'>,
  noting: UnreadableReporter,
): string[] | null {
  return readOr(ids, subjects, { kind: 'events', id, field: 'subjects' }, noting, null);
}

/**
 * Rows after the row `after`, oldest first. If several sidecars write, the result includes rows that may have become
 * visible late, or that a sidecar with a slower clock wrote; the caller skips rows it has seen.
 * @param back how long before `after` late rows are looked for, ms
 */
export function readEventsAfter(
  db: Db,
  cap: StoreCapabilities,
  after: Pick<EventTable, 'id' | 'at'>,
  limit: number,
  back = LATE_COMMIT_MS,
): Promise<EventTable[]> {
  const newer = `select id, at, topic, subjects from events where id > ${cap.placeholder(1)} order by id limit ${limit}`;
  if (!cap.shared) {
    return run(db, newer, [after.id]);
  }
  // One condition for both would read all rows in their order, of which a storm leaves a hundred thousand.
  const late = `select id, at, topic, subjects from events where at >= $2 and id < $1 order by at limit ${limit}`;
  return run(db, `select * from ((${newer}) union all (${late})) found order by id limit ${limit}`, [
    after.id,
    after.at - back,
  ]);
}

export async function newestEvent(db: Db): Promise<EventTable | null> {
  return (await db.selectFrom('events').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()) ?? null;
}

export async function readEvent(db: Db, id: string): Promise<EventTable | null> {
  return (await db.selectFrom('events').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** A storm makes hundreds a second. */
const MOST_FORGOTTEN = 2000;

/**
 * The newest row stays whatever its age: a page that saw it has missed nothing.
 * @returns whether there may be more to forget
 */
export async function forgetOldEvents({ tx, cap, now }: Work): Promise<boolean> {
  const forgotten = await run(
    tx,
    `delete from events where id in (
       select id from events where at < ${cap.placeholder(1)} and id < (select max(id) from events)
       order by at limit ${MOST_FORGOTTEN}) returning 1 as one`,
    [now - EVENTS_KEPT_MS],
  );
  return forgotten.length >= MOST_FORGOTTEN;
}

/** After a start with the clock set back, new rows would sort before old ones, so no page can resume. */
export async function startEvents(work: Work): Promise<void> {
  const p = work.cap.placeholder;
  const next = work.ids.next();
  await run(work.tx, `delete from events where exists (select 1 from events newer where newer.id >= ${p(1)})`, [next]);
}
