/** Writes what the log of a pager says in Vigie's terms: logins for its people, integrations for its services. */
import type { ImportPlan } from '#modules/importing/contract/plan';
import type { TheirCase } from '#modules/importing/domain/pages/model';
import { keyForms } from '#modules/importing/domain/pages/same-alert';
import { idOfStandIn, isStandIn, standInFor } from '#modules/importing/domain/stand-in';
import type { LoggedAlert, PagerPerson } from '../pager.ts';
import type { MapFile } from '../snapshot/map-file.ts';

export interface KnownPeople {
  /** The login of a person of the source; a stand-in for somebody who has none in Vigie. */
  personOf(sourceId: string): string;
  /** The name that the source has, by login or stand-in; its id, if the configuration does not list the person. */
  nameOf(person: string): string;
}

/** Also people whose turns were left empty are nobody in Vigie. */
export function knownPeople({ people: logins, unknown }: ImportPlan, people: readonly PagerPerson[]): KnownPeople {
  const standIns = new Set(unknown);
  const loginOf = (id: string) => (Object.hasOwn(logins, id) ? (logins[id] ?? null) : null);
  const personOf = (id: string) => {
    const login = loginOf(id);
    return login === null || standIns.has(login) ? standInFor(id) : login;
  };
  const names = new Map(people.map(({ id, name }) => [personOf(id), name]));
  const nameOf = (person: string) => names.get(person) ?? (isStandIn(person) ? idOfStandIn(person) : person);
  return { personOf, nameOf };
}

/** Everybody in these alerts who is nobody in Vigie, with their names. */
export function unmappedIn(cases: readonly TheirCase[], { nameOf }: KnownPeople): Map<string, string> {
  const people = cases.flatMap(({ messages }) => messages.map(({ person }) => person));
  return new Map(people.filter(isStandIn).map((person) => [person, nameOf(person)]));
}

const INTEGRATIONS = 'integrations ';

/** Integrations of Vigie that the import knows, by the source's id. */
export function importedIntegrations({ ids }: MapFile): Map<string, string> {
  return new Map(
    Object.entries(ids).flatMap(([key, id]): Array<[string, string]> =>
      key.startsWith(INTEGRATIONS) ? [[key.slice(INTEGRATIONS.length), id]] : [],
    ),
  );
}

export function theirCases(
  alerts: readonly LoggedAlert[],
  { personOf }: KnownPeople,
  integrations: ReadonlyMap<string, string>,
): TheirCase[] {
  return alerts.map(({ messages, keys, integrations: theirs, ...alert }) => ({
    ...alert,
    keys: [...new Set(keys.flatMap(keyForms))],
    integrations: theirs.flatMap((id) => integrations.get(id) ?? []),
    messages: messages.map((one) => ({ ...one, person: personOf(one.person), step: null })),
  }));
}
