/** Reads when people were on call, and when they intervened, to tell who may have a statement of a month. */
import type { Span } from '#domain/time/span';
import type { Db } from '../../store.ts';

export interface WorkedTime {
  user: string;
  start: number;
  /** null: it goes on. */
  end: number | null;
}

/** Duties on these rotas that touch the range, by login. */
export async function readDutyTime(
  db: Db,
  logins: readonly string[],
  rotas: readonly string[],
  range: Span,
): Promise<Map<string, WorkedTime[]>> {
  const rows =
    logins.length === 0 || rotas.length === 0
      ? []
      : await touching(db, 'duties', logins, range)
          .where('rota', 'in', [...rotas])
          .execute();
  return Map.groupBy(rows, ({ user }) => user);
}

/** Interventions that touch the range, by login. */
export async function readInterventionTime(
  db: Db,
  logins: readonly string[],
  range: Span,
): Promise<Map<string, WorkedTime[]>> {
  const rows = logins.length === 0 ? [] : await touching(db, 'interventions', logins, range).execute();
  return Map.groupBy(rows, ({ user }) => user);
}

function touching(db: Db, table: 'duties' | 'interventions', logins: readonly string[], range: Span) {
  return db
    .selectFrom(table)
    .select(['user', 'start_at as start', 'end_at as end'])
    .where('user', 'in', [...logins])
    .where('start_at', '<', range.end)
    .where((is) => is.or([is('end_at', 'is', null), is('end_at', '>=', range.start)]));
}
