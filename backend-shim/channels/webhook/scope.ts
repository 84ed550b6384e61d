/** Collects the values that a room's templates can read. */
import type { Message, MessageIncident } from '#domain/notify/message/message';
import { renderMessage } from '#domain/notify/render/render-message';
import { readJson } from '../shared/json.ts';
import { TypedValue } from './liquid.ts';

export interface ScopeExtras {
  idempotencyKey: string;
  secrets: Record<string, string>;
  /** A value from the login; null: there is none. */
  session: string | null;
}

/** A test message has no incident, so templates see an example. */
const EXAMPLE: MessageIncident = {
  id: 'test',
  number: 0,
  title: 'Test message from Vigie',
  description: 'There is nothing to do.',
  severity: 'info',
  state: 'open',
  source: 'Vigie',
  labels: {},
  openedAt: 0,
  alerts: { firing: 0, total: 0 },
  links: [],
  url: '',
  opens: 'home',
  acknowledgeUrl: null,
  resolveUrl: null,
  by: null,
  snoozedUntil: null,
};

export function scopeOf(message: Message, { idempotencyKey, secrets, session }: ScopeExtras) {
  const { subject, short, text } = renderMessage(message);
  const incident = message.incident ?? EXAMPLE;
  return {
    id: idempotencyKey,
    kind: message.kind,
    /** opened, acknowledged, resolved…; or `page` or `test`. */
    event: message.update?.kind ?? message.kind,
    at: new Date(message.at).toISOString(),
    actor: message.update?.actor ?? null,
    note: message.update?.text ?? null,
    subject,
    short,
    text,
    incident: {
      id: incident.id,
      number: incident.number,
      title: incident.title,
      description: incident.description,
      severity: incident.severity,
      state: incident.state,
      // Receivers older than `byHand` read it here.
      source: incident.source ?? 'by hand',
      byHand: incident.source === null,
      labels: incident.labels,
      url: incident.url,
      openedAt: new Date(incident.openedAt || message.at).toISOString(),
      alerts: incident.alerts,
    },
    subscription: message.status?.subscription ?? null,
    policy: message.policy,
    step: message.step,
    urgency: message.urgency,
    /** This room's first answer about this incident, read as JSON. */
    ticket: readJson(message.answer ?? 'null'),
    answer: message.answer ?? null,
    secrets: Object.fromEntries(Object.entries(secrets).map(([name, text]) => [name, new TypedValue(text)])),
    session,
  };
}
