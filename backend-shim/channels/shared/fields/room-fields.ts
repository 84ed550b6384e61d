/** Declares the fields that every room has: language and time zone. */
import { shownZone } from '#domain/time/words/instant-words';
import type { ChannelSettingField } from '../../../ports/channel.ts';
import { choiceCheck } from './field-checks.ts';

export const ROOM_FIELDS: readonly ChannelSettingField[] = [
  {
    name: 'language',
    secret: false,
    required: false,
    label: { en: 'Language', fr: 'Langue' },
    hint: {
      en: 'Of messages to a room; English (usual)',
      fr: 'Celle des messages au salon ; anglais (par défaut)',
    },
    input: {
      choices: [
        { value: 'en', label: { en: 'English', fr: 'Anglais' } },
        { value: 'fr', label: { en: 'French', fr: 'Français' } },
      ],
    },
    wrong: choiceCheck(['en', 'fr']),
  },
  {
    name: 'timeZone',
    secret: false,
    required: false,
    label: { en: 'Time zone', fr: 'Fuseau horaire' },
    hint: {
      en: 'Of times in messages to a room; the organisation’s (usual)',
      fr: 'Celui des heures dans les messages au salon ; celui de l’organisation (par défaut)',
    },
    input: 'zone',
    wrong: (zone) =>
      shownZone(zone) === zone
        ? null
        : { message: 'must be an IANA name such as Europe/Paris', reason: 'unknown-zone', data: { zone } },
  },
];
