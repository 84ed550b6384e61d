/** Defines the queries of the data source, as dashboards store them. */
import type { DataQuery } from '@grafana/data';
import type { IncidentWire } from '#contract/incidents/incident';

export const DATASOURCE_ID = 'vigie-oncall-datasource';

export const QUERY_KINDS = ['incidents', 'on-call', 'duties', 'figures'] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];

/** Ids, or variables of the dashboard; empty or missing: all. */
export interface QueryFilters {
  teams?: string[];
  rotas?: string[];
  people?: string[];
  severities?: string[];
  states?: string[];
}

export interface VigieQuery extends DataQuery, QueryFilters {
  kind: QueryKind;
  /** Annotations need other columns than tables. */
  asEvents?: boolean;
}

export const STATES: ReadonlyArray<IncidentWire['state']> = ['open', 'acknowledged', 'snoozed', 'resolved'];

/** Of a query that nobody has changed yet, or that another version stored: incidents. */
export function kindOf({ kind }: { kind?: unknown }): QueryKind {
  return QUERY_KINDS.find((one) => one === kind) ?? 'incidents';
}

/** The filters that a kind of query knows. */
export const FILTERS_OF: Record<QueryKind, ReadonlyArray<keyof QueryFilters>> = {
  incidents: ['teams', 'rotas', 'severities', 'states'],
  'on-call': ['teams', 'rotas'],
  duties: ['rotas', 'people'],
  figures: ['teams', 'rotas', 'severities'],
};

export const VARIABLE_KINDS = ['rotas', 'teams', 'users', 'policies', 'integrations'] as const;

/** A variable lists the objects of a kind: their ids (of people: logins) as values, their names as texts. */
export interface VigieVariableQuery extends DataQuery {
  lists: (typeof VARIABLE_KINDS)[number];
}
