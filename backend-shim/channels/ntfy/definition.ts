/** Declares the channel for ntfy: its settings, its contact methods, and the checks of both. */
import type { ChannelDefinition } from '../../ports/channel.ts';
import { wrongUrl } from '../shared/fields/destination.ts';
import { formatCheck } from '../shared/fields/field-checks.ts';
import { NO_LIMIT } from '../shared/fields/limits.ts';
import { ROOM_FIELDS } from '../shared/fields/room-fields.ts';
import { topicOf } from './topic.ts';

function validate(to: string): string | null {
  return (
    wrongUrl(to) ??
    (topicOf(to) === null ? 'must end with the name of a topic: letters, digits, _ and -, at most 64' : null)
  );
}

export const definition: ChannelDefinition = {
  kind: 'ntfy',
  name: { en: 'ntfy', fr: 'ntfy' },
  address: {
    label: { en: 'Topic', fr: 'Sujet' },
    hint: {
      en: 'https://ntfy.example.com/a-name-nobody-guesses',
      fr: 'https://ntfy.example.com/un-nom-que-personne-ne-devine',
    },
    format: 'ntfy-topic',
    sealed: true,
    validate,
  },
  fields: [
    {
      name: 'url',
      secret: false,
      sealed: true,
      required: true,
      label: { en: 'Topic', fr: 'Sujet' },
      hint: {
        en: 'https://ntfy.example.com/a-name-nobody-guesses',
        fr: 'https://ntfy.example.com/un-nom-que-personne-ne-devine',
      },
      wrong: formatCheck('ntfy-topic', validate),
    },
    {
      name: 'secret',
      secret: true,
      required: false,
      label: { en: 'Access token', fr: 'Jeton d’accès' },
      hint: {
        en: 'For topics that not everybody may write to: tk_…',
        fr: 'Pour les sujets où tout le monde ne peut pas écrire : tk_…',
      },
    },
    ...ROOM_FIELDS,
  ],
  carries: { update: true, reply: false, buttons: true, receipt: false },
  rings: true,
  limit: NO_LIMIT,
  bundle: null,
};
