/** `POST /in/<token>` and `GET|POST /in/<token>/heartbeat`: the endpoints of monitors, which are never rate-limited. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../ports/clock.ts';
import type { Directory } from '../../ports/directory.ts';
import type { IngestAnswer, IngestRequest, Refusals, RejectedPayload } from '../../ports/ingest.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { DecodedBody as DecodedMail, ParseResult, SourcePayload, WrongField } from '../../ports/source.ts';
import { errorOf } from '#contract/errors';
import type { Alert } from '#domain/incident/signal/alert';
import type { Integration } from '#domain/routing/integration';
import { decodeBody, decompress, MOST_BYTES } from '../body.ts';
import { takeBytes } from '../bodies/collect.ts';
import { letOthersGo } from '../bodies/in-portions.ts';
import { forget, hold, NO_ROOM } from '../bodies/room.ts';
import type { DecodeResult } from '../body.ts';
import { allowed, eventAttributes } from '../cloud-event.ts';
import { HttpError } from '../errors.ts';
import { bearerOf, integrationOf, authenticateIntegration } from '../integration-token.ts';
import type { GuessLimiter } from '../../ports/guesses.ts';
import { StoreUnavailable } from '../../store/store.ts';

export interface IngestDeps {
  log: Log;
  directory(): Directory;
  clock: Clock;
  guesses: GuessLimiter;
  metrics: Metrics;
  refusals: Refusals;
  parse(integration: Integration, payload: SourcePayload): ParseResult;
  /** Decodes a payload in its source's own form, such as a mail; null if it is JSON or a form. */
  decode(integration: Integration, bytes: Buffer, contentType: string | undefined): Promise<DecodedMail> | null;
  /** Why a readable payload is refused; null if it is accepted. */
  unwanted(integration: Integration, body: unknown): string | null;
  submit(request: IngestRequest): Promise<IngestAnswer>;
  beat(integration: Integration): Promise<void>;
  reject(rejection: RejectedPayload): Promise<void>;
  verify(integration: Integration, headers: FastifyRequest['headers'], body: Buffer): Promise<string | null>;
  /** Whether too many alerts are waiting to be stored. */
  overloaded(): boolean;
}

export function ingestRoutes(app: FastifyInstance, deps: IngestDeps): void {
  countRefused(app, deps);
  takeBytes(app);
  const wrong = 'This token belongs to no integration. Copy the address from the integration page again.';
  authenticateIntegration(app, deps, {
    wrong,
    tokenOf: (request) => (request.params as { token?: string }).token ?? bearerOf(request),
  });
  const options = { bodyLimit: MOST_BYTES, schema: { hide: true } };
  const alerts = { ...options, onRequest: async () => refuseOverload(deps) };
  const take = (request: FastifyRequest, reply: FastifyReply) => takeAlerts(deps, request, reply);
  app.post('/in/:token', alerts, take);
  app.post('/in', alerts, take);
  for (const url of ['/in', '/in/:token']) {
    app.options(url, options, async (request, reply) =>
      reply
        .code(200)
        .headers({ allow: 'POST', ...allowed(request.headers) })
        .send(),
    );
  }
  app.route({
    method: ['GET', 'POST'],
    url: '/in/:token/heartbeat',
    ...options,
    config: { isBodyUnread: true },
    handler: (request, reply) => takeBeat(deps, request, reply),
  });
}

/** Alerts may be refused before they come to where they are stored, such as when the database's time is asked for. */
export function countRefused(app: FastifyInstance, { refusals }: Pick<IngestDeps, 'refusals'>): void {
  app.addHook('onError', (_request, _reply, error, done) => {
    if (error instanceof StoreUnavailable) {
      refusals.note(error, 1);
    } else if (error instanceof HttpError && error.why?.reason === 'overloaded') {
      refusals.overloaded();
    }
    done();
  });
}

/** Refuses before the body is read, since there is no room for the body either. */
export function refuseOverload(deps: IngestDeps): void {
  if (deps.overloaded()) {
    throw new HttpError('unavailable', 'Too many alerts are waiting to be stored; try again shortly.', [], {
      reason: 'overloaded',
    });
  }
}

/** Reserves memory for what is parsed from a body, until the request is answered. */
export function holdAlso(request: FastifyRequest, bytes: number): void {
  if (!hold(request, bytes)) {
    throw new HttpError('unavailable', NO_ROOM, [], { reason: 'overloaded' });
  }
}

/** @param as changes alerts as the address has them understood */
export async function takeAlerts(
  deps: IngestDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  as: (alert: Alert, integration: Integration) => Alert = (alert) => alert,
): Promise<FastifyReply> {
  const integration = integrationOf(request);
  const unpacked = await verifiedBytes(deps, integration, request);
  if (!unpacked.ok) {
    return refuse(deps, integration, request, unpacked);
  }
  if (integration.type === 'heartbeat') {
    await kept(deps, () => deps.beat(integration));
    return reply.code(202).send({ accepted: 1, duplicates: 0, incidents: [] });
  }
  const payload = await readPayload(deps, integration, request, unpacked.bytes);
  if (!payload.ok) {
    return refuse(deps, integration, request, payload);
  }
  const { origin } = payload.parsed;
  const alerts = payload.parsed.alerts.map((alert) => as(alert, integration));
  const answer = await kept(deps, () => deps.submit({ integration, alerts, pageTest: false, origin }));
  countAlerts(deps, integration, answer);
  return answer.untold ? sendAgain(reply) : reply.code(202).send(answer);
}

