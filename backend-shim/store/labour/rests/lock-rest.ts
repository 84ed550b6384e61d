/** Reads one rest by its id, and locks it. */
import { run } from '../../query.ts';
import type { RestTable } from '../../schema/labour.ts';
import type { Db } from '../../store.ts';
import type { Work } from '../../work.ts';
import { setRestTimers } from '../intervention-details.ts';

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
