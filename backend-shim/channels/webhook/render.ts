/** Renders the JSON body of a webhook message. */
import type { Message, MessageIncident } from '#domain/notify/message/message';
import { renderMessage } from '#domain/notify/render/render-message';

function incidentBody(incident: MessageIncident) {
  const { id, number, title, severity, state, source, labels, url, acknowledgeUrl, resolveUrl } = incident;
  return { id, number, title, severity, state, source, labels, url, acknowledgeUrl, resolveUrl };
}

/** Renders the body as text: exactly these bytes are signed and sent. Its shape is part of the public contract. */
export function renderWebhook(message: Message, idempotencyKey: string): string {
  return JSON.stringify({
    id: idempotencyKey,
    kind: message.kind,
    at: new Date(message.at).toISOString(),
    person: message.person === null ? null : { login: message.person.login },
    incident: message.incident === null ? null : incidentBody(message.incident),
    policy: message.policy,
    step: message.step,
    text: renderMessage(message).text,
    urgency: message.urgency,
    bundled: message.bundled,
    update: message.update,
    onCall: message.onCall,
    ...(message.status === undefined ? {} : { subscription: message.status.subscription }),
  });
}
