import type { ChannelDefinition } from '../../ports/channel.ts';
import { wrongUrl } from '../destination.ts';
import { NO_LIMIT } from '../limits.ts';
import { ROOM_FIELDS } from '../room-fields.ts';
import { topicOf } from './topic.ts';

function validate(to: string): string | null {
  return wrongUrl(to) ?? (topicOf(to) === null ? 'must end with the name of a topic: letters, digits, _ and -, at most 64' : null);
}

export const definition: ChannelDefinition = {
  kind: 'ntfy',
  name: 'ntfy',
  address: { label: 'Topic', hint: 'https://ntfy.example.com/a-name-nobody-guesses', validate },
  fields: [
    { name: 'url', label: 'Topic', hint: 'https://ntfy.example.com/a-name-nobody-guesses', secret: false, required: true },
    { name: 'secret', label: 'Access token', hint: 'For topics that not everybody may write to: tk_…', secret: true, required: false },
    ...ROOM_FIELDS,
  ],
  carries: { update: true, reply: false, buttons: true, receipt: false },
  rings: true,
  limit: NO_LIMIT,
  bundleWithin: null,
};
