/** Stores secret links to calendars, one per rota and per person. */
import { CAPABILITIES } from '../capabilities.ts';
import type { Dialect } from '../capabilities.ts';
import { run, upsertRows } from '../query.ts';
import type { CalendarFeedTable } from '../schema/duties.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

/** Inserts, or replaces the link of the same subject. */
export function saveCalendarLink(work: Work, row: CalendarFeedTable): Promise<void> {
  return upsertRows(work.tx, work.cap, 'calendar_feeds', ['kind', 'subject'], [row]);
}

export async function readCalendarLink(
  db: Db,
  dialect: Dialect,
  { kind, subject }: Pick<CalendarFeedTable, 'kind' | 'subject'>,
): Promise<CalendarFeedTable | null> {
  const p = CAPABILITIES[dialect].placeholder;
  const text = `select * from calendar_feeds where kind = ${p(1)} and subject = ${p(2)}`;
  const [row] = await run<CalendarFeedTable>(db, text, [kind, subject]);
  return row ?? null;
}

/** @param fingerprint of the secret */
export async function findCalendarLink(
  db: Db,
  dialect: Dialect,
  fingerprint: string,
): Promise<CalendarFeedTable | null> {
  const p = CAPABILITIES[dialect].placeholder;
  const [row] = await run<CalendarFeedTable>(db, `select * from calendar_feeds where fingerprint = ${p(1)}`, [
    fingerprint,
  ]);
  return row ?? null;
}

/** Revokes the calendar link of a rota or a person. */
export async function deleteCalendarLink(work: Work, kind: 'rota' | 'user', subject: string): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `delete from calendar_feeds where kind = ${p(1)} and subject = ${p(2)}`, [kind, subject]);
}
