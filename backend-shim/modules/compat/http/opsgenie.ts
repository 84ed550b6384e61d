/** The paths of Opsgenie's Alert API, also under the prefix that Jira Service Management has for them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Integration } from '#domain/routing/integration';
import type { AlertIdentifier } from '../../../ports/ingest.ts';
import { takeBytes } from '../../../http/bodies/collect.ts';
import { MOST_BYTES } from '../../../http/body.ts';
import { errorHandler, HttpError } from '../../../http/errors.ts';
import { integrationOf, authenticateIntegration } from '../../../http/integration-token.ts';
import { kept, refuse, refuseOverload, verifiedBytes } from '../../../http/routes/ingest.ts';
import type { CompatDeps } from './compat-deps.ts';
import { alertBody, failureAnswer, timeAndId } from './opsgenie-answers.ts';
import { decodeEvent, isFields, storeEvent } from './store-event.ts';
import type { EventFields } from './store-event.ts';

const PREFIXES = ['', '/jsm/ops/integration'];

/**
 * The supported actions on an alert, by method and path. Other actions are accepted, too, and reported as not
 * supported.
 */
const ACTIONS: ReadonlySet<string> = new Set([
  'POST close',
  'POST acknowledge',
  'POST unacknowledge',
  'POST snooze',
  'POST notes',
  'PUT message',
  'PUT description',
]);

/** The names that answers about requests have for them. */
const NAMES: Readonly<Record<string, string>> = {
  create: 'Create',
  close: 'Close',
  acknowledge: 'Acknowledge',
  unacknowledge: 'UnAcknowledge',
  snooze: 'Snooze',
  notes: 'Add Note',
  message: 'Update Message',
  description: 'Update Description',
  other: 'Not Supported',
};

export function opsgenieRoutes(app: FastifyInstance, deps: CompatDeps): void {
  takeBytes(app);
  app.setErrorHandler(errorHandler(deps.log, (failure, reply) => failureAnswer(failure, reply, deps.newId())));
  authenticateIntegration(app, deps, {
    type: 'opsgenie',
    tokenOf: keyOf,
    wrong: 'Send Authorization: GenieKey <key>, with the token of an integration of type opsgenie.',
  });
  const options = { bodyLimit: MOST_BYTES, schema: { hide: true } };
  const stores = { ...options, onRequest: async () => refuseOverload(deps) };
  for (const prefix of PREFIXES) {
    const alerts = `${prefix}/v2/alerts`;
    app.post(alerts, stores, (request, reply) => create(deps, request, reply));
    app.get(`${alerts}/requests/:requestId`, options, (request, reply) => tellRequest(deps, request, reply));
    app.get(`${alerts}/:identifier`, options, (request, reply) => tellAlert(deps, request, reply));
    const act = (request: FastifyRequest, reply: FastifyReply) => takeAction(deps, request, reply);
    app.delete(`${alerts}/:identifier`, stores, act);
    app.route({ method: ['POST', 'PUT', 'PATCH', 'DELETE'], url: `${alerts}/:identifier/*`, ...stores, handler: act });
    app.route({
      method: ['GET', 'POST', 'PUT', 'PATCH'],
      url: `${prefix}/v2/heartbeats/:name/ping`,
      ...stores,
      config: { isBodyUnread: true },
      handler: (request, reply) => takePing(deps, request, reply),
    });
  }
}

function keyOf({ headers }: FastifyRequest): string {
  return /^GenieKey\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
}

interface AlertParams {
  identifier: string;
  '*'?: string;
}

/** The id says what was asked for, so that no table has to. */
function newRequest(deps: CompatDeps, action: string): string {
  return `${deps.newId()}-${action}`;
}

function answerAccepted(reply: FastifyReply, requestId: string): FastifyReply {
  return reply.code(202).send({ result: 'Request will be processed', ...timeAndId(reply, requestId) });
}

async function create(deps: CompatDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { body } = await bodyOf(deps, request);
  const { action: _, ...fields } = isFields(body) ? body : {};
  const requestId = newRequest(deps, 'create');
  // An alert without an alias is a problem of its own.
  const named = isFields(body) ? { ...fields, alias: fields['alias'] || deps.newId() } : body;
  const isGrouped = integrationOf(request).groupBy !== null;
  await storeEvent(deps, request, named, ({ fingerprint }) => ({
    once: requestId,
    name: isGrouped ? fingerprint : null,
    answers: [],
  }));
  return answerAccepted(reply, requestId);
}

/** @returns undefined: there is no body */
async function bodyOf(deps: CompatDeps, request: FastifyRequest): Promise<{ body: unknown }> {
  const integration = integrationOf(request);
  const unpacked = await verifiedBytes(deps, integration, request);
  if (!unpacked.ok) {
    return refuse(deps, integration, request, unpacked);
  }
  if (unpacked.bytes.length === 0) {
    return { body: undefined };
  }
  const decoded = decodeEvent(request, unpacked.bytes);
  return decoded.ok ? { body: decoded.body } : refuse(deps, integration, request, decoded);
}

