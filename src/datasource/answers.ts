/** Asks the sidecar what a query wants, and returns it as columns. */
import type { Observable } from 'rxjs';
import { forkJoin, map } from 'rxjs';
import type { InsightWire } from '#contract/insight/insight';
import type { IncidentWire } from '#contract/incidents/incident';
import type { ListPage } from '#contract/list';
import type { DutyWire } from '#contract/rotas/duty';
import type { RotaOnCall } from '#contract/rotas/on-call';
import type { ApiRequest } from '../api/client/client.ts';
import { fetchAllPages, fetchUpTo, sendRequest } from '../api/client/client.ts';
import { titleText } from '../components/words/title-words.ts';
import { kindOf } from './query.ts';
import type { QueryFilters, VigieQuery } from './query.ts';
import type { QueryRange } from './requests.ts';
import { figureColumns } from './figures/columns.ts';
import { dutyRequests, figureRequests, filledIn, incidentRequests, onCallRequest } from './requests.ts';
import type { NamesById, ResultColumn } from './tables.ts';
import { dutyColumns, dutyEvents, incidentColumns, incidentEvents, onCallColumns } from './tables.ts';

export interface QueryTable {
  columns: ResultColumn[];
  /** Whether there were more rows than are shown. */
  isCut: boolean;
}

/** Of each request; more would make a dashboard slow, and no table is read that far. */
const MOST_ROWS = 2_000;

const titleOf = ({ title, titleReason }: { title: string; titleReason: unknown }) => titleText(title, titleReason);

function listed<T>(requests: ApiRequest[]): Observable<{ items: T[]; isCut: boolean }> {
  return forkJoin(requests.map((request) => fetchUpTo<T>(request, MOST_ROWS))).pipe(
    map((lists) => ({ items: lists.flatMap(({ items }) => items), isCut: lists.some(({ isCut }) => isCut) })),
  );
}

interface NamedObject {
  id?: string;
  login?: string;
  name: string | null;
}

function namesById(): Observable<NamesById> {
  const names = (path: 'rotas' | 'users') =>
    fetchAllPages<NamedObject>({ path }).pipe(
      map((items) => new Map(items.map(({ id, login, name }) => [login ?? id, name]))),
    );
  return forkJoin([names('rotas'), names('users')]).pipe(
    map(([rotas, people]) => ({
      rota: (id: string) => rotas.get(id) ?? id,
      person: (login: string) => people.get(login) ?? login,
    })),
  );
}

/** Fails with an `ApiFailure`. @param replace puts in the values of the dashboard's variables */
export function dataOf(
  query: VigieQuery,
  range: QueryRange,
  replace: (text: string) => string,
): Observable<QueryTable> {
  const filters = filledIn(query, replace);
  switch (kindOf(query)) {
    case 'on-call':
      return onCall(filters, range);
    case 'duties':
      return forkJoin([listed<DutyWire>(dutyRequests(filters, range)), namesById()]).pipe(
        map(([{ items, isCut }, names]) => ({
          columns: query.asEvents === true ? dutyEvents(items, names) : dutyColumns(items, names, Date.parse(range.to)),
          isCut,
        })),
      );
    case 'figures':
      return figures(filters, range);
    case 'incidents':
      return listed<IncidentWire>(incidentRequests(filters, range)).pipe(
        map(({ items, isCut }) => ({
          columns: query.asEvents === true ? incidentEvents(items, titleOf) : incidentColumns(items, titleOf),
          isCut,
        })),
      );
  }
}

function figures(filters: QueryFilters, range: QueryRange): Observable<QueryTable> {
  const answers = figureRequests(filters, range).map(({ request, ...asked }) =>
    sendRequest<InsightWire>(request).pipe(map((insight) => ({ ...asked, insight }))),
  );
  return forkJoin(answers).pipe(map((all) => ({ columns: figureColumns(all), isCut: false })));
}

function onCall({ rotas, teams }: QueryFilters, range: QueryRange): Observable<QueryTable> {
  return forkJoin([sendRequest<ListPage<RotaOnCall>>(onCallRequest(range)), namesById()]).pipe(
    map(([{ items }, names]) => {
      const wanted = items.filter(
        ({ rota, team }) =>
          (rotas === undefined || rotas.includes(rota)) &&
          (teams === undefined || (team !== null && teams.includes(team))),
      );
      return { columns: onCallColumns(wanted, names), isCut: false };
    }),
  );
}
