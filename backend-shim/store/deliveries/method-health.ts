/**
 * Tells whether the last delivery through a contact method arrived. An unanswered call says nothing about the phone, and
 * a message that was not sent because its person is disabled says nothing about the method.
 */
import { sql } from 'kysely';
import type { Db } from '../store.ts';

/** Persons and methods whose last finished delivery failed, as `login/method`. Cancelled ones say nothing. */
export async function failingMethods(db: Db, logins: readonly string[]): Promise<ReadonlySet<string>> {
  if (logins.length === 0) {
    return new Set();
  }
  const pairs = await db
    .selectFrom('deliveries')
    .select(['user', 'method'])
    .distinct()
    .where('user', 'in', [...logins])
    .where('method', 'is not', null)
    .where('state', '=', 'failed')
    .execute();
  const checked = await Promise.all(
    pairs.map(async ({ user, method }) =>
      (await lastFailed(db, user ?? '', method ?? '')) ? `${user}/${method}` : null,
    ),
  );
  return new Set(checked.filter((one) => one !== null));
}

const UNTAKEN = ['busy', 'no-answer', 'voicemail', 'disabled'];

async function lastFailed(db: Db, user: string, method: string): Promise<boolean> {
  const last = await db
    .selectFrom('deliveries')
    .select('state')
    .where('user', '=', user)
    .where('method', '=', method)
    .where('state', 'in', ['done', 'failed'])
    .where(sql<boolean>`done_at is not null`)
    .where((where) => where.or([where('outcome', 'is', null), where('outcome', 'not in', UNTAKEN)]))
    .orderBy('done_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.state === 'failed';
}
