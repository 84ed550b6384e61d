/**
 * Records who is disabled in Grafana, beside the users: it overrules neither files nor Vigie's Admins, and stays known
 * while Grafana is down.
 */
import type { GrafanaPerson } from '../../ports/grafana-people.ts';
import type { StoredObject } from '../../ports/configuration.ts';
import type { Vault } from '../../ports/vault.ts';
import { writeAudit } from '../../store/access/audit.ts';
import { readIdentities } from '../../store/access/identities.ts';
import { lockConfiguration } from '../../store/concurrency/key-locks.ts';
import type { Work } from '../../store/work.ts';
import { readStoredIn } from '../stored/read.ts';
import { bumpRevision } from '../../store/revision.ts';
import { DISABLED_IN_GRAFANA, forgetDisabledInGrafana, noteDisabledInGrafana } from './disabled.ts';

const ACTOR = 'grafana';

/** Logins of Vigie whose Grafana user is disabled. */
export function disabledInGrafana(objects: readonly StoredObject[]): ReadonlySet<string> {
  return new Set(objects.filter((object) => object.kind === DISABLED_IN_GRAFANA).map((object) => object.id));
}

/** @returns logins that are disabled now, and logins that are enabled again */
export async function noteGrafanaPeople(
  work: Work,
  vault: Vault,
  people: readonly GrafanaPerson[],
): Promise<{ disabled: string[]; enabled: string[] }> {
  await lockConfiguration(work);
  const { objects, broken } = await readStoredIn(work, vault);
  const known = new Set([...objects, ...broken].filter((object) => object.kind === 'users').map((object) => object.id));
  const now = await loginsOf(
    work,
    people.filter((person) => person.isDisabled),
    known,
  );
  const before = disabledInGrafana(objects);
  const disabled = [...now].filter((login) => !before.has(login)).sort();
  const enabled = [...before].filter((login) => !now.has(login)).sort();
  for (const login of disabled) {
    await noteDisabledInGrafana(work, vault, login);
  }
  for (const login of enabled) {
    await forgetDisabledInGrafana(work, vault, objects, login);
    await bumpRevision(work);
  }
  const entry = (login: string, isDisabled: boolean) => ({
    actor: ACTOR,
    action: 'change',
    kind: 'users',
    subject: login,
    before: { disabledInGrafana: !isDisabled },
    after: { disabledInGrafana: isDisabled },
  });
  await writeAudit(work, [
    ...disabled.map((login) => entry(login, true)),
    ...enabled.map((login) => entry(login, false)),
  ]);
  return { disabled, enabled };
}

/** Matches by the Grafana user that a login is bound to; by the login itself if it was never seen. */
async function loginsOf(
  work: Work,
  people: readonly GrafanaPerson[],
  known: ReadonlySet<string>,
): Promise<Set<string>> {
  const bound = await readIdentities(work.tx);
  const byUid = new Map(bound.map(({ uid, login }) => [uid, login]));
  const isBound = new Set(bound.map(({ login }) => login));
  const logins = people.map(({ uid, login }) => byUid.get(uid) ?? (isBound.has(login) ? null : login));
  return new Set(logins.filter((login) => login !== null && known.has(login)) as string[]);
}
