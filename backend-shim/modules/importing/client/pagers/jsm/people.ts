/** Writes Atlassian accounts and teams in the form of Opsgenie's, and says what JSM shows to nobody. */
import type { PagerObject, PagerPerson } from '../../pager.ts';
import type { PlanDraft } from '../../plan-draft.ts';
import { objectsOf } from '../shared/objects.ts';
import { jsmAccount, jsmTeam } from './schema.ts';
import type { JsmAccount, JsmTeam } from './schema.ts';

export function people(config: readonly PagerObject[]): PagerPerson[] {
  return objectsOf(config, 'users', jsmAccount).map((account) => ({
    id: account.accountId,
    name: nameOf(account),
    email: account.emailAddress || null,
    username: null,
  }));
}

export function peopleInOpsgenieForm(config: readonly PagerObject[], draft: PlanDraft): PagerObject[] {
  const users = objectsOf(config, 'users', jsmAccount, draft).map((account) => ({
    kind: 'users',
    id: account.accountId,
    body: {
      id: account.accountId,
      username: account.emailAddress || nameOf(account),
      fullName: nameOf(account),
      timeZone: account.timeZone,
    },
  }));
  const teams = objectsOf(config, 'teams', jsmTeam, draft).map((team) => ({
    kind: 'teams',
    id: team.teamId,
    body: { id: team.teamId, name: nameOfTeam(team) },
  }));
  return [...users, ...teams];
}

/** Numbers and personal rules are shown to their owner only, and members of teams by another product's API. */
export function reportHidden(config: readonly PagerObject[], draft: PlanDraft): void {
  for (const account of objectsOf(config, 'users', jsmAccount)) {
    draft.item('contact-method', {
      sourceId: account.accountId,
      name: nameOf(account),
      class: 'needs-a-person',
      reason: 'numbers-hidden',
    });
  }
  for (const team of objectsOf(config, 'teams', jsmTeam)) {
    const name = nameOfTeam(team);
    draft.item('team', {
      sourceId: team.teamId,
      name,
      vigieId: draft.idFor('teams', team.teamId, name),
      class: 'needs-a-person',
      reason: 'members-hidden',
    });
  }
}

function nameOf({ displayName, emailAddress, accountId }: JsmAccount): string {
  return displayName || emailAddress || accountId;
}

function nameOfTeam({ teamName, teamId }: JsmTeam): string {
  return teamName || teamId;
}
