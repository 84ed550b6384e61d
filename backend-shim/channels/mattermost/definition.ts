/** Declares the channel for Mattermost: its settings, its contact methods, and the checks of both. */
import type { ChannelDefinition, ChannelSettingProblem } from '../../ports/channel.ts';
import { textSetting, wrongUrl } from '../shared/fields/destination.ts';
import { badFormat, missing } from '../shared/fields/field-checks.ts';
import { NO_LIMIT } from '../shared/fields/limits.ts';
import { ROOM_FIELDS } from '../shared/fields/room-fields.ts';
import { BOT_FIELD, hasWebhook, ROTAS_FIELD, postsSomewhere } from '../shared/chat/chat-bots.ts';
import { setups } from './setups.ts';

/** The form of every id in Mattermost. */
const ID = /^[a-z0-9]{26}$/;

export function isId(text: string): boolean {
  return ID.test(text);
}

function wrongAddress(to: string): string | null {
  return isId(to) || (/^https?:/.test(to) && wrongUrl(to) === null)
    ? null
    : 'must be a user id of 26 letters and digits (press a button below a message of Vigie, and it says yours), or the address of an incoming webhook';
}

export const definition: ChannelDefinition = {
  kind: 'mattermost',
  name: { en: 'Mattermost', fr: 'Mattermost' },
  address: {
    label: { en: 'User id', fr: 'Identifiant d’utilisateur' },
    hint: {
      en: '26 letters and digits; whoever presses a button below a message of Vigie is told theirs',
      fr: '26 lettres et chiffres ; cliquez sur un bouton sous un message de Vigie pour connaître le vôtre',
    },
    format: 'mattermost-user',
    validate: wrongAddress,
  },
  fields: [
    {
      name: 'channel',
      secret: false,
      required: false,
      label: { en: 'Channel', fr: 'Canal' },
      hint: {
        en: 'With a bot: its id, 26 letters and digits, from "View info"; with a webhook: another one than its own, town-square or @ann',
        fr: 'Avec un bot : son identifiant, 26 lettres et chiffres, affiché par « Voir les informations » ; avec un webhook : un autre canal que le sien, town-square ou @ann',
      },
    },
    {
      name: 'server',
      secret: false,
      required: false,
      label: { en: 'Server', fr: 'Serveur' },
      hint: {
        en: 'https://mattermost.example.com, with a bot token',
        fr: 'https://mattermost.example.com, avec un jeton de bot',
      },
    },
    {
      name: 'token',
      secret: true,
      required: false,
      label: { en: 'Bot token', fr: 'Jeton du bot' },
      hint: { en: 'Of a bot account', fr: 'Celui d’un compte de bot' },
    },
    BOT_FIELD,
    {
      name: 'onCallChannel',
      secret: false,
      required: false,
      label: { en: 'Channel of who is on call', fr: 'Canal des personnes d’astreinte' },
      hint: {
        en: 'Id of a private channel for nothing else: its members are kept equal to who is on call. Any edition',
        fr: 'Identifiant d’un canal privé réservé à cela : ses membres sont toujours les personnes d’astreinte. Toutes éditions',
      },
    },
    {
      name: 'userGroup',
      secret: false,
      required: false,
      label: { en: 'Custom group', fr: 'Groupe personnalisé' },
      hint: {
        en: 'Id of a custom group, kept equal to who is on call; needs a licence of Mattermost',
        fr: 'Identifiant d’un groupe personnalisé, dont les membres sont toujours les personnes d’astreinte ; demande une licence Mattermost',
      },
    },
    ROTAS_FIELD,
    {
      name: 'url',
      secret: true,
      required: false,
      label: { en: 'Webhook URL', fr: 'URL du webhook' },
      hint: {
        en: 'Instead of a bot: https://mattermost.example.com/hooks/…; then messages cannot be changed and have no buttons',
        fr: 'À la place d’un bot : https://mattermost.example.com/hooks/… ; les messages ne peuvent alors pas être modifiés et n’ont pas de boutons',
      },
    },
    ...ROOM_FIELDS,
  ],
  isRoom: postsSomewhere,
  setups,
  check({ settings, secrets }) {
    const text = (name: string) => textSetting(settings, name);
    const wrong: ChannelSettingProblem[] = [];
    const isWebhook = hasWebhook({ settings, secrets });
    if (
      !isWebhook &&
      !secrets['token'] &&
      text('channel') === null &&
      text('onCallChannel') === null &&
      text('userGroup') === null
    ) {
      wrong.push({
        field: 'token',
        ...missing('give the token of a bot, the channel of a room, or the URL of an incoming webhook', [
          'token',
          'channel',
          'url',
        ]),
      });
    }
    if (secrets['token'] && wrongUrl(text('server') ?? '') !== null) {
      wrong.push({
        field: 'server',
        ...badFormat('web-address', 'must be a complete address that begins with https:// or http://'),
      });
    }
    const ids = ['onCallChannel', 'userGroup', ...(isWebhook ? [] : ['channel'])];
    wrong.push(
      ...ids
        .filter((name) => text(name) !== null && !isId(text(name) ?? ''))
        .map((field) => ({ field, ...badFormat('mattermost-id', 'must be an id of 26 letters and digits') })),
    );
    const hasGroup = text('onCallChannel') !== null || text('userGroup') !== null;
    if (hasGroup !== (text('rotas') !== null)) {
      wrong.push(
        hasGroup
          ? { field: 'rotas', ...missing('a group needs "rotas"', ['rotas']) }
          : {
              field: 'onCallChannel',
              ...missing('"rotas" need "onCallChannel" or "userGroup"', ['onCallChannel', 'userGroup']),
            },
      );
    }
    return wrong;
  },
  carries: { update: true, reply: false, buttons: true, receipt: false, inPlace: true, groups: true },
  limit: NO_LIMIT,
  bundle: null,
};
