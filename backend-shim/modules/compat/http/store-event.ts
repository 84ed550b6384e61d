/** Reads and stores what comes in by the paths of other pagers. */
import type { FastifyRequest } from 'fastify';
import type { Alert } from '#domain/incident/signal/alert';
import type { PayloadOrigin } from '../../../ports/source.ts';
import { forget } from '../../../http/bodies/room.ts';
import { decodeBody } from '../../../http/body.ts';
import type { DecodeResult } from '../../../http/body.ts';
import { HttpError } from '../../../http/errors.ts';
import { integrationOf } from '../../../http/integration-token.ts';
import { CODES, countAlerts, holdAlso, kept, refuse, UNTOLD } from '../../../http/routes/ingest.ts';
import type { IngestRefusal } from '../../../http/routes/ingest.ts';
import type { CompatDeps } from './compat-deps.ts';

export type EventFields = Record<string, unknown>;

/** Nothing reads `bytes` after it. @returns the fields of a JSON object; what is none is refused by the source, with a reason */
export function decodeEvent(request: FastifyRequest, bytes: Buffer): DecodeResult {
  const decoded = decodeBody(bytes, request.headers['content-type'], (more) => holdAlso(request, more));
  if (decoded.ok) {
    forget(bytes);
  }
  return decoded;
}

export function isFields(body: unknown): body is EventFields {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

/** The integration is unknown, so the event is not stored. */
export function refuseStranger({ status, reason }: Pick<IngestRefusal, 'status' | 'reason'>): never {
  throw new HttpError(CODES[status], reason, [], { reason: 'payload-refused', data: { detail: reason } });
}

/**
 * Stores it before the answer.
 * @param placed puts the alerts where the sender's identifier leads, if the body does not say it
 * @returns the alerts as they were stored
 */
export async function storeEvent(
  deps: CompatDeps,
  request: FastifyRequest,
  body: unknown,
  originOf: (alert: Alert) => PayloadOrigin | undefined,
  placed: (alert: Alert) => Alert[] = (alert) => [alert],
): Promise<Alert[]> {
  const integration = integrationOf(request);
  const parsed = deps.parse(integration, { body, receivedAt: await deps.clock.now() });
  if (!parsed.ok) {
    const text = JSON.stringify(body) ?? '';
    return refuse(deps, integration, request, {
      ...parsed,
      status: 400,
      text,
      contentType: 'application/json',
    });
  }
  const alerts = parsed.alerts.flatMap(placed);
  const [first] = alerts;
  const origin = first && originOf(first);
  const answer = await kept(deps, () =>
    deps.submit({ integration, alerts, pageTest: false, ...(origin && { origin }) }),
  );
  countAlerts(deps, integration, answer);
  if (answer.untold) {
    throw new HttpError('unavailable', UNTOLD, [], { reason: 'internal' });
  }
  return alerts;
}
