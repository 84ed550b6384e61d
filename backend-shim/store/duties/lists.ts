/** Lists the duties and interventions that touch a range. */
import { sql } from 'kysely';
import type { Expression, Selectable, SqlBool } from 'kysely';
import type { DutyTable, HandoffNoteTable, InterventionTable } from '../schema/duties.ts';
import type { Db } from '../store.ts';

export interface SpanFilter {
  user: string | null;
  from: number | null;
  to: number | null;
  /** `start_at` and id of the last row of the previous page. */
  after: { start: number; id: string } | null;
  limit: number;
}

export function listDuties(
  db: Db,
  filter: SpanFilter & { rota: string | null },
): Promise<Array<Selectable<DutyTable>>> {
  return spans(db, 'duties', filter, filter.rota === null ? null : sql<SqlBool>`rota = ${filter.rota}`);
}

export function listInterventions(
  db: Db,
  filter: SpanFilter & {
    incident: string | null;
    /** Whose interventions are left out. */
    except: readonly string[];
  },
): Promise<Array<Selectable<InterventionTable>>> {
  const { incident, except } = filter;
  return spans(
    db,
    'interventions',
    filter,
    incident === null ? null : sql<SqlBool>`incident = ${incident}`,
    except.length === 0 ? null : sql<SqlBool>`"user" not in (${sql.join(except)})`,
  );
}

/** Both tables have the same columns for the person and the time. */
async function spans<Row>(
  db: Db,
  table: 'duties' | 'interventions',
  filter: SpanFilter,
  ...more: Array<Expression<SqlBool> | null>
): Promise<Row[]> {
  const { user, from, to, after, limit } = filter;
  const conditions = [
    ...more,
    user === null ? null : sql<SqlBool>`"user" = ${user}`,
    to === null ? null : sql<SqlBool>`start_at < ${to}`,
    from === null ? null : sql<SqlBool>`(end_at is null or end_at > ${from})`,
    after === null
      ? null
      : sql<SqlBool>`(start_at > ${after.start} or (start_at = ${after.start} and id > ${after.id}))`,
  ].filter((condition) => condition !== null);
  const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
  const { rows } =
    await sql<Row>`select * from ${sql.table(table)} ${where} order by start_at, id limit ${limit}`.execute(db);
  return rows;
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
