/** The paths of PagerDuty's Events API v2. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Alert } from '#domain/incident/signal/alert';
import type { PayloadOrigin } from '../../../ports/source.ts';
import { takeBytes } from '../../../http/bodies/collect.ts';
import { letGo } from '../../../http/bodies/room.ts';
import { takeTurns } from '../../../http/bodies/turns.ts';
import type { Turns } from '../../../http/bodies/turns.ts';
import { decompress } from '../../../http/body.ts';
import { errorHandler } from '../../../http/errors.ts';
import type { FailureAnswer } from '../../../http/errors.ts';
import { ERROR_STATUS } from '#contract/errors';
import { admitIntegration, integrationOf, refuseToken } from '../../../http/integration-token.ts';
import { holdAlso, refuse, refuseOverload } from '../../../http/routes/ingest.ts';
import type { CompatDeps } from './compat-deps.ts';
import { possibleKeys } from './routing-key.ts';
import { decodeEvent, isFields, refuseStranger, storeEvent } from './store-event.ts';
import type { EventFields } from './store-event.ts';

/** PagerDuty itself takes half of it. The key is in the body, so this much is read of whoever sends it. */
const MOST_BYTES = 1024 * 1024;

/** Bodies of unknown senders that are decompressed at a time, which takes threads that others need, too. */
const STRANGERS_AT_ONCE = 2;

const NOTHING = Buffer.alloc(0);

const PLACE = {
  type: 'pagerduty' as const,
  wrong: 'Invalid routing key: it is the token of no integration of type pagerduty',
};

/** The answers are those that clients of PagerDuty know: 202, 400 with `errors`, 5xx to try again. */
const pagerdutyFailure: FailureAnswer = ({ code, message, details: [wrong], why }) => {
  if (code === 'unavailable' || code === 'internal' || code === 'too-large') {
    return { status: ERROR_STATUS[code], body: { status: 'error', message, errors: [message] } };
  }
  const isKey = why?.reason === 'token-unknown';
  const errors = [wrong === undefined ? message : `${wrong.path && `'${wrong.path}' `}${wrong.message}`];
  return {
    status: 400,
    body: { status: 'invalid event', message: isKey ? 'Invalid routing key' : 'Event object is invalid', errors },
  };
};

export function pagerdutyRoutes(app: FastifyInstance, deps: CompatDeps): void {
  takeBytes(app);
  app.decorateRequest('integration', null);
  app.setErrorHandler(errorHandler(deps.log, pagerdutyFailure));
  const options = {
    bodyLimit: MOST_BYTES,
    schema: { hide: true },
    onRequest: async (request: FastifyRequest) => {
      const key = headerKey(request);
      if (key !== undefined) {
        await admitIntegration(request, deps, key, PLACE);
      }
      refuseOverload(deps);
    },
  };
  const strangers = takeTurns(STRANGERS_AT_ONCE);
  app.post('/v2/enqueue', options, async (request, reply) => {
    const event = await admittedEvent(deps, request, strangers);
    const [alert] = await storeEvent(deps, request, eventOf(event, deps), (one) => originOf(deps, request, one));
    return answerAccepted(reply, { message: 'Event processed', dedup_key: alert?.fingerprint });
  });
  app.post('/v2/change/enqueue', options, async (request, reply) => {
    const event = await admittedEvent(deps, request, strangers);
    await storeEvent(deps, request, { ...event, event_action: 'change', dedup_key: deps.newId() }, () => undefined);
    return answerAccepted(reply, { message: 'Change event processed' });
  });
}

/** A trigger without a key is a problem of its own. `change` is the word of the other path, and none here. */
function eventOf(event: EventFields, deps: CompatDeps): EventFields {
  if (event['event_action'] === 'change') {
    return { ...event, event_action: 'none' };
  }
  return event['event_action'] === 'trigger' && !event['dedup_key'] ? { ...event, dedup_key: deps.newId() } : event;
}

function answerAccepted(reply: FastifyReply, more: object): FastifyReply {
  return reply.code(202).send({ status: 'success', ...more });
}

/** The event without its key, once the key is known to be right. Nothing is parsed before. */
async function admittedEvent(deps: CompatDeps, request: FastifyRequest, strangers: Turns): Promise<EventFields> {
  const { bytes, key } = await bytesAndKey(deps, request, strangers);
  await admitIntegration(request, deps, key, PLACE);
  const integration = integrationOf(request);
  const forged = await deps.verify(integration, request.headers, bytes);
  if (forged !== null) {
    return refuse(deps, integration, request, { status: 401, reason: forged, text: withoutKey(bytes, key) });
  }
  const decoded = decodeEvent(request, bytes);
  if (!decoded.ok) {
    return refuse(deps, integration, request, { ...decoded, text: withoutKey(bytes, key) });
  }
  const { routing_key: given, ...event } = isFields(decoded.body) ? decoded.body : {};
  // Otherwise the right key stood in a text of the event, and the event is for another.
  return headerKey(request) !== undefined || given === key ? event : refuseToken(request, deps, PLACE.wrong);
}

/**
 * Compressed bodies of unknown senders wait in line.
 * @returns without bytes if the key is wrong: its answer waits, and must hold nothing meanwhile
 */
async function bytesAndKey(
  deps: CompatDeps,
  request: FastifyRequest,
  strangers: Turns,
): Promise<{ bytes: Buffer; key: string }> {
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const unpack = () => decompress(raw, request.headers['content-encoding'], MOST_BYTES);
  const header = headerKey(request);
  const unpacked = await (header === undefined ? strangers.run(unpack) : unpack());
  if (!unpacked.ok) {
    return refuseStranger(unpacked);
  }
  const { bytes } = unpacked;
  holdAlso(request, bytes === raw ? 0 : bytes.length);
  const key = header ?? keyIn(deps, bytes);
  if (isKnown(deps, key)) {
    return { bytes, key };
  }
  letGo(request);
  return { bytes: NOTHING, key };
}

/** The first that leads somewhere, or else the first. */
function keyIn(deps: CompatDeps, bytes: Buffer): string {
  const keys = possibleKeys(bytes);
  return keys.find((key) => isKnown(deps, key)) ?? keys[0] ?? '';
}

function isKnown(deps: CompatDeps, key: string): boolean {
  const directory = deps.directory();
  return directory.integrationByToken(key)?.type === PLACE.type || directory.mustComeAgain(key);
}

function headerKey({ headers }: FastifyRequest): string | undefined {
  const given = headers['x-routing-key'];
  return given === undefined ? undefined : String(given);
}

/** What is kept of a refused event is shown to people. */
function withoutKey(bytes: Buffer, key: string): string {
  return bytes.toString('utf8').replaceAll(key, '…');
}

/** Grouped by labels, which a resolution does not have: it finds its trigger by the key. */
function originOf(deps: CompatDeps, request: FastifyRequest, alert: Alert): PayloadOrigin | undefined {
  if (integrationOf(request).groupBy === null) {
    return undefined;
  }
  return alert.status === 'firing'
    ? { once: deps.newId(), name: alert.fingerprint, answers: [] }
    : { once: null, name: null, answers: [alert.fingerprint] };
}
