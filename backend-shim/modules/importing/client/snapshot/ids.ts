/** Gives objects of the source their ids in Vigie, and remembers them, so that a second run updates and never doubles. */
import { slugOf } from '#contract/base/slug';
import type { ImportedKind } from '#modules/importing/contract/plan';
import { hashOf } from './files.ts';

const MASK = 'id-';

/** `<kind> <id of the source>` → id in Vigie. */
export type KnownIds = Record<string, string>;

export interface ImportIds {
  idFor(kind: ImportedKind, sourceId: string, name: string): string;
  known(): KnownIds;
}

/** @param isTaken ids of Vigie's own objects, which an import never takes over */
export function createImportIds(
  before: KnownIds,
  isTaken: (kind: ImportedKind, id: string) => boolean = () => false,
): ImportIds {
  const known: KnownIds = { ...before };
  const used = new Set(Object.entries(known).map(([key, id]) => `${key.split(' ')[0] ?? ''} ${id}`));
  return {
    idFor(kind, sourceId, name) {
      const key = `${kind} ${sourceId}`;
      const before = known[key];
      const id =
        (before !== undefined && !isTaken(kind, before) ? before : undefined) ??
        freeId(slugOf(name) || maskedId(sourceId), (one) => used.has(`${kind} ${one}`) || isTaken(kind, one));
      known[key] = id;
      used.add(`${kind} ${id}`);
      return id;
    },
    known: () => known,
  };
}

/** Stands for an id that is a secret: of a source whose ids of keys are the keys. */
export function maskedId(id: string): string {
  return id.startsWith(MASK) ? id : `${MASK}${hashOf(id).slice(0, 12)}`;
}

function freeId(wanted: string, isUsed: (id: string) => boolean): string {
  let id = wanted;
  for (let i = 2; isUsed(id); i++) {
    id = `${wanted}-${i}`;
  }
  return id;
}
