/**
 * Takes disabled people off the turns of rotas: from the instant at which Vigie or Grafana disabled somebody they count
 * as absent, so that each rota does what its `onAbsence` says, and no override or swap puts them on call. The past stays
 * as it was.
 */
import type { UserWire } from '#contract/people/user';
import type { Absence } from '#domain/rota/model';
import type { StoredObject } from '../../ports/configuration.ts';
import type { Directory } from '../../ports/directory.ts';
import type { Vault } from '../../ports/vault.ts';
import { deleteConfigRow } from '../../store/configuration/objects.ts';
import type { ConfigTable } from '../../store/schema/settings.ts';
import type { Work } from '../../store/work.ts';
import { savePastAbsence } from '../past-absences.ts';
import { rowOf, saveObject } from '../rows.ts';

/** Rows without a body, by login; created when the person was disabled. */
export const DISABLED_SINCE = 'disabledSince';
/** The same of people whom Grafana disabled. */
export const DISABLED_IN_GRAFANA = 'disabledInGrafana';

/** The last instant that a date can hold. */
const NEVER_ENDS = 8.64e15;

/**
 * @param objects as they were before this change
 * @param is whether the person is disabled after it
 */
export async function noteDisabling(
  work: Work,
  vault: Vault,
  objects: readonly StoredObject[],
  { login, is }: { login: string; is: boolean },
): Promise<void> {
  const theirs = objects.filter(({ id }) => id === login);
  const [absence] = disabledHere(theirs);
  if (is) {
    // A user of an older release, or of a file, may be disabled without the row, and counts from the last change.
    const since = absence?.start ?? work.now;
    if (!theirs.some(({ kind }) => kind === DISABLED_SINCE)) {
      await saveObject(work, emptyRow(vault, DISABLED_SINCE, login, since));
    }
    return;
  }
  if (absence !== undefined) {
    await deleteConfigRow(work, DISABLED_SINCE, login);
    await keepPast(work, vault, absence);
  }
}

/** The same for people whom Grafana disabled. */
export async function noteDisabledInGrafana(work: Work, vault: Vault, login: string): Promise<void> {
  await saveObject(work, emptyRow(vault, DISABLED_IN_GRAFANA, login, work.now));
}

export async function forgetDisabledInGrafana(
  work: Work,
  vault: Vault,
  objects: readonly StoredObject[],
  login: string,
): Promise<void> {
  await deleteConfigRow(work, DISABLED_IN_GRAFANA, login);
  for (const absence of disabledThere(objects.filter(({ id }) => id === login))) {
    await keepPast(work, vault, absence);
  }
}

function emptyRow(vault: Vault, kind: string, id: string, at: number): ConfigTable {
  return rowOf(vault, { kind, id, body: {}, origin: 'api', version: 1, createdAt: at, updatedAt: at });
}

async function keepPast(work: Work, vault: Vault, absence: Absence): Promise<void> {
  if (absence.start < work.now) {
    await savePastAbsence(work, vault, { ...absence, id: `past-${work.ids.next()}`, end: work.now });
  }
}

export function disabledAbsences(objects: readonly StoredObject[]): Absence[] {
  return [...disabledHere(objects), ...disabledThere(objects)];
}

/** Somebody disabled without a row of its own counts from the last change of their user. */
function disabledHere(objects: readonly StoredObject[]): Absence[] {
  const since = new Map(objects.filter(({ kind }) => kind === DISABLED_SINCE).map((one) => [one.id, one.createdAt]));
  return objects
    .filter(({ kind, body }) => kind === 'users' && (body as UserWire | null)?.disabled === true)
    .map(({ id, updatedAt }) => goneSince(`disabled-${id}`, id, since.get(id) ?? updatedAt));
}

function disabledThere(objects: readonly StoredObject[]): Absence[] {
  return objects
    .filter(({ kind }) => kind === DISABLED_IN_GRAFANA)
    .map(({ id, createdAt }) => goneSince(`disabled-in-grafana-${id}`, id, createdAt));
}

function goneSince(id: string, user: string, start: number): Absence {
  return { id, user, start, end: NEVER_ENDS, kind: 'offDuty', enteredAt: start, gone: true };
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
