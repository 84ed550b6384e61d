/** Deletes an object with the objects beside it that mean nothing alone. Its past stays. */
import type { Vault } from '../ports/vault.ts';
import type { StoredObject } from '../ports/configuration.ts';
import { unbindIdentity } from '../store/access/identities.ts';
import { breatheIn } from '../store/concurrency/in-portions.ts';
import { deleteConfigRow, deleteConfigRows } from '../store/configuration/objects.ts';
import type { Work } from '../store/work.ts';
import { keepRotaDeletion } from './history.ts';
import { keepPastAbsence } from './past-absences.ts';
import { endOverridesOf } from './past-overrides.ts';
import type { PastDeps } from './past-overrides.ts';
import { DISABLED_SINCE, forgetDisabledInGrafana, noteDisabling } from './people/disabled.ts';
import { forgetDevicesOf } from './devices.ts';
import { endHolding } from './holders.ts';

export interface RemoveDeps extends PastDeps {
  vault: Vault;
}

/** Rows that one statement deletes: its answer is read in a few milliseconds. */
const TOGETHER = 100;

/**
 * Removes a hundred in a few statements: on a remote database each costs a round trip, and both machines a system call.
 * @param objects all objects
 * @param actor null: files
 */
export async function removeObjects(
  work: Work,
  deps: RemoveDeps,
  objects: readonly StoredObject[],
  removed: readonly StoredObject[],
  actor: string | null,
): Promise<void> {
  const breathe = breatheIn(work.tx);
  for (const [kind, own] of Map.groupBy(removed, (object) => object.kind)) {
    for (let start = 0; start < own.length; start += TOGETHER) {
      await breathe();
      await deleteConfigRows(
        work,
        kind,
        own.slice(start, start + TOGETHER).map(({ id }) => id),
      );
    }
  }
  for (const object of removed) {
    await breathe();
    await endWith(work, deps, objects, object, actor);
  }
}

/** An object whose row is gone ends more than itself, and some of it is kept. */
async function endWith(
  work: Work,
  deps: RemoveDeps,
  objects: readonly StoredObject[],
  { kind, id, ...object }: StoredObject,
  actor: string | null,
): Promise<void> {
  if (kind === 'rotas') {
    await keepRotaDeletion(work, { id, version: object.version }, actor);
    await endOverridesOf(work, deps, objects, { kind, id, ...object });
  }
  if (kind === 'absences' && objects.some((one) => one.kind === kind && one.id === id)) {
    await keepPastAbsence(work, deps, objects, { kind, id, ...object });
  }
  if (kind === 'users') {
    await deleteConfigRow(work, 'profiles', id);
    await forgetDisabledInGrafana(work, deps.vault, objects, id);
    await noteDisabling(work, deps.vault, objects, { login: id, is: false });
    // Also of a user that cannot be read.
    await deleteConfigRow(work, DISABLED_SINCE, id);
    await forgetDevicesOf(work, objects, id);
    await endHolding(work, deps.vault, objects, id);
    await unbindIdentity(work, id);
  }
}
