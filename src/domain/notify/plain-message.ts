/** What is left of a message that cannot be rendered: plain facts, on the clock of UTC, in English. Better than nothing. */
import { UPDATE_KINDS } from '#domain/notify/message';
import type { Message, MessageIncident, UpdateKind } from '#domain/notify/message';

export function plainMessage(message: Message): Message {
  const { incident, person, update } = message;
  // What happened is a fact; one that nobody has words for is why it cannot be rendered.
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

/** Where it is not known what happened: how things are. */
export function stateAsNews({ state }: Pick<MessageIncident, 'state'>): NonNullable<Message['update']> {
  return { kind: NEWS[state], actor: null, text: null };
}
