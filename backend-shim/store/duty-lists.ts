/** Lists of duties and interventions: whatever touches a range. */
import type { Selectable } from 'kysely';
import type { DutyTable, HandoffNoteTable, InterventionTable } from './schema-duties.ts';
import type { Db } from './store.ts';

export interface SpanFilter {
  user: string | null;
  from: number | null;
  to: number | null;
  /** `start_at` and id of the last row of the page before. */
  after: { start: number; id: string } | null;
  limit: number;
}

export async function listDuties(db: Db, filter: SpanFilter & { rota: string | null }): Promise<Array<Selectable<DutyTable>>> {
  let query = db.selectFrom('duties').selectAll().orderBy('start_at').orderBy('id').limit(filter.limit);
  query = filter.user === null ? query : query.where('user', '=', filter.user);
  query = filter.rota === null ? query : query.where('rota', '=', filter.rota);
  query = filter.to === null ? query : query.where('start_at', '<', filter.to);
  const { from, after } = filter;
  query = from === null ? query : query.where((eb) => eb.or([eb('end_at', 'is', null), eb('end_at', '>', from)]));
  query = after === null ? query : query.where((eb) => eb.or([eb('start_at', '>', after.start), eb.and([eb('start_at', '=', after.start), eb('id', '>', after.id)])]));
  return query.execute();
}

export async function listInterventions(db: Db, filter: SpanFilter & { incident: string | null }): Promise<Array<Selectable<InterventionTable>>> {
  let query = db.selectFrom('interventions').selectAll().orderBy('start_at').orderBy('id').limit(filter.limit);
  query = filter.user === null ? query : query.where('user', '=', filter.user);
  query = filter.incident === null ? query : query.where('incident', '=', filter.incident);
  query = filter.to === null ? query : query.where('start_at', '<', filter.to);
  const { from, after } = filter;
  query = from === null ? query : query.where((eb) => eb.or([eb('end_at', 'is', null), eb('end_at', '>', from)]));
  query = after === null ? query : query.where((eb) => eb.or([eb('start_at', '>', after.start), eb.and([eb('start_at', '=', after.start), eb('id', '>', after.id)])]));
  return query.execute();
}

export function findIntervention(db: Db, id: string): Promise<Selectable<InterventionTable> | undefined> {
  return db.selectFrom('interventions').selectAll().where('id', '=', id).executeTakeFirst();
}

export function listNotes(db: Db, rota: string, limit: number): Promise<Array<Selectable<HandoffNoteTable>>> {
  return db.selectFrom('handoff_notes').selectAll().where('rota', '=', rota).orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}
