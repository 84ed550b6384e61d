/** `/api/v1/incidents`: lists, single incidents, commands and pages by hand. */
import { z } from 'zod';
import { COMMAND_NAMES, COMMANDS } from '#contract/incidents/command';
import type { CommandName } from '#contract/incidents/command';
import { incidentAnswer as incidentSchema, incidentQuery, newIncident } from '#contract/incidents/incident';
import type { IncidentQuery } from '#contract/incidents/incident';
import { listOf } from '#contract/list';
import { listIncidents } from '../../../store/incidents/list/list.ts';
import type { IncidentFilter } from '../../../store/incidents/list/list.ts';
import type { CommandResult } from '../../../ports/commands.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { actorOf } from '../../../rights/caller.ts';
import { toCommand } from '../../commands.ts';
import { HttpError } from '../../errors.ts';
import { incidentBody } from '../../incident-body.ts';
import { callerOf } from '../../guard.ts';
import type { ApiServer } from '../../schemas.ts';
import { followsSilences, incidentAnswerOf } from './answer.ts';
import { findIncident } from './find-incident.ts';
import { cursorOf, positionIn } from './cursor.ts';
import { incidentPartRoutes } from './incident-parts.ts';
import { ratingRoutes } from './rating.ts';
import { reviewRoutes } from './review.ts';
import { wouldPageRoute } from './would-page.ts';
import { errorOfRefusal } from '../../refusal.ts';
import { sendVersioned, versionOf } from '../../if-match.ts';
import { canDoEach } from '../../../rights/incidents.ts';

const byId = { params: z.object({ id: z.string() }) };
const tags = ['incidents'];

export function incidentRoutes(app: ApiServer, deps: ApiDeps): void {
  listRoute(app, deps);
  const open = { tags, summary: 'Page someone by hand', body: newIncident, response: { 201: incidentSchema } };
  app.post('/incidents', { schema: open }, async (request, reply) => {
    const result = await deps.incidents.open({
      ...request.body,
      askIfUnavailable: request.body.askIfUnavailable === true,
      evenInShadow: request.body.evenInShadow === true,
      actor: actorOf(callerOf(request)),
    });
    if (!result.ok && 'refusal' in result) {
      throw new HttpError('conflict', result.refusal.message, [], result.refusal.why);
    }
    if (!result.ok && 'why' in result) {
      throw errorOfRefusal(result);
    }
    if (!result.ok) {
      throw new HttpError('validation', result.message, [
        { path: result.field, message: result.message, ...result.problem },
      ]);
    }
    return reply.code(201).send(await incidentAnswerOf(deps, callerOf(request), result.incident));
  });
  const one = { tags, summary: 'One incident', ...byId, response: { 200: incidentSchema } };
  app.get('/incidents/:id', { schema: one }, async (request, reply) =>
    sendVersioned(reply, await incidentAnswerOf(deps, callerOf(request), await findIncident(deps, request.params.id))),
  );
  incidentPartRoutes(app, deps);
  ratingRoutes(app, deps);
  reviewRoutes(app, deps);
  wouldPageRoute(app, deps);
  for (const name of COMMAND_NAMES) {
    commandRoute(app, deps, name);
  }
}

function listRoute(app: ApiServer, deps: ApiDeps): void {
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
    const found = await listIncidents(deps.store.read, deps.cap, deps.copies, filter);
    const can = await canDoEach(deps, caller, found.items);
    return {
      items: found.items.flatMap((one, index) =>
        can[index] ? [{ ...incidentBody(one), can: can[index], followsSilences: followsSilences(deps, one) }] : [],
      ),
      next: found.next === null ? null : cursorOf(query.sort, found.next),
    };
  });
}

function commandRoute(app: ApiServer, deps: ApiDeps, name: CommandName): void {
  const schema = { tags, summary: `${name} it`, ...byId, body: COMMANDS[name], response: { 200: incidentSchema } };
  app.post(`/incidents/:id/${name}`, { schema }, async (request, reply) => {
    const { id } = request.params;
    const command = await toCommand(deps, name, request.body);
    const result = await deps.incidents.command({
      id,
      command,
      actor: actorOf(callerOf(request)),
      ifVersion: versionOf(request.headers['if-match']),
    });
    if (!result.ok) {
      throw new HttpError(codeOf(result.code), result.message, [], result.why);
    }
    return sendVersioned(reply, await incidentAnswerOf(deps, callerOf(request), result.incident));
  });
}

/** `validation` if the body is wrong, `conflict` if the incident is in the wrong state. */
export function codeOf(
  code: Extract<CommandResult, { ok: false }>['code'],
): 'not-found' | 'forbidden' | 'validation' | 'conflict' | 'too-many-requests' {
  if (code === 'not-concerned') {
    return 'forbidden';
  }
  return code === 'not-found' || code === 'too-many-requests'
    ? code
    : code === 'unknown-user' || code === 'bad-time' || code === 'nobody'
      ? 'validation'
      : 'conflict';
}

async function filterOf(deps: ApiDeps, query: IncidentQuery, caller: string): Promise<IncidentFilter> {
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
