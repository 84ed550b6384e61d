/** Adds people and teams to a plan, as all pagers have them. */
import type { ImportReason } from '#modules/importing/contract/reasons';
import { isStandIn } from '#modules/importing/domain/stand-in';
import type { PlanDraft } from '../../../plan-draft.ts';
import type { PlanningHelp } from '../../../pager.ts';

/**
 * Each login that the map knows, once, with the first account of it.
 *
 * @param use gets a draft that says of a person whose methods stay as Vigie has them that theirs are left out
 */
export function eachAccount<Account extends { id: string }>(
  draft: PlanDraft,
  accounts: readonly Account[],
  help: PlanningHelp,
  use: (account: Account, login: string, own: PlanDraft) => void,
): void {
  const seen = new Set<string>();
  for (const account of accounts) {
    const login = help.loginOf(account.id);
    if (login !== null && !isStandIn(login) && !seen.has(login)) {
      seen.add(login);
      use(account, login, draftOf(draft, help.keepsOwn(login)));
    }
  }
}

/** Nothing of a person is saved who keeps what they have, so nothing of them is the same as in the source. */
function draftOf(draft: PlanDraft, why: ImportReason | null): PlanDraft {
  if (why === null) {
    return draft;
  }
  return {
    ...draft,
    item: (kind, item) =>
      draft.item(
        kind,
        (kind === 'contact-method' || kind === 'personal-rule') &&
          (item.class === 'exact' || item.class === 'rewritten')
          ? { ...item, vigieId: null, class: 'left-out', reason: why, data: {} }
          : item,
      ),
  };
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
