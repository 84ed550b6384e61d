/** Ends an override that is deleted, and keeps its past. */
import { toOverride } from '#contract/rotas/rota';
import type { OverrideWire, RotaWire } from '#contract/rotas/rota';
import { endedNow, notBefore } from '#domain/rota/versions';
import type { ZoneTable } from '#domain/time/zone';
import type { BesideOverride, StoredObject } from '../ports/configuration.ts';
import type { Vault } from '../ports/vault.ts';
import { deleteConfigRow } from '../store/configuration/objects.ts';
import type { Work } from '../store/work.ts';
import { rowOf, saveObject } from './rows.ts';

export interface PastDeps {
  vault: Vault;
  zone(name: string): ZoneTable;
}

export type OverrideWithId = OverrideWire & { id: string };

/** A new override applies from now at the earliest. null: its window is over. */
export function fromNow(override: OverrideWithId, zone: ZoneTable, now: number): OverrideWithId | null {
  const acting = notBefore(toOverride(override), zone, now);
  return acting && { ...override, start: acting.start };
}

/** @param zone the rota's */
export async function endOverride(work: Work, vault: Vault, object: StoredObject, zone: ZoneTable): Promise<void> {
  const beside = object.body as BesideOverride;
  const left = endedNow(toOverride(beside.override), zone, work.now);
  await deleteConfigRow(work, 'overrides', object.id);
  if (left) {
    // Stored under another id, so that its name can be used again.
    const body: BesideOverride = { ...beside, override: { ...beside.override, end: left.end }, past: true };
    await saveObject(
      work,
      rowOf(vault, {
        ...object,
        id: `${beside.rota}/${work.ids.next()}`,
        body,
        version: object.version + 1,
        updatedAt: work.now,
      }),
    );
  }
}

/** Deletes a rota but keeps its past, in case it is created again. */
export async function endOverridesOf(
  work: Work,
  deps: PastDeps,
  objects: readonly StoredObject[],
  rota: StoredObject,
): Promise<void> {
  const zone = deps.zone((rota.body as Partial<RotaWire>).timeZone ?? 'UTC');
  for (const object of objects) {
    const beside = object.body as BesideOverride;
    if (object.kind === 'overrides' && beside.rota === rota.id && beside.past !== true) {
      await endOverride(work, deps.vault, object, zone);
    }
  }
}
