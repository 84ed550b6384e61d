/** `GET incidents` and `GET incidents/matching`: a page of the incidents that match a filter, and all of them by number. */
import {
  incidentAnswer as incidentSchema,
  incidentQuery,
  matchingAnswer,
  matchingQuery,
} from '#contract/incidents/incident';
import type { FastifyRequest } from 'fastify';
import type { IncidentQuery } from '#contract/incidents/incident';
import { listOf } from '#contract/list';
import { listIncidents, matchingIncidents } from '../../../store/incidents/list/list.ts';
import type { IncidentFilter, IncidentLists } from '../../../store/incidents/list/list.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callerOf } from '../../guard.ts';
import { askerOf } from '../../heavy/answered.ts';
import { incidentBody } from '../../incident-body.ts';
import type { ApiServer } from '../../schemas.ts';
import { followsSilences } from './answer.ts';
import { cursorOf, positionIn } from './cursor.ts';
import { canDoEach } from '../../../rights/incidents.ts';

const tags = ['incidents'];

export function listRoute(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags,
    summary: 'Incidents, newest first unless `sort` says otherwise',
    querystring: incidentQuery,
    response: { 200: listOf(incidentSchema) },
  };
  app.get('/incidents', { schema }, async (request) => {
    const caller = callerOf(request);
    const { query } = request;
    const filter = await filterOf(deps, query, caller.name);
    const found = await listIncidents(listsFor(deps, request), filter);
    const can = await canDoEach(deps, caller, found.items);
    return {
      items: found.items.flatMap((one, index) =>
        can[index] ? [{ ...incidentBody(one), can: can[index], followsSilences: followsSilences(deps, one) }] : [],
      ),
      next: found.next === null ? null : cursorOf(query.sort, found.next),
    };
  });
}

/** What somebody chooses who chooses all: those of this instant, not those that match later. */
export function matchingRoute(app: ApiServer, deps: ApiDeps): void {
  const schema = {
    tags,
    summary: 'How many incidents match, and which',
    querystring: matchingQuery,
    response: { 200: matchingAnswer },
  };
  app.get('/incidents/matching', { schema }, async (request) =>
    matchingIncidents(listsFor(deps, request), await filterOf(deps, request.query, callerOf(request).name)),
  );
}

function listsFor({ store, cap, copies, searchOf }: ApiDeps, request: FastifyRequest): IncidentLists {
  return { db: store.read, cap, copies, search: searchOf(askerOf(request)) };
}

async function filterOf(
  deps: ApiDeps,
  query: Omit<IncidentQuery, 'cursor'> & { cursor?: string | undefined },
  caller: string,
): Promise<IncidentFilter> {
  const directory = deps.directory();
  const byRota = query.rota ? deps.policiesOfRotas(directory, query.rota) : null;
  const policies = query.policy && byRota ? query.policy.filter((id) => byRota.includes(id)) : (query.policy ?? byRota);
  return {
    states: query.state ?? null,
    teams: query.team ?? null,
    policies,
    integrations: query.integration ?? null,
    severities: query.severity ?? null,
    urgencies: query.urgency ?? null,
    labels: query.label ?? [],
    alert: query.alert ?? null,
    isCounted: query.counted === true,
    text: query.q ?? null,
    mine: query.mine ? { user: caller, policies: await deps.policiesOnCallFor(caller) } : null,
    had: { each: query.had ?? [], channels: query.channel ?? null, user: caller },
    from: query.from === undefined ? null : toMs(query.from),
    to: query.to === undefined ? null : toMs(query.to),
    sort: query.sort,
    after: query.cursor === undefined ? null : positionIn(query.sort, query.cursor),
    limit: query.limit,
  };
}

function toMs(value: string | number): number {
  return typeof value === 'number' ? value : Date.parse(value);
}
