/** Which people the list shows. */
import type { PersonSummary } from '../../components/people/summary.ts';

export const PEOPLE_FILTERS = ['all', 'unreached', 'disabled'] as const;
export type PeopleFilter = (typeof PEOPLE_FILTERS)[number];

export interface ListedPerson {
  summary: Pick<PersonSummary, 'reach'>;
  /** Grafana no longer lets the person in. */
  isOutOfGrafana: boolean;
}

/** Whoever is disabled is not among those who cannot be reached: nobody counts on them. */
export function isShown(filter: PeopleFilter, { summary: { reach }, isOutOfGrafana }: ListedPerson): boolean {
  const isDisabled = reach === 'disabled' || isOutOfGrafana;
  switch (filter) {
    case 'all':
      return true;
    case 'disabled':
      return isDisabled;
    case 'unreached':
      return !isDisabled && reach !== null && reach !== 'well';
  }
}
