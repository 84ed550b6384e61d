/**
 * Takes disabled people off the turns of rotas: from the instant at which somebody was disabled they count as absent, so
 * that each rota does what its `onAbsence` says. The past stays as it was.
 */
import type { UserWire } from '#contract/people/user';
import type { Absence } from '#domain/rota/model';
import type { StoredObject } from '../../ports/configuration.ts';
import type { Directory } from '../../ports/directory.ts';
import type { Vault } from '../../ports/vault.ts';
import { deleteConfigRow } from '../../store/configuration/objects.ts';
import type { Work } from '../../store/work.ts';
import { savePastAbsence } from '../past-absences.ts';
import { rowOf, saveObject } from '../rows.ts';

/** Rows without a body, by login; created when the person was disabled. */
export const DISABLED_SINCE = 'disabledSince';

/** The last instant that a date can hold. */
const NEVER_ENDS = 8.64e15;

/** @param was whether the person was disabled before this change */
export async function noteDisabling(
  work: Work,
  vault: Vault,
  objects: readonly StoredObject[],
  { login, was, is }: { login: string; was: boolean; is: boolean },
): Promise<void> {
  if (was === is) {
    return;
  }
  if (is) {
    const now = { createdAt: work.now, updatedAt: work.now };
    await saveObject(
      work,
      rowOf(vault, { kind: DISABLED_SINCE, id: login, body: {}, origin: 'api', version: 1, ...now }),
    );
    return;
  }
  const [absence] = disabledAbsences(objects.filter(({ id }) => id === login));
  await deleteConfigRow(work, DISABLED_SINCE, login);
  if (absence !== undefined && absence.start < work.now) {
    await savePastAbsence(work, vault, { ...absence, id: `past-${work.ids.next()}`, end: work.now });
  }
}

/** Somebody whom a file disables counts from the last change of their user. */
export function disabledAbsences(objects: readonly StoredObject[]): Absence[] {
  const since = new Map(objects.filter(({ kind }) => kind === DISABLED_SINCE).map((one) => [one.id, one.createdAt]));
  return objects
    .filter(({ kind, body }) => kind === 'users' && (body as UserWire).disabled)
    .map(({ id, updatedAt }) => {
      const start = since.get(id) ?? updatedAt;
      return { id: `disabled-${id}`, user: id, start, end: NEVER_ENDS, kind: 'offDuty', enteredAt: start };
    });
}

/** Whether Vigie's Admins or a file disabled the person; who is disabled in Grafana alone is let in by Grafana, or not. */
export function isDisabledHere(
  { directory, objects }: { directory(): Pick<Directory, 'responders'>; objects(): readonly StoredObject[] },
  login: string,
): boolean {
  return (
    directory().responders.get(login)?.disabled === true &&
    objects().some(({ kind, id, body }) => kind === 'users' && id === login && (body as UserWire).disabled)
  );
}
