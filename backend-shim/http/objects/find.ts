/** Finds an object of the configuration, and tells an unreadable one from a missing one. */
import { RESOURCES } from '#contract/resources';
import type { ResourceName } from '#contract/resources';
import type { StoredObject } from '../../ports/configuration.ts';
import type { ApiDeps } from '../api-deps.ts';
import { brokenObject, noSuch } from '../errors.ts';
import { objectsOfKind } from './indexed.ts';

export function findObject(deps: Pick<ApiDeps, 'objects' | 'broken'>, path: ResourceName, id: string): StoredObject {
  const { kind, single, word } = RESOURCES[path];
  const isIt = (one: { kind: string; id: string }) => one.kind === kind && one.id === id;
  const object = objectsOfKind(deps.objects(), kind).get(id);
  if (!object) {
    const broken = deps.broken().find(isIt);
    throw broken ? brokenObject(broken.why) : noSuch(single, id, `There is no ${word} ${id}.`);
  }
  return object;
}
