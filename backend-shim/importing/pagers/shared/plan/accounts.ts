/** Adds people and teams to a plan, as all pagers have them. */
import { isStandIn } from '#domain/importing/stand-in';
import type { PlanDraft } from '../../../plan-draft.ts';
import type { PlanningHelp } from '../../../pager.ts';

/** Each login that the map knows, once, with the first account of it. */
export function eachAccount<Account extends { id: string }>(
  accounts: readonly Account[],
  help: PlanningHelp,
  use: (account: Account, login: string) => void,
): void {
  const seen = new Set<string>();
  for (const account of accounts) {
    const login = help.loginOf(account.id);
    if (login !== null && !isStandIn(login) && !seen.has(login)) {
      seen.add(login);
      use(account, login);
    }
  }
}

interface PagerTeam {
  id: string;
  name: string;
  members: ReadonlyArray<{ person: string; isManager: boolean }>;
}

/** What an object says of its team: nothing, where the team cannot be read. */
export function teamsNamed(
  draft: PlanDraft,
  teams: ReadonlyMap<string, { id: string; name: string }>,
): (id: string | null | undefined) => { team?: string } {
  return (id) => {
    const team = teams.get(id ?? '');
    return team === undefined ? {} : { team: draft.idFor('teams', team.id, team.name) };
  };
}

/** Nobody who is unknown is a member: it would be no account. */
export function addTeam(draft: PlanDraft, help: PlanningHelp, { id: sourceId, name, members }: PagerTeam): void {
  const logins = (all: PagerTeam['members']) => [
    ...new Set(all.flatMap(({ person }) => help.loginOf(person) ?? []).filter((login) => !isStandIn(login))),
  ];
  const id = draft.idFor('teams', sourceId, name);
  draft.add('teams', {
    id,
    name,
    members: logins(members),
    managers: logins(members.filter(({ isManager }) => isManager)),
  });
  draft.item('team', { sourceId, name, vigieId: id, class: 'exact' });
}
