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

/** A reference to an unreadable object is not a problem: nobody should have to change it first. */
export function withBrokenObjects(world: ReferenceFacts, broken: readonly BrokenObject[]): ReferenceFacts {
  return broken.length === 0
    ? world
    : {
        ...world,
        isUnreadable: (kind, id) => broken.some((object) => object.kind === KINDS[kind] && object.id === id),
      };
}

/** Stands in for the unreadable object, with its readable fields, so that people can replace or delete it. */
export function standIn({ remains, why: _why, ...object }: BrokenObject): StoredObject {
  return { ...object, body: { id: object.id, token: null, ...remains } };
}
