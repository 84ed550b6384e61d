/** Finds who hears that somebody's start moved, and when. */
import type { Unit } from '#domain/labour/facts/unit';
import type { Directory } from '../../ports/directory.ts';
import { startOfWork } from './ordinary-hours.ts';

export interface MovedStart {
  person: string;
  earliestAt: number;
  now: number;
}

export interface ReleaseListener {
  user: string;
  /** When their own work begins, unless the unit tells at once. */
  at: number;
}

/**
 * Managers besides the person hear when their own work begins. If none of them hears before the person may start, because
 * they are on leave or there is no manager, those of HR who do hear instead.
 */
export function whoHears(directory: Directory, unit: Unit, { person, earliestAt, now }: MovedStart): ReleaseListener[] {
  const hears = (logins: readonly string[]): ReleaseListener[] =>
    [...new Set(logins)]
      .filter((login) => login !== person && directory.responders.get(login)?.disabled !== true)
      .flatMap((user) => {
        const at = unit.disconnect ? startOfWork(directory, unit, user, now) : now;
        return at === null ? [] : [{ user, at }];
      });
  const managers = hears(unit.managers);
  if (managers.some((one) => hearsInTime(one, earliestAt))) {
    return managers;
  }
  const others = hears(unit.hr).filter((one) => hearsInTime(one, earliestAt));
  return [...managers.filter(({ user }) => others.every((one) => one.user !== user)), ...others];
}

export function hearsInTime({ at }: Pick<ReleaseListener, 'at'>, earliestAt: number): boolean {
  return at < earliestAt;
}
