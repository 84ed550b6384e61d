/** `/api/v1/incidents`: lists, one, its parts, commands, paging by hand. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { COMMAND_NAMES, COMMANDS } from '#contract/incidents/command';
import type { CommandName } from '#contract/incidents/command';
import {
  incidentAnswer as incidentSchema,
  incidentQuery,
  newIncident,
  page,
  timelineEntry,
} from '#contract/incidents/incident';
import type { IncidentAnswer, IncidentQuery, NewIncident } from '#contract/incidents/incident';
import { listOf, pageQuery } from '#contract/list';
import { strict } from '#contract/base/schema';
import { readAlerts, readPages, readTimeline } from '../../store/incidents/details.ts';
import { alertLabels, alertLinks } from '../../store/incidents/stored-parts.ts';
import { listIncidents } from '../../store/incidents/list.ts';
import type { IncidentFilter } from '../../store/incidents/list.ts';
import type { Noting } from '../../store/stored/unreadable.ts';
import { readIncidents } from '../../store/incidents/incidents.ts';
import type { Incident } from '#domain/incident/model';
import type { CommandResult } from '../../ports/commands.ts';
import type { ApiDeps } from '../api-deps.ts';
import { actorOf } from '../../rights/caller.ts';
import { toCommand } from '../commands.ts';
import { HttpError, noSuch } from '../errors.ts';
import { knowsSilences, tellsSilences } from '#domain/routing/integration';
import { titleReason } from '#contract/reasons/title';
import { queryTitle, titleIn } from '#domain/incident/signal/title';
import type { AlertTable } from '../../store/schema/incidents.ts';
import { incidentBody, iso, isoOrNull, pageBody, roomPageBody, timelineBody } from '../incident-body.ts';
import { callerOf } from '../guard.ts';
import { sendVersioned, versionOf } from '../if-match.ts';
import { canDo, canDoEach } from '../../rights/incidents.ts';

const byId = { params: z.object({ id: z.string() }) };
const tags = ['incidents'];

export const alertBody = z.object({
  fingerprint: z.string(),
  status: z.enum(['firing', 'resolved']),
  severity: z.string(),
  title: z.string(),
  titleReason: titleReason.nullable(),
  description: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  links: z.array(z.object({ title: z.string(), url: z.string() })),
  startsAt: z.string().nullable(),
  firstAt: z.string(),
  lastAt: z.string(),
  count: z.int(),
  /** After a merge another than the incident's. */
  integration: z.string().nullable(),
  /** Its source has it in a downtime. */
  inDowntime: z.boolean(),
});

export function incidentRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get(
    '/incidents',
    {
      schema: {
        tags,
        summary: 'Incidents, newest first',
        querystring: incidentQuery,
        response: { 200: listOf(incidentSchema) },
      },
    },
    async (request) => {
      const query = request.query as IncidentQuery;
      const found = await listIncidents(
        deps.store.read,
        deps.cap,
        deps.copies,
        await filterOf(deps, query, callerOf(request).name),
      );
      const can = await canDoEach(deps, callerOf(request), found.items);
      return {
        items: found.items.flatMap((one, index) =>
          can[index] ? [{ ...incidentBody(one), can: can[index], followsSilences: followsSilences(deps, one) }] : [],
        ),
        next: found.next === null ? null : String(found.next),
      };
    },
  );
  app.post(
    '/incidents',
    { schema: { tags, summary: 'Page someone by hand', body: newIncident, response: { 201: incidentSchema } } },
    async (request, reply) => {
      const result = await deps.openByHand({ ...(request.body as NewIncident), actor: actorOf(callerOf(request)) });
      if (!result.ok) {
        throw new HttpError('validation', result.message, [
          { path: result.field, message: result.message, ...result.problem },
        ]);
      }
      return reply.code(201).send(await answer(deps, request, result.incident));
    },
  );
  app.get(
    '/incidents/:id',
    { schema: { tags, summary: 'One incident', ...byId, response: { 200: incidentSchema } } },
    async (request, reply) =>
      sendVersioned(reply, await answer(deps, request, await find(deps, (request.params as { id: string }).id))),
  );
  partRoutes(app, deps);
  for (const name of COMMAND_NAMES) {
    commandRoute(app, deps, name);
  }
}

function partRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const listQuery = strict(pageQuery);
  app.get(
    '/incidents/:id/timeline',
    {
      schema: {
        tags,
        summary: 'What happened, in order',
        ...byId,
        querystring: listQuery,
        response: { 200: listOf(timelineEntry) },
      },
    },
    async (request) => {
      const incident = await find(deps, (request.params as { id: string }).id);
      const { cursor, limit } = request.query as z.output<typeof listQuery>;
      const rows = await readTimeline(deps.store.read, incident.id, cursor ?? null, limit + 1);
      return {
        items: rows.slice(0, limit).map((row) => timelineBody(row, deps.copies.noting)),
        next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
      };
    },
  );
  app.get(
    '/incidents/:id/alerts',
    { schema: { tags, summary: 'Its alerts', ...byId, querystring: listQuery, response: { 200: listOf(alertBody) } } },
    async (request) => {
      const incident = await find(deps, (request.params as { id: string }).id);
      const { cursor, limit } = request.query as z.output<typeof listQuery>;
      const rows = await readAlerts(deps.store.read, incident.id, cursor ?? null, limit + 1);
      const items = rows.slice(0, limit).map((row) => ({
        fingerprint: row.fingerprint,
        status: row.status,
        severity: row.severity,
        ...titleBody(row, deps.copies.noting),
        description: row.description,
        links: alertLinks(row, deps.copies.noting),
        startsAt: isoOrNull(row.starts_at),
        firstAt: iso(row.first_at),
        lastAt: iso(row.last_at),
        count: row.count,
        integration: row.integration ?? incident.integration,
        inDowntime: row.status === 'firing' && row.downtime === 1,
      }));
      return { items, next: rows.length > limit ? (rows[limit - 1]?.fingerprint ?? null) : null };
    },
  );
  app.get(
    '/incidents/:id/pages',
    { schema: { tags, summary: 'Who was paged, how, and with what result', ...byId, response: { 200: listOf(page) } } },
    async (request) => {
      const incident = await find(deps, (request.params as { id: string }).id);
      const { pages, deliveries, attempts } = await readPages(deps.store.read, incident.id);
      const rooms = deliveries.filter((row) => row.channel !== null && row.kind === 'page');
      const items = [
        ...pages.map((row) => pageBody(row, deliveries, attempts)),
        ...rooms.map((row) => roomPageBody(row, attempts, deps.copies.noting)),
      ];
      return { items: items.sort((a, b) => a.startedAt.localeCompare(b.startedAt)), next: null };
    },
  );
}

function titleBody(row: AlertTable, noting: Noting) {
  const { title } = row;
  const labels = alertLabels(row, noting);
  const made = queryTitle(labels);
  return { title, titleReason: made !== null && titleIn('en', made) === title ? made : null, labels };
}

function commandRoute(app: FastifyInstance, deps: ApiDeps, name: CommandName): void {
  const schema = { tags, summary: `${name} it`, ...byId, body: COMMANDS[name], response: { 200: incidentSchema } };
  app.post(`/incidents/:id/${name}`, { schema }, async (request, reply) => {
    const { id } = request.params as { id: string };
    const command = await toCommand(deps, name, request.body);
    const result = await deps.command({
      id,
      command,
      actor: actorOf(callerOf(request)),
      ifVersion: versionOf(request.headers['if-match']),
    });
    if (!result.ok) {
      throw new HttpError(codeOf(result.code), result.message, [], result.why);
    }
    return sendVersioned(reply, await answer(deps, request, result.incident));
  });
}

async function answer(deps: ApiDeps, request: FastifyRequest, incident: Incident): Promise<IncidentAnswer> {
  return {
    ...incidentBody(incident),
    can: await canDo(deps, callerOf(request), incident),
    followsSilences: followsSilences(deps, incident),
  };
}

function followsSilences(deps: Pick<ApiDeps, 'directory'>, { source, integration }: Incident): boolean | null {
  return knowsSilences(source) ? tellsSilences(deps.directory().integrations.get(integration ?? '')) : null;
}

/** What the body asked for cannot be done, or the incident is not in a state for it. */
export function codeOf(
  code: Extract<CommandResult, { ok: false }>['code'],
): 'not-found' | 'forbidden' | 'validation' | 'conflict' {
  if (code === 'not-concerned') {
    return 'forbidden';
  }
  return code === 'not-found'
    ? 'not-found'
    : code === 'unknown-user' || code === 'bad-time' || code === 'nobody'
      ? 'validation'
      : 'conflict';
}

async function find(deps: ApiDeps, id: string): Promise<Incident> {
  const incident = (await readIncidents(deps.store.read, deps.cap, deps.copies, [id])).get(id);
  if (!incident) {
    throw noSuch('incident', null, 'There is no such incident; it may have been removed by retention.');
  }
  return incident;
}

async function filterOf(deps: ApiDeps, query: IncidentQuery, caller: string): Promise<IncidentFilter> {
  const directory = deps.directory();
  const before = query.cursor === undefined ? null : Number(query.cursor);
  if (query.cursor !== undefined && !/^\d{1,15}$/.test(query.cursor)) {
    throw new HttpError('validation', 'cursor must be the `next` of an earlier answer.', [
      { path: 'cursor', message: 'is not a cursor of this list', reason: 'wrong-format', data: { format: 'cursor' } },
    ]);
  }
  const byRota = query.rota ? deps.policiesOfRotas(directory, query.rota) : null;
  const policies = query.policy && byRota ? query.policy.filter((id) => byRota.includes(id)) : (query.policy ?? byRota);
  return {
    states: query.state ?? null,
    teams: query.team ?? null,
    policies,
    integrations: query.integration ?? null,
    severities: query.severity ?? null,
    text: query.q ?? null,
    mine: query.mine ? { user: caller, policies: await deps.policiesOnCallFor(caller) } : null,
    from: query.from === undefined ? null : toMs(query.from),
    to: query.to === undefined ? null : toMs(query.to),
    before,
    limit: query.limit,
  };
}

function toMs(value: string | number): number {
  return typeof value === 'number' ? value : Date.parse(value);
}
