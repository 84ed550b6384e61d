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
  setups: [
    {
      id: 'ntfy',
      group: 'other',
      summary: {
        en: 'Push to phones and desktops, from a server of your own or ntfy.sh, with buttons',
        fr: 'Notifications sur téléphones et postes, par votre serveur ou ntfy.sh, avec des boutons',
      },
      needs: [
        {
          en: 'A server of ntfy, or ntfy.sh, that the sidecar reaches',
          fr: 'Un serveur ntfy, ou ntfy.sh, que le sidecar atteint',
        },
        {
          en: 'For the buttons: the phones must reach {publicUrl}',
          fr: 'Pour les boutons : les téléphones doivent atteindre {publicUrl}',
        },
      ],
      steps: [
        {
          what: {
            en: 'Choose a topic with a name that nobody guesses, and subscribe to it in the app of ntfy.',
            fr: 'Choisissez un sujet dont personne ne devine le nom, et abonnez-vous-y dans l’application ntfy.',
          },
          link: {
            label: { en: 'Subscribe by phone', fr: 'S’abonner depuis un téléphone' },
            url: 'https://docs.ntfy.sh/subscribe/phone/',
          },
        },
      ],
      fields: [{ name: 'url' }, { name: 'secret', required: false }],
    },
  ],
  carries: { update: true, reply: false, buttons: true, receipt: false },
  rings: true,
  limit: NO_LIMIT,
  bundle: null,
};
