/** Finds objects by kind and id. All of them are replaced together, so the index lasts until something is changed. */
import type { StoredObject } from '../../ports/configuration.ts';

type ById = ReadonlyMap<string, StoredObject>;

const indexes = new WeakMap<readonly StoredObject[], ReadonlyMap<string, ById>>();
const NONE: ById = new Map();

/** The objects of a kind by id, in their order. */
export function objectsOfKind(objects: readonly StoredObject[], kind: string): ById {
  const known = indexes.get(objects);
  if (known !== undefined) {
    return known.get(kind) ?? NONE;
  }
  const made = new Map(
    [...Map.groupBy(objects, (object) => object.kind)].map(([name, own]): [string, ById] => [
      name,
      new Map(own.map((object) => [object.id, object])),
    ]),
  );
  indexes.set(objects, made);
  return made.get(kind) ?? NONE;
}
