/** Reads rests that people ask for: those whose planned start lies in a range, and one by its id. */
import { run } from '../query.ts';
import type { RestTable } from '../schema/labour.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';
import { setRestTimers } from './intervention-details.ts';

export interface RestFilter {
  users: readonly string[];
  from: number;
  to: number;
}

/** Lists rests by planned start. */
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

/**
 * Locks a rest, and schedules the person's rests to be computed anew after this transaction. The timer is locked before
 * the rest, in the same order as by the stage that computes rests, so that the two cannot deadlock.
 *
 * @returns the rest, locked until the transaction ends
 */
export async function lockRest(work: Work, id: string): Promise<RestTable | null> {
  const { tx, cap } = work;
  const found = await findRest(tx, id);
  if (found === null) {
    return null;
  }
  await setRestTimers(work, [found.user]);
  const [row] = await run<RestTable>(tx, `select * from rests where id = ${cap.placeholder(1)} ${cap.forUpdate}`, [id]);
  return row ?? null;
}
