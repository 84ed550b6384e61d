/** Turns queries into requests to the sidecar. */
import type { ApiRequest } from '../api/client/client.ts';
import type { QueryFilters, VigieQuery } from './query.ts';

/** The dashboard's time range, ISO 8601. */
export interface QueryRange {
  from: string;
  to: string;
  /** Whether the range ends now, rather than at an instant that somebody chose. */
  endsNow: boolean;
}

/**
 * Puts the values of the dashboard's variables into the filters; what is empty is left out.
 * @param replace puts in the values of variables, several with commas between them
 */
export function filledIn(query: VigieQuery, replace: (text: string) => string): QueryFilters {
  const values = (texts: string[] | undefined) => {
    const all = (texts ?? []).flatMap((one) => replace(one).split(',')).filter((one) => one !== '');
    return all.length === 0 ? undefined : all;
  };
  const { teams, rotas, people, severities, states } = query;
  const filled = {
    teams: values(teams),
    rotas: values(rotas),
    people: values(people),
    severities: values(severities),
    states: values(states),
  };
  return Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== undefined));
}

const UNRESOLVED = ['open', 'acknowledged', 'snoozed'];

/** Incidents that were opened in the range, and those from before that are not resolved. */
export function incidentRequests(
  { teams, rotas, severities, states }: QueryFilters,
  { from, to }: QueryRange,
): ApiRequest[] {
  const filters = { team: teams, rota: rotas, severity: severities };
  const earlier = UNRESOLVED.filter((state) => states === undefined || states.includes(state));
  return [
    { path: 'incidents', query: { ...filters, state: states, from, to } },
    ...(earlier.length === 0 ? [] : [{ path: 'incidents', query: { ...filters, state: earlier, to: from } }]),
  ];
}

/** The sidecar takes one person and one rota a request. */
export function dutyRequests({ rotas, people }: QueryFilters, { from, to }: QueryRange): ApiRequest[] {
  return (rotas ?? [null]).flatMap((rota) =>
    (people ?? [null]).map((user) => ({ path: 'duties', query: { rota, user, from, to } })),
  );
}

/** The chapters that have figures of nobody in particular. */
const FIGURE_CHAPTERS = ['pager', 'team', 'alerts'] as const;

export interface FigureRequest {
  chapter: (typeof FIGURE_CHAPTERS)[number];
  team: string | null;
  rota: string | null;
  request: ApiRequest;
}

/** The sidecar takes one team and one rota a request. */
export function figureRequests({ teams, rotas, severities }: QueryFilters, { from, to }: QueryRange): FigureRequest[] {
  return (teams ?? [null]).flatMap((team) =>
    (rotas ?? [null]).flatMap((rota) =>
      FIGURE_CHAPTERS.map((chapter) => ({
        chapter,
        team,
        rota,
        request: { path: `insights/${chapter}`, query: { team, rota, severity: severities, from, to } },
      })),
    ),
  );
}

export function onCallRequest({ to, endsNow }: QueryRange): ApiRequest {
  return endsNow ? { path: 'on-call' } : { path: 'on-call', query: { at: to } };
}
