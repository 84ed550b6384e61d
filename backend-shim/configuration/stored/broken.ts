/** Allows changes of the configuration while some objects cannot be read. */
import type { ObjectKind } from '#contract/base/reference';
import type { ReferenceFacts } from '#contract/references/checker';
import type { BrokenObject, StoredObject } from '../../ports/configuration.ts';

const KINDS: Record<ObjectKind, string> = {
  user: 'users',
  team: 'teams',
  channel: 'channels',
  rota: 'rotas',
  timeWindow: 'timeWindows',
  policy: 'escalationPolicies',
  integration: 'integrations',
  calendar: 'calendars',
  unit: 'units',
};

/** What names something that cannot be read is no mistake: nobody may have to change it before anything else. */
export function withBrokenObjects(world: ReferenceFacts, broken: readonly BrokenObject[]): ReferenceFacts {
  return broken.length === 0
    ? world
    : {
        ...world,
        isUnreadable: (kind, id) => broken.some((object) => object.kind === KINDS[kind] && object.id === id),
      };
}

/** It stands where the object was, for whoever replaces or deletes it: with what is left of it. */
export function standIn({ remains, why: _why, ...object }: BrokenObject): StoredObject {
  return { ...object, body: { id: object.id, token: null, ...remains } };
}
