/** Proposes the people of a new rota: everybody in its team, until somebody chooses otherwise. */
import type { TeamWire } from '#contract/people/team';
import { isSame } from '../../../components/form/stored-draft.ts';
import type { TemplateAnswers } from './templates.ts';

export type TeamMembers = Pick<TeamWire, 'id' | 'members'>;

export function membersOf(team: string | null, teams: readonly TeamMembers[]): string[] {
  return teams.find(({ id }) => id === team)?.members ?? [];
}

/** People whom nobody chose by hand follow the team. */
export function answersAfter(
  old: TemplateAnswers,
  part: Partial<TemplateAnswers>,
  teams: readonly TeamMembers[],
): TemplateAnswers {
  const next = { ...old, ...part };
  return next.team !== old.team && isSame(old.people, membersOf(old.team, teams))
    ? { ...next, people: membersOf(next.team, teams) }
    : next;
}
