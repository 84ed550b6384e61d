/** Stores API tokens as keyed hashes. */
import { insertRows, run, upsertRows } from '../query.ts';
import type { TokenTable } from '../schema/access.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

export async function listTokens(db: Db): Promise<TokenTable[]> {
  return db.selectFrom('tokens').selectAll().orderBy('id').execute();
}

export async function readToken(db: Db, id: string): Promise<TokenTable | null> {
  return (await db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function findToken(db: Db, hash: string): Promise<TokenTable | null> {
  return (await db.selectFrom('tokens').selectAll().where('hash', '=', hash).executeTakeFirst()) ?? null;
}

export function insertToken(work: Work, row: TokenTable): Promise<void> {
  return insertRows(work.tx, work.cap, 'tokens', [row]);
}

export function updateToken(work: Work, row: TokenTable): Promise<void> {
  return upsertRows(work.tx, work.cap, 'tokens', ['id'], [row]);
}

export async function removeToken(work: Work, id: string): Promise<void> {
  await run(work.tx, `delete from tokens where id = ${work.cap.placeholder(1)}`, [id]);
}

export async function markTokenUsed(work: Work, id: string): Promise<void> {
  const p = work.cap.placeholder;
  await run(work.tx, `update tokens set last_used_at = ${p(1)} where id = ${p(2)}`, [work.now, id]);
}
