/**
 * Decides who reads what on-call duty asks of a person: interruptions, nights, effort, load. Roles in Grafana open nothing
 * here.
 */
import type { Directory } from '../../ports/directory.ts';
import { hasWorkProfile } from '../../store/labour/ordinary-hours.ts';
import type { Db } from '../../store/store.ts';
import type { Caller } from '../caller.ts';
import { workingTimeReadBy } from '../duties.ts';
import { isOneOf } from '../labour.ts';

type LoadDirectory = Pick<Directory, 'units' | 'profiles' | 'teams'>;

/**
 * The logins whose load somebody reads one by one, besides their own: of people with a work profile those in charge of
 * the unit, of others the managers of their teams.
 */
export async function loadReadBy(
  db: Db,
  caller: Caller,
  directory: LoadDirectory,
  logins: readonly string[],
): Promise<Set<string>> {
  // Whoever manages nobody and is in charge of no unit reads nothing, whatever is stored.
  const asked = logins.filter(
    (login) => isOneOf(caller, [login]) || hasWorkProfile(directory, login) || managesTeamOf(caller, directory, login),
  );
  const read = await workingTimeReadBy(db, caller, directory, asked);
  const isInCharge = [...read].some((login) => login !== caller.name);
  return isInCharge ? read : new Set();
}

/** The logins whose figures somebody reads one by one, their own among them. */
export async function figuresReadBy(
  db: Db,
  caller: Caller,
  directory: LoadDirectory,
  logins: readonly string[],
): Promise<Set<string>> {
  const own = logins.filter((login) => isOneOf(caller, [login]));
  return new Set([...own, ...(await loadReadBy(db, caller, directory, logins))]);
}

function managesTeamOf(caller: Caller, { teams }: Pick<Directory, 'teams'>, login: string): boolean {
  return [...teams.values()].some((team) => isOneOf(caller, team.managers) && team.members.includes(login));
}
