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
  setups: [
    {
      id: 'teams',
      group: 'chat',
      name: { en: 'Microsoft Teams', fr: 'Microsoft Teams' },
      summary: {
        en: 'Cards with links in a channel or chat, through a workflow; without buttons',
        fr: 'Des cartes avec des liens dans un canal ou une conversation, par un workflow ; sans boutons',
      },
      needs: [
        {
          en: 'A channel of Teams in which you may add workflows',
          fr: 'Un canal Teams où vous pouvez ajouter des workflows',
        },
      ],
      steps: [
        {
          what: {
            en: 'In the channel’s menu (⋯), choose Workflows, then “Post to a channel when a webhook request is received”, and copy the address that it shows.',
            fr: 'Dans le menu du canal (⋯), choisissez Workflows, puis « Publier dans un canal lorsqu’une requête webhook est reçue », et copiez l’adresse affichée.',
          },
          link: {
            label: { en: 'Workflows in Teams', fr: 'Les workflows dans Teams' },
            url: 'https://support.microsoft.com/office/create-incoming-webhooks-with-workflows-for-microsoft-teams-8ae491c7-0394-4861-ba59-055e33f75498',
          },
        },
        {
          what: {
            en: 'Give the workflow a second owner: it belongs to the person who made it, and stops when they leave.',
            fr: 'Donnez au workflow un second propriétaire : il appartient à la personne qui l’a créé, et s’arrête si elle s’en va.',
          },
        },
      ],
      fields: [{ name: 'url' }],
    },
  ],
  carries: { update: true, reply: false, buttons: false, receipt: false },
  limit: NO_LIMIT,
  bundle: null,
};
