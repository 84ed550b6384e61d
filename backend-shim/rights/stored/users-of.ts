/** Finds the teams and people whose settings use a time window. */
import { refersToObject } from '#contract/references/stored';
import type { RightsObject } from '../rule.ts';

/** Both kinds are stored under the person's login: their own row, and what they set themselves. */
const OF_PEOPLE: readonly string[] = ['users', 'profiles'];

function using(objects: readonly RightsObject[], window: string): RightsObject[] {
  return objects.filter((object) => refersToObject(object, 'timeWindow', window));
}

/** Teams of all objects that name this time window; null for objects without a team. */
export function teamsUsing(objects: readonly RightsObject[], window: string): Array<string | null> {
  return using(objects, window)
    .filter(({ kind }) => !OF_PEOPLE.includes(kind))
    .map((object) => (object.body as { team?: string | null }).team ?? null);
}

/** Logins whose rules name this time window; changing it changes when these people are paged. */
export function peopleUsing(objects: readonly RightsObject[], window: string): string[] {
  return [
    ...new Set(
      using(objects, window)
        .filter(({ kind }) => OF_PEOPLE.includes(kind))
        .map(({ id }) => id),
    ),
  ];
}
