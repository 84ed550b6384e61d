/**
 * Renders a message that cannot be rendered properly as plain facts, in UTC and English, which is better than nothing.
 */
import { UPDATE_KINDS } from '#domain/notify/message/message';
import type { Message, MessageIncident, UpdateKind } from '#domain/notify/message/message';

export function plainMessage(message: Message): Message {
  const { incident, person, update, several } = message;
  return {
    ...message,
    language: 'en',
    timeZone: 'UTC',
    person: person && { login: person.login, name: person.name },
    incident: incident && plainIncident(incident),
    policy: null,
    step: null,
    next: null,
    update: plainNews(update) ?? (message.kind === 'update' && incident ? stateAsNews(incident) : null),
    ...(several && {
      several: {
        ...several,
        entries: several.entries.map((entry) => ({
          incident: plainIncident(entry.incident),
          update: entry.update && (plainNews(entry.update) ?? stateAsNews(entry.incident)),
        })),
      },
    }),
  };
}

function plainIncident(incident: MessageIncident): MessageIncident {
  return { ...incident, description: '', labels: {}, links: [], by: null, snoozedUntil: null };
}

/** The kind of news is shown unless it is the reason why rendering failed. */
function plainNews(update: Message['update']): Message['update'] {
  return update !== null && UPDATE_KINDS.includes(update.kind) ? { kind: update.kind, actor: null, text: null } : null;
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
