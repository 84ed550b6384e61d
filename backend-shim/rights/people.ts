/** Decides on whose behalf a caller may act. */
import type { Absence } from '#domain/rota/model';
import type { Directory } from '../ports/directory.ts';
import type { Caller } from './caller.ts';
import { editsTeam, isAdmin, isEditor, isPerson } from './who.ts';

/** Whether the login is the caller's own or in a team that the caller edits. Admins act for everybody. */
export function actsFor(caller: Caller, { teams }: Pick<Directory, 'teams'>, login: string): boolean {
  const theirs = () => [...teams.values()].filter((team) => team.members.includes(login));
  return (
    isAdmin(caller) ||
    isPerson(caller, login) ||
    (isEditor(caller) && theirs().some((team) => editsTeam(caller, team.id)))
  );
}

/** The person and those who plan for them see the reason of an absence; others see only that the person is absent. */
export function withoutReason<Away extends { user: string; kind: Absence['kind'] }>(
  caller: Caller,
  directory: Pick<Directory, 'teams'>,
  absence: Away,
): Away {
  return actsFor(caller, directory, absence.user) ? absence : { ...absence, kind: 'absent' };
}

/** Hides the reasons of absences, so that answers derived from them do not reveal them. */
export function factsFor<Facts extends { absences: readonly Absence[] }>(
  caller: Caller,
  directory: Pick<Directory, 'teams'>,
  facts: Facts,
): Facts {
  const known = new Map<string, boolean>();
  const isShown = (login: string): boolean => {
    const shown = known.get(login) ?? actsFor(caller, directory, login);
    known.set(login, shown);
    return shown;
  };
  return {
    ...facts,
    absences: facts.absences.map((absence) => (isShown(absence.user) ? absence : { ...absence, kind: 'absent' })),
  };
}

/** Vigie teams of a login and those that correspond to the Grafana teams. @param login null for a service account */
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
