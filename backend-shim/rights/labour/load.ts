/**
 * Decides who reads what on-call duty asks of a person: interruptions, nights, effort, load. Roles in Grafana open nothing
 * here.
 */
import type { Directory } from '../../ports/directory.ts';
import type { Db } from '../../store/store.ts';
import { unitsHolding } from '../../store/duties/work-unit.ts';
import type { Caller } from '../caller.ts';
import { readerOf } from '../labour.ts';

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
  const read = new Set<string>();
  for (const login of logins) {
    if (await readsLoad(db, caller, directory, login)) {
      read.add(login);
    }
  }
  const isInCharge = [...read].some((login) => login !== caller.name);
  return isInCharge ? read : new Set();
}

async function readsLoad(db: Db, caller: Caller, directory: LoadDirectory, login: string): Promise<boolean> {
  if (readerOf(caller, directory, '', login) === 'self') {
    return true;
  }
  // Whoever manages nobody and is in charge of no unit reads nothing, whatever is stored.
  const managed = managesTeamOf(caller, directory, login);
  const own = (directory.profiles.get(login) ?? []).filter(({ contract }) => contract !== 'exempt');
  const inCharge = (units: readonly string[]) =>
    units.every((unit) => readerOf(caller, directory, unit, login) !== null);
  if (!(own.length === 0 ? managed : inCharge(own.map(({ unit }) => unit)))) {
    return false;
  }
  return inCharge(await unitsHolding(db, login));
}

function managesTeamOf(caller: Caller, { teams }: Pick<Directory, 'teams'>, login: string): boolean {
  const isPerson = caller.kind === 'person' && !caller.readOnly && caller.guest === undefined;
  return (
    isPerson && [...teams.values()].some((team) => team.managers.includes(caller.name) && team.members.includes(login))
  );
}
