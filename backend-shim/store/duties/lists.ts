/** Lists the duties and interventions that touch a range. */
import { sql } from 'kysely';
import type { Expression, Selectable, SqlBool } from 'kysely';
import { readInterventionDetails } from '../labour/intervention-details.ts';
import type { StoreCapabilities } from '../capabilities.ts';
import type { InterventionDetailTable } from '../schema/labour.ts';
import type { DutyTable, HandoffNoteTable, InterventionTable } from '../schema/duties.ts';
import type { ListSource, SearchStatement } from '../search/search.ts';
import type { Db } from '../store.ts';

export interface SpanFilter {
  user: string | null;
  from: number | null;
  to: number | null;
  /** `start_at` and id of the last row of the previous page. */
  after: { start: number; id: string } | null;
  limit: number;
}

function listDuties(source: ListSource, filter: DutyFilter): Promise<Array<Selectable<DutyTable>>> {
  return spans(source, 'duties', filter, filter.rota === null ? null : sql<SqlBool>`rota = ${filter.rota}`);
}

type DutyFilter = SpanFilter & { rota: string | null };

/** Rows that are read in a few milliseconds. */
const PORTION = 1000;

/**
 * All of them up to the limit, in portions, between which everything else goes on.
 * @throws SearchRefused
 */
export async function listManyDuties(source: ListSource, filter: DutyFilter): Promise<Array<Selectable<DutyTable>>> {
  const found: Array<Selectable<DutyTable>> = [];
  for (let { after } = filter; found.length < filter.limit;) {
    const limit = Math.min(PORTION, filter.limit - found.length);
    const rows = await listDuties(source, { ...filter, after, limit });
    found.push(...rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) {
      break;
    }
    after = { start: last.start_at, id: last.id };
    // SQLite answers without a turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}

/** Which interventions somebody may see. */
export interface InterventionReader {
  /** Sees all of their own; null: has none. */
  login: string | null;
  /** Sees the interventions of these units. */
  units: readonly string[];
  sees(row: InterventionTable, details: InterventionDetailTable | undefined): boolean;
}

/**
 * Reads until there are `limit` interventions that the reader may see.
 * @throws SearchRefused
 */
export async function listInterventions(
  { cap, ...source }: ListSource & { cap: StoreCapabilities },
  filter: SpanFilter & { incident: string | null; reader: InterventionReader },
): Promise<InterventionTable[]> {
  const { incident, reader, limit } = filter;
  const found: InterventionTable[] = [];
  const portion = Math.min(limit, PORTION);
  for (let { after } = filter; ;) {
    const rows = await spans<InterventionTable>(
      source,
      'interventions',
      { ...filter, after, limit: portion },
      incident === null ? null : sql<SqlBool>`incident = ${incident}`,
      seenBy(reader),
    );
    const details = await readInterventionDetails(
      source.db,
      cap,
      rows.map(({ id }) => id),
    );
    found.push(...rows.filter((row) => reader.sees(row, details.get(row.id))));
    const last = rows.at(-1);
    if (last === undefined || rows.length < portion || found.length >= limit) {
      return found.slice(0, limit);
    }
    after = { start: last.start_at, id: last.id };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Leaves out interventions of others that are stored with a unit outside `units`; `sees` decides about the rest. */
function seenBy({ login, units }: InterventionReader): Expression<SqlBool> {
  const others = units.length === 0 ? sql`` : sql`and d.unit not in (${sql.join([...units])})`;
  const isOthers = sql<SqlBool>`exists (select 1 from intervention_details d
    where d.intervention = interventions.id and d.unit is not null ${others})`;
  return login === null ? sql<SqlBool>`not ${isOthers}` : sql<SqlBool>`("user" = ${login} or not ${isOthers})`;
}

/**
 * Both tables have the same columns for the person and the time. Their order is that of an index, so that a page of everybody's is
 * found at once; what ended before the range, or nobody may see, is passed by all the same.
 */
async function spans<Row>(
  { db, search }: ListSource,
  table: 'duties' | 'interventions',
  { user, from, to, after, limit }: SpanFilter,
  ...more: Array<Expression<SqlBool> | null>
): Promise<Row[]> {
  const conditions = [
    ...more,
    user === null ? null : sql<SqlBool>`"user" = ${user}`,
    to === null ? null : sql<SqlBool>`start_at < ${to}`,
    from === null ? null : sql<SqlBool>`(end_at is null or end_at > ${from})`,
    after === null ? null : sql<SqlBool>`(start_at, id) > (${after.start}, ${after.id})`,
  ].filter((condition) => condition !== null);
  let query = db.selectFrom(table).selectAll().orderBy('start_at').orderBy('id').limit(limit);
  for (const condition of conditions) {
    query = query.where(condition);
  }
  return search(query as unknown as SearchStatement<Row>);
}

export function findIntervention(db: Db, id: string): Promise<Selectable<InterventionTable> | undefined> {
  return db.selectFrom('interventions').selectAll().where('id', '=', id).executeTakeFirst();
}

export function listNotes(db: Db, rota: string, limit: number): Promise<Array<Selectable<HandoffNoteTable>>> {
  return db
    .selectFrom('handoff_notes')
    .selectAll()
    .where('rota', '=', rota)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
