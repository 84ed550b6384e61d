/** A person as the draft of a replay takes them. */
import type { StoredPerson } from '../../api/resources/people.ts';

type Changed = Partial<Pick<StoredPerson, 'notificationRules' | 'quietHours'>>;

/** Without what only the API says; nothing is sent, so secrets are left out, too. */
export function replayedPerson(person: StoredPerson, changed: Changed): object {
  const { login, name, email, timeZone, language, admin, disabled, handoffAhead, mute } = person;
  const contactMethods =
    person.contactMethods?.map(({ id, type, to, verified }) => ({ id, type, to, verified })) ?? null;
  const { notificationRules, quietHours } = { ...person, ...changed };
  return {
    login,
    name,
    email,
    timeZone,
    language,
    admin,
    disabled,
    handoffAhead,
    mute,
    contactMethods,
    notificationRules,
    quietHours,
  };
}
