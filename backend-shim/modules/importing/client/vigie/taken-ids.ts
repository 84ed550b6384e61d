/** Finds the ids of Vigie's own objects, which an import never takes over. */
import { done } from '#modules/importing/contract/failures';
import type { ImportResult } from '#modules/importing/contract/failures';
import { IMPORTED_KINDS } from '#modules/importing/contract/plan';
import type { ImportedKind } from '#modules/importing/contract/plan';
import type { MapFile } from '../snapshot/map-file.ts';
import type { VigieClient } from './client.ts';

/** `<kind> <id>` of each, people apart; those that an earlier import made are not among them. */
export async function takenIds(vigie: VigieClient | null, map: MapFile): Promise<ImportResult<Set<string>>> {
  const taken = new Set<string>();
  for (const kind of vigie === null ? [] : IMPORTED_KINDS.filter((one): one is ImportedKind => one !== 'users')) {
    const ids = await (vigie as VigieClient).ids(kind);
    if (!ids.ok) {
      return ids;
    }
    ids.value.filter((id) => !Object.hasOwn(map.applied, `${kind} ${id}`)).forEach((id) => taken.add(`${kind} ${id}`));
  }
  return done(taken);
}
