/** `/api/v1/incidents`: single incidents, commands and pages by hand. */
import { z } from 'zod';
import { COMMAND_NAMES, COMMANDS } from '#contract/incidents/command';
import type { CommandName } from '#contract/incidents/command';
import { incidentAnswer as incidentSchema, newIncident } from '#contract/incidents/incident';
import type { CommandResult } from '../../../ports/commands.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { actorOf } from '../../../rights/caller.ts';
import { toCommand } from '../../commands.ts';
import { HttpError } from '../../errors.ts';
import { callerOf } from '../../guard.ts';
import type { ApiServer } from '../../schemas.ts';
import { incidentAnswerOf } from './answer.ts';
import { findIncident } from './find-incident.ts';
import { incidentPartRoutes } from './incident-parts.ts';
import { listRoute, matchingRoute } from './list.ts';
import { ratingRoutes } from './rating.ts';
import { wouldPageRoute } from './would-page.ts';
import { errorOfRefusal } from '../../refusal.ts';
import { sendVersioned, versionOf } from '../../if-match.ts';

const byId = { params: z.object({ id: z.string() }) };
const tags = ['incidents'];

export function incidentRoutes(app: ApiServer, deps: ApiDeps): void {
  listRoute(app, deps);
  matchingRoute(app, deps);
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
  wouldPageRoute(app, deps);
  for (const name of COMMAND_NAMES) {
    commandRoute(app, deps, name);
  }
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
