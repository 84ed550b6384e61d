/** Reads the parts of one incident: timeline, alerts, pages with their deliveries and attempts. */
import type { AttemptTable, DeliveryRow, PageRow } from '../schema/deliveries.ts';
import type { AlertTable, TimelineTable } from '../schema/incidents.ts';
import type { Db } from '../store.ts';

/** Whether the incident is still stored; retention removes incidents. */
export async function hasIncident(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('incidents').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** null: there is no such incident. */
export async function numberOfIncident(db: Db, id: string): Promise<number | null> {
  return (await db.selectFrom('incidents').select('number').where('id', '=', id).executeTakeFirst())?.number ?? null;
}

/** Numbers by id; of those that retention removed there are none. */
export async function numbersOfIncidents(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows =
    ids.length === 0 ? [] : await db.selectFrom('incidents').select(['id', 'number']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, number }) => [id, number]));
}

export async function readTimeline(
  db: Db,
  incident: string,
  after: string | null,
  limit: number,
): Promise<TimelineTable[]> {
  let query = db.selectFrom('timeline').selectAll().where('incident', '=', incident).orderBy('id').limit(limit);
  query = after === null ? query : query.where('id', '>', after);
  return query.execute();
}

export async function readAlerts(db: Db, incident: string, after: string | null, limit: number): Promise<AlertTable[]> {
  let query = db.selectFrom('alerts').selectAll().where('incident', '=', incident).orderBy('fingerprint').limit(limit);
  query = after === null ? query : query.where('fingerprint', '>', after);
  return query.execute();
}

export interface PagesOf {
  pages: PageRow[];
  deliveries: DeliveryRow[];
  attempts: AttemptTable[];
}

export async function readPages(db: Db, incident: string): Promise<PagesOf> {
  const pages = await db.selectFrom('pages').selectAll().where('incident', '=', incident).orderBy('id').execute();
  const deliveries = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('incident', '=', incident)
    .orderBy('id')
    .execute();
  const ids = deliveries.flatMap((row) => [row.id, ...(row.bundled_into === null ? [] : [row.bundled_into])]);
  const attempts =
    ids.length === 0
      ? []
      : await db.selectFrom('attempts').selectAll().where('delivery', 'in', ids).orderBy('at').execute();
  return { pages, deliveries, attempts };
}

/** Updates that subscribers received about the incident, oldest first; null: there is no such incident. */
export async function readUpdates(db: Db, incident: string): Promise<Omit<PagesOf, 'pages'> | null> {
  const known = await db.selectFrom('incidents').select('id').where('id', '=', incident).executeTakeFirst();
  const deliveries = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('incident', '=', incident)
    .where('kind', '=', 'status')
    .orderBy('id')
    .limit(MOST_UPDATES)
    .execute();
  const ids = deliveries.flatMap((row) => [row.id, ...(row.bundled_into === null ? [] : [row.bundled_into])]);
  const attempts =
    ids.length === 0
      ? []
      : await db.selectFrom('attempts').selectAll().where('delivery', 'in', ids).orderBy('at').execute();
  return known ? { deliveries, attempts } : null;
}

const MOST_UPDATES = 1000;

/** The last entries, oldest first. */
export async function readLatestTimeline(db: Db, incident: string, limit: number): Promise<TimelineTable[]> {
  const rows = await db
    .selectFrom('timeline')
    .selectAll()
    .where('incident', '=', incident)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse();
}
