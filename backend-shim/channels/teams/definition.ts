/** Declares the channel for Microsoft Teams: its settings, its contact methods, and the checks of both. */
import type { ChannelDefinition } from '../../ports/channel.ts';
import { wrongUrl } from '../shared/fields/destination.ts';
import { urlCheck } from '../shared/fields/field-checks.ts';
import { NO_LIMIT } from '../shared/fields/limits.ts';
import { ROOM_FIELDS } from '../shared/fields/room-fields.ts';

export const definition: ChannelDefinition = {
  kind: 'teams',
  name: { en: 'Microsoft Teams (workflow)', fr: 'Microsoft Teams (workflow)' },
  address: {
    label: { en: 'Workflow URL', fr: 'URL du workflow' },
    hint: {
      en: 'The address of "When a Teams webhook request is received"',
      fr: 'L’adresse de « Lorsqu’une requête webhook Teams est reçue »',
    },
    format: 'web-address',
    sealed: true,
    validate: wrongUrl,
  },
  fields: [
    {
      name: 'url',
      label: { en: 'Workflow URL', fr: 'URL du workflow' },
      hint: {
        en: 'The address of "When a Teams webhook request is received"; whoever has it can post',
        fr: 'L’adresse de « Lorsqu’une requête webhook Teams est reçue » ; quiconque la connaît peut écrire',
      },
      secret: true,
      required: true,
      wrong: urlCheck,
    },
    ...ROOM_FIELDS,
  ],
  carries: { update: true, reply: false, buttons: false, receipt: false },
  limit: NO_LIMIT,
  bundle: null,
};
