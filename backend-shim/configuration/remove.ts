/** Deletes an object with the objects beside it that mean nothing alone. Its past stays. */
import type { Vault } from '../ports/vault.ts';
import type { StoredObject } from '../ports/configuration.ts';
import { unbindIdentity } from '../store/access/identities.ts';
import { deleteConfigRow } from '../store/configuration/objects.ts';
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

/**
 * @param objects all objects
 * @param actor null: files
 */
export async function removeObject(
  work: Work,
  deps: RemoveDeps,
  objects: readonly StoredObject[],
  { kind, id, ...object }: StoredObject,
  actor: string | null,
): Promise<void> {
  await deleteConfigRow(work, kind, id);
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
