/** Stores replays while they run, and their results for a day. */
import { DAY, MINUTE } from '#domain/time/duration';
import { insertRows, run } from '../query.ts';
import type { ReplayTable } from '../schema/settings.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

const KEPT = DAY;
/** A running replay tells its progress more often. */
const SILENT = 2 * MINUTE;

export function insertReplay(work: Work, row: ReplayTable): Promise<void> {
  return insertRows(work.tx, work.cap, 'replays', [row]);
}

export async function readReplay(db: Db, id: string, now: number): Promise<ReplayTable | null> {
  const row = await db.selectFrom('replays').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined || row.created_at < now - KEPT ? null : row;
}

/** What Vigie itself began. */
export async function readRunOf(db: Db, owner: string): Promise<ReplayTable | null> {
  return (await db.selectFrom('replays').selectAll().where('owner', '=', owner).executeTakeFirst()) ?? null;
}

export async function deleteRunsOf({ tx, cap }: Work, owner: string): Promise<void> {
  await run(tx, `delete from replays where owner = ${cap.placeholder(1)}`, [owner]);
}

/** The process that ran it has ended. */
export function isSilent({ state, seen_at }: Pick<ReplayTable, 'state' | 'seen_at'>, now: number): boolean {
  return state === 'running' && seen_at < now - SILENT;
}

/** Progress that comes late changes nothing. @returns false if it is over, or was deleted meanwhile */
export async function saveReplay(
  { tx, cap, now }: Work,
  { id, state, progress, result }: Pick<ReplayTable, 'id' | 'state' | 'progress' | 'result'>,
): Promise<boolean> {
  const p = cap.placeholder;
  const rows = await run(
    tx,
    `update replays set state = ${p(1)}, progress = ${p(2)}, result = ${p(3)}, seen_at = ${p(4)} where id = ${p(5)} and state = 'running' returning id`,
    [state, progress, result, now, id],
  );
  return rows.length > 0;
}

/** Also those that are too old. */
export async function deleteReplay({ tx, cap, now }: Work, id: string): Promise<void> {
  const p = cap.placeholder;
  await run(tx, `delete from replays where id = ${p(1)} or created_at < ${p(2)}`, [id, now - KEPT]);
}

/** Results name people, and can be computed anew. */
export async function deleteReplays({ tx }: Work): Promise<void> {
  await run(tx, 'delete from replays', []);
}

export async function countRunning(db: Db, now: number): Promise<number> {
  const rows = await db.selectFrom('replays').select(['state', 'seen_at']).where('state', '=', 'running').execute();
  return rows.filter((row) => !isSilent(row, now)).length;
}
