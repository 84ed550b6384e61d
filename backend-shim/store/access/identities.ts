/** Maps each login of Vigie to the Grafana user (by UID) that it belongs to. */
import { insertRows, run, upsertRows } from '../query.ts';
import type { IdentityTable } from '../schema/access.ts';
import type { Db } from '../store.ts';
import type { Work } from '../work.ts';

export function readIdentities(db: Db): Promise<Array<Pick<IdentityTable, 'login' | 'uid'>>> {
  return db.selectFrom('identities').select(['login', 'uid']).execute();
}

export async function identityByUid(db: Db, uid: string): Promise<IdentityTable | null> {
  return (await db.selectFrom('identities').selectAll().where('uid', '=', uid).executeTakeFirst()) ?? null;
}

export async function identityByLogin(db: Db, login: string): Promise<IdentityTable | null> {
  return (await db.selectFrom('identities').selectAll().where('login', '=', login).executeTakeFirst()) ?? null;
}

/** Two sidecars may see the same person for the first time at once: the first wins, and both agree. */
export function bindIdentity(work: Work, login: string, uid: string): Promise<void> {
  return insertRows(
    work.tx,
    work.cap,
    'identities',
    [{ login, uid, first_seen_at: work.now }],
    'on conflict do nothing',
  );
}

/** Binds the login to another Grafana user, as an Admin decided. */
export async function rebindIdentity(work: Work, login: string, uid: string): Promise<void> {
  await run(work.tx, `delete from identities where uid = ${work.cap.placeholder(1)}`, [uid]);
  await upsertRows(work.tx, work.cap, 'identities', ['login'], [{ login, uid, first_seen_at: work.now }]);
}

export async function unbindIdentity(work: Work, login: string): Promise<void> {
  await run(work.tx, `delete from identities where login = ${work.cap.placeholder(1)}`, [login]);
}
