/** Finds the login of each person of the source: as the file says, else by mail address, else by login. */
import type { ImportData } from '#modules/importing/contract/reasons';
import { standInFor } from '#modules/importing/domain/stand-in';
import type { PlanDraft } from '../plan-draft.ts';
import type { PagerPerson } from '../pager.ts';
import type { MappedPerson, PeopleChoices } from './people-file.ts';

/** A person whom Vigie knows. */
export interface VigiePerson {
  login: string;
  email: string | null;
  isFromFile: boolean;
  /** Contact methods besides the app. */
  hasMethods: boolean;
  /** null: not told. */
  version: number | null;
}

export interface PeopleMap {
  /** With those whom schedules and policies name and the source no longer lists, once planning has asked for them. */
  readonly people: readonly MappedPerson[];
  /** A stand-in keeps the turn of somebody unknown; null: the turn is left empty. */
  loginOf(sourceId: string): string | null;
  /** Stand-ins in use. */
  unknown(): string[];
}

export function mapPeople(
  people: readonly PagerPerson[],
  choices: PeopleChoices,
  known: readonly VigiePerson[],
  nameOf: (sourceId: string) => string = (sourceId) => sourceId,
): PeopleMap {
  const byMail = new Map(known.flatMap(({ login, email }) => (email === null ? [] : [[email.toLowerCase(), login]])));
  const logins = new Map(known.map(({ login }) => [login.toLowerCase(), login]));
  const mapped = people.map((person): MappedPerson => {
    const said = choices.get(person.id) ?? choices.get(person.email?.toLowerCase() ?? '') ?? null;
    if (said !== null) {
      return { ...person, login: said, by: 'file' };
    }
    const mail = byMail.get(person.email?.toLowerCase() ?? '');
    if (mail !== undefined) {
      return { ...person, login: mail, by: 'mail' };
    }
    const login = [person.username, person.email].map((one) => logins.get(one?.toLowerCase() ?? '')).find(Boolean);
    return login === undefined ? { ...person, login: null, by: 'nothing' } : { ...person, login, by: 'login' };
  });
  const byId = new Map(mapped.map((person) => [person.id, person]));
  const gone = new Map<string, MappedPerson>();
  const goneOf = (id: string): MappedPerson => {
    const said = choices.get(id) ?? null;
    const by = said === null ? 'nothing' : 'file';
    const person: MappedPerson = { id, name: nameOf(id), email: null, username: null, login: said, by, isGone: true };
    gone.set(id, person);
    return person;
  };
  const standIns = new Set<string>();
  return {
    get people() {
      return [...mapped, ...gone.values()];
    },
    loginOf(sourceId) {
      if (sourceId === '') {
        return null;
      }
      const { login } = byId.get(sourceId) ?? gone.get(sourceId) ?? goneOf(sourceId);
      if (typeof login === 'string') {
        return login;
      }
      if (login !== null) {
        return null;
      }
      standIns.add(standInFor(sourceId));
      return standInFor(sourceId);
    },
    unknown: () => [...standIns].sort(),
  };
}

/** Reports each person once: found, merged with another account, left empty, or unknown. */
export function reportPeople(map: PeopleMap, draft: PlanDraft): void {
  const seen = new Set<string>();
  for (const { id, name, email, username, login, isGone } of map.people) {
    const data: ImportData = { email: email ?? '?', username: username ?? '?' };
    if (login === null) {
      const reason = isGone === true ? 'person-gone' : 'no-account';
      draft.item('person', { sourceId: id, name, class: 'needs-a-person', reason, data: isGone === true ? {} : data });
    } else if (typeof login !== 'string') {
      draft.item('person', { sourceId: id, name, class: 'left-out', reason: 'left-empty' });
    } else {
      const isSecond = seen.has(login);
      seen.add(login);
      draft.item('person', {
        sourceId: id,
        name,
        vigieId: login,
        class: isSecond ? 'rewritten' : 'exact',
        ...(isSecond ? { reason: 'same-login' as const, data: { login } } : {}),
      });
    }
  }
}
