/** Puts escalation policies into the order in which they are chosen: by team, the reader's own teams first. */
import { t } from '../../language.ts';
import type { DirectoryEntry } from '../people/directory.tsx';

export interface PolicyOption {
  value: string;
  label: string;
  /** The heading above; missing where all would stand below the same one. */
  group?: string;
}

type Named = Pick<DirectoryEntry, 'key' | 'text' | 'team'>;

/** @param own ids of the reader's teams */
export function policyOptions(
  policies: readonly Named[],
  teams: readonly Named[],
  own: readonly string[],
): PolicyOption[] {
  // A team that was deleted goes by its id.
  const nameOf = (team: string) => teams.find(({ key }) => key === team)?.text ?? team;
  const rankOf = (team: string | null) => (team === null ? 2 : own.includes(team) ? 0 : 1);
  const sections = [...new Set(policies.map(({ team }) => team ?? null))].sort(
    (a, b) => rankOf(a) - rankOf(b) || nameOf(a ?? '').localeCompare(nameOf(b ?? '')),
  );
  return sections.flatMap((section) =>
    policies
      .filter(({ team }) => (team ?? null) === section)
      .map(({ key, text }) => ({
        value: key,
        label: text,
        ...(sections.length > 1 && {
          group: section === null ? t('policies.of-no-team', 'Without a team') : nameOf(section),
        }),
      })),
  );
}
