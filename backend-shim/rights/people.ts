/** Whose affairs a caller looks after. */
import type { Absence } from '#domain/rota/model';
import type { Directory } from '../ports/directory.ts';
import type { Caller } from './caller.ts';
import { editsTeam, isAdmin, isEditor, isPerson } from './who.ts';

/** Their own, or those of somebody in a team whose Editor they are. */
export function actsFor(caller: Caller, { teams }: Pick<Directory, 'teams'>, login: string): boolean {
  const theirs = () => [...teams.values()].filter((team) => team.members.includes(login));
  return (
    isAdmin(caller) ||
    isPerson(caller, login) ||
    (isEditor(caller) && theirs().some((team) => editsTeam(caller, team.id)))
  );
}

/** Why somebody is away is for them and whoever plans for them; others see that they are. */
export function withoutReason<Away extends { user: string; kind: Absence['kind'] }>(
  caller: Caller,
  directory: Pick<Directory, 'teams'>,
  absence: Away,
): Away {
  return actsFor(caller, directory, absence.user) ? absence : { ...absence, kind: 'absent' };
}

/** What is derived from absences says no more than they do. */
export function factsFor<Facts extends { absences: readonly Absence[] }>(
  caller: Caller,
  directory: Pick<Directory, 'teams'>,
  facts: Facts,
): Facts {
  return { ...facts, absences: facts.absences.map((absence) => withoutReason(caller, directory, absence)) };
}

/** Vigie's teams of a login, and those that correspond to these teams of Grafana. @param login null: of a service account */
export function teamsOf(
  { teams }: Pick<Directory, 'teams'>,
  login: string | null,
  grafanaTeams: readonly number[] = [],
): string[] {
  return [...teams.values()]
    .filter(
      (team) =>
        (login !== null && (team.members.includes(login) || team.managers.includes(login))) ||
        (team.grafanaTeam !== null && grafanaTeams.includes(team.grafanaTeam)),
    )
    .map((team) => team.id);
}
