/** Makes what is kept of a day from the rows of what happened. */
import { DAY } from '#domain/time/duration';
import type { InsightSources } from '../incidents.ts';
import { run } from '../../query.ts';
import type { Db } from '../../store.ts';
import type { Work } from '../../work.ts';
import { dayOf, isForKeeping } from './changes.ts';
import { lastErasure } from './erasures.ts';
import { readOpenedBetween } from './from-rows.ts';
import { FORMAT, pack, placeList } from './packed.ts';
import type { DayBefore, NewDay } from './days.ts';

/** A day with something still open is looked at again after this. */
const OPEN_AGAIN = DAY;

/** Days that are over and not kept as they are, the newest first. */
export async function daysToMake(db: Db, now: number): Promise<number[]> {
  const first = await firstDay(db);
  if (first === null) {
    return [];
  }
  const days = await db
    .selectFrom('insight_days')
    .select(['day'])
    .where('format', '=', FORMAT)
    .where((is) => is.or([is('open', '=', '[]'), is('made_at', '>', now - OPEN_AGAIN)]))
    .execute();
  const changed = await db.selectFrom('insight_changes').select('day').distinct().execute();
  const kept = new Set(days.map(({ day }) => day));
  changed.forEach(({ day }) => kept.delete(day));
  const wanted: number[] = [];
  for (let day = dayOf(now); day >= first; day--) {
    if (isForKeeping(day, now) && !kept.has(day)) {
      wanted.push(day);
    }
  }
  return wanted;
}

/** The day of the oldest incident; null: there is none. */
export async function firstDay(db: Db): Promise<number | null> {
  const row = await db.selectFrom('incidents').select('opened_at').orderBy('opened_at').limit(1).executeTakeFirst();
  return row === undefined ? null : dayOf(row.opened_at);
}

/** Forgets what is kept of days before the oldest incident. */
export async function forgetDaysBefore({ tx, cap }: Work, day: number): Promise<void> {
  for (const table of ['insight_facts', 'insight_days', 'insight_changes']) {
    await run(tx, `delete from ${table} where day < ${cap.placeholder(1)}`, [day]);
  }
}

/** Forgets what was kept by a clock that has been set back since then: those days may not have been over. */
export async function forgetDaysMadeAfter({ tx, cap }: Work, now: number): Promise<void> {
  for (const table of ['insight_facts', 'insight_days']) {
    const days = `select day from insight_days where made_at > ${cap.placeholder(1)}`;
    await run(tx, `delete from ${table} where day in (${days})`, [now]);
  }
}

/** Whether something was kept by a clock that has been set back since then. */
export async function isMadeAfter(db: Db, now: number): Promise<boolean> {
  return (
    (await db.selectFrom('insight_days').select('day').where('made_at', '>', now).limit(1).executeTakeFirst()) !==
    undefined
  );
}

/** Whether something is kept of days before this one. */
export async function isOlderKept(db: Db, day: number): Promise<boolean> {
  const older = (table: 'insight_days' | 'insight_changes') =>
    db.selectFrom(table).select('day').where('day', '<', day).limit(1).executeTakeFirst();
  return (await older('insight_days')) !== undefined || (await older('insight_changes')) !== undefined;
}

/** How many incidents opened on a day, up to `most`. */
export async function countOpened(db: Db, start: number, end: number, most: number): Promise<number> {
  const rows = await db
    .selectFrom('incidents')
    .select('opened_at')
    .where('opened_at', '>=', start)
    .where('opened_at', '<', end)
    .orderBy('opened_at')
    .limit(most)
    .execute();
  return rows.length;
}

/** @param made a new id */
export async function makeDay(sources: InsightSources, day: number, made: string): Promise<NewDay> {
  const before = await readBefore(sources.db, day);
  const { kept, open } = await readOpenedBetween(sources, { start: day * DAY, end: (day + 1) * DAY, team: null });
  const people = placeList();
  const closed = kept.filter(({ fact }) => !open.has(fact.id));
  const bodies = [...Map.groupBy(closed, ({ fact }) => fact.part.team ?? '')].map(
    ([team, own]) => [team, JSON.stringify(pack(own, people))] as const,
  );
  const last = closed.reduce<number | null>((latest, { calls, fact: { answers } }) => {
    return [...calls, ...answers].reduce((late, { at }) => Math.max(late ?? at, at), latest);
  }, null);
  return {
    day,
    before,
    made,
    last,
    bodies,
    logins: JSON.stringify({ users: people.texts }),
    open: JSON.stringify([...open]),
  };
}

/** First of all: what comes later is either in the rows that are read, or noted as a change. */
async function readBefore(db: Db, day: number): Promise<DayBefore> {
  const erased = await lastErasure(db);
  const row = await db.selectFrom('insight_days').select('made').where('day', '=', day).executeTakeFirst();
  const changes = await db.selectFrom('insight_changes').select('id').where('day', '=', day).execute();
  return { erased, made: row?.made ?? null, changes: changes.map(({ id }) => id) };
}
