/** Declares the fields that every room has: language and time zone. */
import { shownZone } from '#domain/notify/render/words/civil-time';
import type { ChannelSettingField } from '../../../ports/channel.ts';
import { choiceCheck } from './field-checks.ts';

export const ROOM_FIELDS: readonly ChannelSettingField[] = [
  {
    name: 'language',
    secret: false,
    required: false,
    label: { en: 'Language', fr: 'Langue' },
    hint: { en: 'en (usual) or fr: of messages to a room', fr: 'en (par défaut) ou fr : celle des messages au salon' },
    wrong: choiceCheck(['en', 'fr']),
  },
  {
    name: 'timeZone',
    secret: false,
    required: false,
    label: { en: 'Time zone', fr: 'Fuseau horaire' },
    hint: {
      en: 'Europe/Paris: of times in messages to a room; UTC (usual)',
      fr: 'Europe/Paris : celui des heures dans les messages au salon ; UTC (par défaut)',
    },
    wrong: (zone) =>
      shownZone(zone) === zone
        ? null
        : { message: 'must be an IANA name such as Europe/Paris', reason: 'unknown-zone', data: { zone } },
  },
];
