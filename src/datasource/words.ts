/** Names what the data source can be asked for, in the reader's language. */
import { t } from '../language.ts';
import type { QueryFilters, QueryKind, VigieVariableQuery } from './query.ts';

export const kindWords = (): Record<QueryKind, string> => ({
  incidents: t('datasource.incidents', 'Incidents'),
  'on-call': t('datasource.on-call', 'Who is on call'),
  duties: t('datasource.duties', 'On-call hours, as worked'),
  figures: t('datasource.figures', 'Figures of insights'),
});

export const listWords = (): Record<VigieVariableQuery['lists'], string> => ({
  rotas: t('datasource.rotas', 'Rotas'),
  teams: t('datasource.teams', 'Teams'),
  users: t('datasource.people', 'People'),
  policies: t('datasource.policies', 'Escalation policies'),
  integrations: t('datasource.integrations', 'Integrations'),
});

export const filterWords = (): Record<keyof QueryFilters, string> => ({
  rotas: t('datasource.rotas', 'Rotas'),
  teams: t('datasource.teams', 'Teams'),
  people: t('datasource.people', 'People'),
  severities: t('datasource.severities', 'Severities'),
  states: t('datasource.states', 'States'),
});