export type IngestRefusal = Parameters<typeof refuse>[3];
export type RefusedPayload = { ok: false } & IngestRefusal;

/** The sent bytes, decompressed, if their signature is valid. */
export async function verifiedBytes(
  deps: IngestDeps,
  integration: Integration,
  request: FastifyRequest,
): Promise<{ ok: true; bytes: Buffer } | RefusedPayload> {
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const unpacked = await decompress(raw, request.headers['content-encoding']);
  if (!unpacked.ok) {
    return unpacked;
  }
  const { bytes } = unpacked;
  holdAlso(request, bytes === raw ? 0 : bytes.length);
  const forged = await deps.verify(integration, request.headers, bytes);
  return forged === null
    ? { ok: true, bytes }
    : { ok: false, status: 401, reason: forged, text: bytes.toString('utf8') };
}

async function readPayload(
  deps: IngestDeps,
  integration: Integration,
  request: FastifyRequest,
  bytes: Buffer,
): Promise<{ ok: true; parsed: Extract<ParseResult, { ok: true }> } | RefusedPayload> {
  const attributes = eventAttributes(request.headers);
  const decoded = await bodyOf(deps, integration, bytes, {
    contentType: request.headers['content-type'],
    isEvent: attributes !== undefined,
    hold: (more) => holdAlso(request, more),
  });
  forget(bytes);
  if (!decoded.ok) {
    return decoded;
  }
  const { body, text, contentType } = decoded;
  const unwanted = deps.unwanted(integration, body);
  if (unwanted !== null) {
    return { ok: false, status: 400, reason: unwanted, text, contentType };
  }
  const receivedAt = await deps.clock.now();
  await letOthersGo(request);
  const parsed = deps.parse(integration, { body, receivedAt, ...(attributes && { attributes }) });
  return parsed.ok ? { ok: true, parsed } : { ...parsed, status: 400, text, contentType };
}

export const UNTOLD =
  'The alert is kept, but its escalation failed and nobody could be told: see the incident and the sidecar’s log. Send it again.';

function sendAgain(reply: FastifyReply): FastifyReply {
  return reply.code(503).header('retry-after', '30').send(errorOf('unavailable', UNTOLD));
}

/** Senders retry after 503, while many give up after 500. */
export async function kept<T>({ log }: IngestDeps, store: () => Promise<T>): Promise<T> {
  try {
    return await store();
  } catch (error) {
    if (error instanceof StoreUnavailable || error instanceof HttpError) {
      throw error;
    }
    log.error({ err: error }, 'could not store an alert; the sender was asked to try again');
    throw new HttpError(
      'unavailable',
      'It could not be stored: Vigie failed unexpectedly. The log of the sidecar says why. Send it again.',
      [],
      { reason: 'internal' },
    );
  }
}

/** The data of a binary-mode event may be of any type, or absent. */
function asEventData(isEvent: boolean, decoded: DecodeResult): DecodeResult {
  const isOfAnotherType = !decoded.ok && (decoded.status === 415 || decoded.text.trim() === '');
  return isEvent && isOfAnotherType
    ? { ok: true, body: decoded.text.trim() === '' ? null : decoded.text, text: decoded.text }
    : decoded;
}

/** A mail is kept as JSON, so that it can be replayed. */
async function bodyOf(
  deps: IngestDeps,
  integration: Integration,
  bytes: Buffer,
  { contentType, isEvent, hold }: { contentType: string | undefined; isEvent: boolean; hold(bytes: number): void },
) {
  const own = await deps.decode(integration, bytes, contentType);
  if (own === null) {
    return { ...asEventData(isEvent, decodeBody(bytes, contentType, hold)), contentType };
  }
  hold(bytes.length);
  return own.ok
    ? { ...own, text: JSON.stringify(own.body), contentType: 'application/json' }
    : { ok: false as const, status: 400 as const, reason: own.reason, text: '', contentType };
}

export function countAlerts({ metrics }: IngestDeps, integration: Integration, answer: IngestAnswer): void {
  const labels = { integration: integration.id, source: integration.type };
  metrics.alerts.inc({ ...labels, outcome: 'accepted' }, answer.accepted - answer.duplicates);
  metrics.alerts.inc({ ...labels, outcome: 'duplicate' }, answer.duplicates);
}

export const CODES = { 400: 'validation', 401: 'unauthorized', 413: 'too-large', 415: 'unsupported-type' } as const;

/** Keeps the refused payload, so that whoever sets up the integration can see it. */
export async function refuse(
  deps: IngestDeps,
  integration: Integration,
  request: FastifyRequest,
  why: { status: keyof typeof CODES; reason: string; where?: WrongField; text: string; contentType?: string },
): Promise<never> {
  deps.metrics.alerts.inc({ integration: integration.id, source: integration.type, outcome: 'rejected' });
  await deps.reject({
    integration: integration.id,
    reason: why.reason,
    contentType: why.contentType ?? request.headers['content-type'] ?? null,
    body: why.text,
  });
  const details = [why.where ?? { path: '', message: why.reason }];
  throw new HttpError(CODES[why.status], `${integration.name}: ${why.reason}`, details, {
    reason: 'payload-refused',
    data: { detail: why.reason },
  });
}

export async function takeBeat(deps: IngestDeps, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const integration = integrationOf(request);
  if (!integration.heartbeat) {
    throw new HttpError(
      'validation',
      `${integration.name} expects no heartbeat. Set heartbeat: { every, grace } on the integration first.`,
    );
  }
  await kept(deps, () => deps.beat(integration));
  return reply.code(202).send({ accepted: 1, duplicates: 0, incidents: [] });
}
