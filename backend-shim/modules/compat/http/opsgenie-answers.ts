/** Answers in the form of Opsgenie's Alert API. */
import type { FastifyReply } from 'fastify';
import { ERROR_STATUS } from '#contract/errors';
import type { Severity } from '#domain/incident/signal/alert';
import type { Integration } from '#domain/routing/integration';
import type { AlertState } from '../../../ports/ingest.ts';
import type { RequestFailure } from '../../../http/errors.ts';

/** Seconds, and a name for the request. */
export function timeAndId(reply: FastifyReply, requestId: string): { took: number; requestId: string } {
  return { took: Math.round(reply.elapsedTime) / 1000, requestId };
}

/** Opsgenie says 422 of a body that it does not take. */
export function failureAnswer(
  { code, message, details: [wrong], why }: RequestFailure,
  reply: FastifyReply,
  requestId: string,
): { status: number; body: object } {
  const more = timeAndId(reply, requestId);
  if (why?.reason === 'token-unknown') {
    return { status: 401, body: { message: `Could not authenticate. ${message}`, ...more } };
  }
  if (why?.reason !== 'payload-refused' || code !== 'validation') {
    return { status: ERROR_STATUS[code], body: { message, ...more } };
  }
  return {
    status: 422,
    body: {
      message: 'Request body is not processable. Please check the errors.',
      errors: { [wrong?.path || 'body']: wrong?.message ?? message },
      ...more,
    },
  };
}

const PRIORITIES: Record<Severity, string> = { critical: 'P1', error: 'P2', warning: 'P3', info: 'P5' };
/** Labels that are fields of their own. */
const OWN = new Set(['alias', 'source', 'entity', 'priority', 'tags', 'responders']);

export function alertBody(alert: AlertState, integration: Integration): object {
  const { labels } = alert;
  const at = (instant: number | null) => (instant === null ? undefined : new Date(instant).toISOString());
  const isSnoozed = alert.snoozedUntil !== null && !alert.isClosed;
  return {
    id: alert.incident,
    tinyId: String(alert.number),
    alias: alert.fingerprint,
    message: alert.title,
    description: alert.description,
    status: alert.isClosed ? 'closed' : 'open',
    acknowledged: alert.acknowledgedBy !== null && !alert.isClosed,
    isSeen: alert.acknowledgedBy !== null,
    snoozed: isSnoozed,
    ...(isSnoozed && { snoozedUntil: at(alert.snoozedUntil) }),
    tags: labels['tags'] === undefined ? [] : labels['tags'].split(','),
    count: alert.count,
    priority: labels['priority'] ?? PRIORITIES[alert.severity],
    source: labels['source'] ?? '',
    entity: labels['entity'] ?? '',
    owner: alert.acknowledgedBy ?? '',
    responders: [],
    actions: [],
    details: Object.fromEntries(Object.entries(labels).filter(([name]) => !OWN.has(name))),
    integration: { id: integration.id, name: integration.name, type: 'API' },
    createdAt: at(alert.firstAt),
    updatedAt: at(alert.updatedAt),
    lastOccurredAt: at(alert.lastAt),
    report: reportOf(alert),
  };
}

/** Milliseconds from the first signal on. */
function reportOf(alert: AlertState): object {
  return {
    ...(alert.acknowledgedAt !== null && {
      ackTime: alert.acknowledgedAt - alert.firstAt,
      acknowledgedBy: alert.acknowledgedBy,
    }),
    ...(alert.resolvedAt !== null && { closeTime: alert.resolvedAt - alert.firstAt, closedBy: alert.resolvedBy }),
  };
}
