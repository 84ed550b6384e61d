/**
 * Renders a message that cannot be rendered properly as plain facts, in UTC and English, which is better than nothing.
 */
import { UPDATE_KINDS } from '#domain/notify/message/message';
import type { Message, MessageIncident, UpdateKind } from '#domain/notify/message/message';

export function plainMessage(message: Message): Message {
  const { incident, person, update } = message;
  // The kind of news is shown unless it is the reason why rendering failed.
  const isKnown = update !== null && UPDATE_KINDS.includes(update.kind);
  return {
    ...message,
    language: 'en',
    timeZone: 'UTC',
    person: person && { login: person.login, name: person.name },
    incident: incident && { ...incident, description: '', labels: {}, by: null, snoozedUntil: null },
    policy: null,
    step: null,
    next: null,
    update: isKnown
      ? { kind: update.kind, actor: null, text: null }
      : message.kind === 'update' && incident
        ? stateAsNews(incident)
        : null,
  };
}

const NEWS: Record<MessageIncident['state'], UpdateKind> = {
  open: 'severity',
  acknowledged: 'acknowledged',
  snoozed: 'snoozed',
  resolved: 'resolved',
};

/** The present state as news, for when it is not known what happened. */
export function stateAsNews({ state }: Pick<MessageIncident, 'state'>): NonNullable<Message['update']> {
  return { kind: NEWS[state], actor: null, text: null };
}
