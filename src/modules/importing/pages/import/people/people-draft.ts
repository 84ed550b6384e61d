/** The map of people while somebody edits it. */
import type { ChosenPeople, ImportPersonWire } from '#modules/importing/contract/wizard';

/** A login; `nobody`: the turns are left empty; null: not known. */
export type PersonChoice = { login: string } | 'nobody' | null;

type Choices = Readonly<Record<string, PersonChoice>>;

export function choiceOf({ id, login, leaveEmpty }: ImportPersonWire, choices: Choices): PersonChoice {
  const chosen = choices[id];
  return chosen !== undefined ? chosen : leaveEmpty ? 'nobody' : login === null ? null : { login };
}

/** How many people are not known. */
export function openChoices(people: readonly ImportPersonWire[], choices: Choices): number {
  return people.filter((person) => choiceOf(person, choices) === null).length;
}

export function isChanged(people: readonly ImportPersonWire[], choices: Choices): boolean {
  return people.some((person) => JSON.stringify(choiceOf(person, choices)) !== JSON.stringify(choiceOf(person, {})));
}

export function choicesBody(people: readonly ImportPersonWire[], choices: Choices, confirmed: boolean): ChosenPeople {
  return {
    confirmed,
    people: people.map((person) => {
      const choice = choiceOf(person, choices);
      const isLogin = choice !== null && choice !== 'nobody';
      return { id: person.id, login: isLogin ? choice.login : null, leaveEmpty: choice === 'nobody' };
    }),
  };
}
