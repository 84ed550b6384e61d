/** What is left of a message that cannot be rendered: plain facts, on the clock of UTC, in English. Better than nothing. */
import type { Message } from '#domain/notify/message';

export function plainMessage(message: Message): Message {
  const { incident, person } = message;
  return {
    ...message,
    language: 'en',
    timeZone: 'UTC',
    person: person && { login: person.login, name: person.name },
    incident: incident && { ...incident, description: '', labels: {}, by: null, snoozedUntil: null },
    next: null,
  };
}
