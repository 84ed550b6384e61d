/** Finds the login of each person of the source: as the file says, else by mail address, else by login. */
import type { ImportData } from '#contract/importing/reasons';
import { standInFor } from '#domain/importing/stand-in';
import type { PlanDraft } from '../plan-draft.ts';
import type { PagerPerson } from '../pager.ts';
import type { MappedPerson, PeopleChoices } from './people-file.ts';

/** A person whom Vigie knows. */
export interface VigiePerson {
  login: string;
  email: string | null;
}

export interface PeopleMap {
  people: readonly MappedPerson[];
  /** A stand-in keeps the turn of somebody unknown; null: the turn is left empty. */
  loginOf(sourceId: string): string | null;
  /** Stand-ins in use. */
  unknown(): string[];
}

export function mapPeople(
  people: readonly PagerPerson[],
  choices: PeopleChoices,
  known: readonly VigiePerson[],
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
  const standIns = new Set<string>();
  return {
    people: mapped,
    loginOf(sourceId) {
      const login = byId.get(sourceId)?.login ?? null;
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
  for (const { id, name, email, username, login } of map.people) {
    const data: ImportData = { email: email ?? '?', username: username ?? '?' };
    if (login === null) {
      draft.item('person', { sourceId: id, name, class: 'needs-a-person', reason: 'no-account', data });
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
