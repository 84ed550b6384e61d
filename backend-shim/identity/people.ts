/** Maps a Grafana user to a login of Vigie, which never changes, however the login in Grafana changes. */
import { bindIdentity, identityByLogin, identityByUid, rebindIdentity } from '../store/access/identities.ts';
import type { Db } from '../store/store.ts';
import type { Work } from '../store/work.ts';
import { writeAudit } from '../store/access/audit.ts';
import type { GrafanaIdentity } from './grafana.ts';

type BoundLogin =
  { ok: true; login: string } | { ok: false; reason: 'login-taken' | 'login-unusable'; login: string; message: string };

export interface PeopleDeps {
  read: Db;
  /** Runs the work in one transaction. */
  transact<T>(work: (work: Work) => Promise<T>): Promise<T>;
  /** Creates the user if missing; false: such a login cannot be stored. */
  welcome(
    work: Work,
    newcomer: { login: string; name: string | null; email: string | null; timeZone: string | null },
  ): Promise<boolean>;
  /** Ensures that nothing of the previous holder acts under this login any more. */
  changeHolder(work: Work, login: string): Promise<void>;
  /** Called when the configuration has a new person. */
  changed(): Promise<void>;
}

/** @param timeZone an IANA name, for a new person; null: unknown */
export type RecogniseUser = (identity: GrafanaIdentity, timeZone: string | null) => Promise<BoundLogin>;

const MOST_REMEMBERED = 10_000;

/**
 * Reads everything from the database, except for what cannot change while it is cached: a rebinding clears the cache.
 */
export function createRecognise(deps: PeopleDeps): {
  recognise: RecogniseUser;
  rebind(work: Work, login: string, uid: string, actor: string): Promise<void>;
} {
  /** People, each with what Grafana said of them: two Grafanas may say different things of one. */
  const met = new Set<string>();
  return {
    recognise: async (identity, timeZone) => {
      const said = (login: string) => JSON.stringify([login, identity.name, identity.email]);
      const bound = await identityByUid(deps.read, identity.uid);
      if (bound && met.has(said(bound.login))) {
        return { ok: true, login: bound.login };
      }
      const answer = await deps.transact((work) => meet(work, deps, identity, timeZone));
      if (answer.ok) {
        if (met.size >= MOST_REMEMBERED) {
          met.clear();
        }
        met.add(said(answer.login));
        await deps.changed();
      }
      return answer;
    },
    rebind: async (work, login, uid, actor) => {
      met.clear();
      const before = await identityByLogin(work.tx, login);
      await rebindIdentity(work, login, uid);
      if (before?.uid !== uid) {
        await deps.changeHolder(work, login);
      }
      await writeAudit(work, [
        {
          actor,
          action: 'rebind',
          kind: 'users',
          subject: login,
          before: before && { uid: before.uid },
          after: { uid },
        },
      ]);
    },
  };
}

async function meet(
  work: Work,
  deps: PeopleDeps,
  identity: GrafanaIdentity,
  timeZone: string | null,
): Promise<BoundLogin> {
  const { uid, login, name, email } = identity;
  const bound = await identityByUid(work.tx, uid);
  if (!bound) {
    await bindIdentity(work, login, uid);
  }
  const now = bound ?? (await identityByUid(work.tx, uid));
  if (!now) {
    return {
      ok: false,
      reason: 'login-taken',
      login,
      message: `The login ${login} belongs to another Grafana user. An Admin can give it to you: POST /api/v1/users/${login}/rebind.`,
    };
  }
  const kept = await deps.welcome(work, { login: now.login, name, email, timeZone });
  return kept
    ? { ok: true, login: now.login }
    : {
        ok: false,
        reason: 'login-unusable',
        login: now.login,
        message: `The login ${JSON.stringify(now.login)} cannot be used in Vigie: it must not start or end with a space or contain control characters.`,
      };
}