async function takeAction(deps: CompatDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { '*': path = 'delete' } = request.params as AlertParams;
  const action = path.replace(/\/+$/, '');
  const isKnown = ACTIONS.has(`${request.method} ${action}`);
  const requestId = newRequest(deps, isKnown ? action : 'other');
  const identifier = identifierOf(request);
  const places = identifier.type === 'alias' ? null : await deps.placesOf(integrationOf(request), identifier);
  const fields = isKnown ? await fieldsOf(deps, request) : {};
  const alias = identifier.type === 'alias' ? identifier.value : `${identifier.type}:${identifier.value}`;
  const body = { ...fields, action: isKnown ? action : `${request.method} ${action}`, alias };
  await storeEvent(
    deps,
    request,
    body,
    ({ fingerprint }) => ({
      once: requestId,
      name: null,
      answers: places === null && integrationOf(request).groupBy !== null ? [fingerprint] : [],
    }),
    // An incident of several aliases is closed as a whole; everything else is done to it once.
    (alert) =>
      places === null || places.length === 0
        ? [alert]
        : places.slice(0, action === 'close' ? undefined : 1).map((place) => ({ ...alert, ...place })),
  );
  return answerAccepted(reply, requestId);
}

/** The body of an unsupported action is not read as JSON: it may be a file. */
async function fieldsOf(deps: CompatDeps, request: FastifyRequest): Promise<EventFields> {
  const { body = {} } = await bodyOf(deps, request);
  if (isFields(body)) {
    return body;
  }
  return refuse(deps, integrationOf(request), request, {
    status: 400,
    reason: 'body: must be an object',
    where: { path: 'body', message: 'must be an object' },
    text: JSON.stringify(body),
  });
}

const TYPES: ReadonlyArray<AlertIdentifier['type']> = ['id', 'alias', 'tiny'];

function identifierOf(request: FastifyRequest): AlertIdentifier {
  const { identifier } = request.params as AlertParams;
  const { identifierType = 'id' } = request.query as { identifierType?: unknown };
  const type = TYPES.find((one) => one === String(identifierType).toLowerCase());
  if (type === undefined) {
    const wrong = { path: 'identifierType', message: `must be one of ${TYPES.join(', ')}` };
    const detail = `${wrong.path}: ${wrong.message}`;
    throw new HttpError('validation', detail, [wrong], { reason: 'payload-refused', data: { detail } });
  }
  return { type, value: identifier.trim() };
}

async function tellAlert(deps: CompatDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const integration = integrationOf(request);
  const identifier = identifierOf(request);
  const [place] = await deps.placesOf(integration, identifier);
  const alert = place ? await deps.alertAt(integration, place) : null;
  if (alert === null) {
    throw notThere(`Alert with ${identifier.type} [${identifier.value}] does not exist`);
  }
  return reply.send({ data: alertBody(alert, integration), ...timeAndId(reply, deps.newId()) });
}

async function tellRequest(deps: CompatDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const integration = integrationOf(request);
  const { requestId } = request.params as { requestId: string };
  const place = await deps.requestNamed(integration, requestId);
  if (place === null) {
    throw notThere('Request not found. It might not be processed, yet.');
  }
  const alert = await deps.alertAt(integration, place);
  const action = requestId.slice(requestId.lastIndexOf('-') + 1);
  const isDone = alert !== null && action !== 'other';
  const data = {
    success: isDone,
    action: NAMES[action] ?? NAMES['other'],
    processedAt: new Date(place.at).toISOString(),
    integrationId: integration.id,
    isSuccess: isDone,
    status: alert === null ? 'Alert does not exist' : isDone ? 'Request was processed' : 'Not supported by Vigie',
    alertId: alert?.incident ?? '',
    alias: place.fingerprint,
  };
  return reply.send({ data, ...timeAndId(reply, deps.newId()) });
}

function notThere(message: string): HttpError {
  return new HttpError('not-found', message, [], { reason: 'no-such', data: { kind: 'incident', id: null } });
}

async function takePing(deps: CompatDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { name } = request.params as { name: string };
  const heartbeat = heartbeatNamed(deps, integrationOf(request), name);
  if (heartbeat === null) {
    throw notThere(
      `Heartbeat with name [${name}] does not exist for this key. Make an integration with this id or name and a heartbeat, in the team of the key's integration; one without a team names it under pings.`,
    );
  }
  await kept(deps, () => deps.beat(heartbeat));
  return reply.code(202).send({ result: 'PONG - Heartbeat received', ...timeAndId(reply, deps.newId()) });
}

/**
 * The key of a team's integration pings the heartbeats of the team, any other those that its integration names: a sign of
 * life hides that another system is silent.
 */
function heartbeatNamed(deps: CompatDeps, sender: Integration, name: string): Integration | null {
  const isIts = ({ id, team }: Integration) =>
    id === sender.id || (sender.team === null ? sender.pings?.includes(id) === true : team === sender.team);
  const all = [...deps.directory().integrations.values()].filter((one) => one.heartbeat !== null && isIts(one));
  return all.find(({ id }) => id === name) ?? all.find((one) => one.name === name) ?? null;
}
