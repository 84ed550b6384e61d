/** Lists of rests: those whose planned start lies in a range. */
import type { RestTable } from '../schema/labour.ts';
import type { Db } from '../store.ts';

export interface RestFilter {
  users: readonly string[];
  from: number;
  to: number;
}

/** By planned start. */
export async function listRests(db: Db, { users, from, to }: RestFilter): Promise<RestTable[]> {
  return users.length === 0
    ? []
    : db
        .selectFrom('rests')
        .selectAll()
        .where('user', 'in', users)
        .where('planned_at', '>=', from)
        .where('planned_at', '<', to)
        .orderBy('planned_at')
        .orderBy('id')
        .execute();
}

export async function findRest(db: Db, id: string): Promise<RestTable | null> {
  return (await db.selectFrom('rests').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}
