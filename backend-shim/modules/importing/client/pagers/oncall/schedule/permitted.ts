/**
 * Says whom OnCall would notify: people that it has no more, and Viewers whom its own answers never name, are passed over
 * as if nobody were there.
 */
import type { PagerSnapshot, PlanningHelp } from '../../../pager.ts';
import { timelineOf } from '../answers.ts';
import type { OncallUser } from '../schema.ts';

/** Roles without the permission for notifications, unless somebody gave it to them; `observer` is the older word. */
const VIEWERS = ['viewer', 'observer', 'none'];

export interface NotifiedPeople {
  /** Logins of those who would be notified, each once. */
  slotOf(users: readonly string[]): string[];
  /** Passed over although the source knows them, by id. */
  passedOver(): string[];
}

export function notifiedPeople(
  users: readonly OncallUser[],
  { answers }: Pick<PagerSnapshot, 'answers'>,
  help: Pick<PlanningHelp, 'loginOf'>,
): NotifiedPeople {
  const byId = new Map(users.map((user) => [user.id, user]));
  const named = new Set(answers.flatMap((answer) => timelineOf(answer).flatMap(({ people }) => people)));
  const passed = new Set<string>();
  return {
    slotOf: (ids) => [
      ...new Set(
        ids.flatMap((id) => {
          const user = byId.get(id);
          const isViewer = VIEWERS.includes(user?.role ?? '');
          if (user === undefined || (isViewer && !named.has(id))) {
            passed.add(id);
            return [];
          }
          return help.loginOf(id) ?? [];
        }),
      ),
    ],
    passedOver: () => [...passed].sort(),
  };
}
