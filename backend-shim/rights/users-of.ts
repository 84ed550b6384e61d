/** Whom a time window concerns. */
import { refersToObject } from '#contract/references/stored';
import type { RightsObject } from './rule.ts';

/** A person's own row, and what they say themselves: both are under their login. */
const OF_PEOPLE: readonly string[] = ['users', 'profiles'];

function using(objects: readonly RightsObject[], window: string): RightsObject[] {
  return objects.filter((object) => refersToObject(object, 'timeWindow', window));
}

/** Teams (null: none) of everything that names this time window. */
export function teamsUsing(objects: readonly RightsObject[], window: string): Array<string | null> {
  return using(objects, window)
    .filter(({ kind }) => !OF_PEOPLE.includes(kind))
    .map((object) => (object.body as { team?: string | null }).team ?? null);
}

/** Logins of those whose own rules name this time window: changing it changes when they are paged. */
export function peopleUsing(objects: readonly RightsObject[], window: string): string[] {
  return [
    ...new Set(
      using(objects, window)
        .filter(({ kind }) => OF_PEOPLE.includes(kind))
        .map(({ id }) => id),
    ),
  ];
}
