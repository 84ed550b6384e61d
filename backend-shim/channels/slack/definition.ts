/** Declares the channel for Slack: its settings, its contact methods, and the checks of both. */
import type { ChannelDefinition, ChannelSettingProblem } from '../../ports/channel.ts';
import { textSetting, wrongUrl } from '../shared/fields/destination.ts';
import { badFormat, missing } from '../shared/fields/field-checks.ts';
import { NO_LIMIT } from '../shared/fields/limits.ts';
import { ROOM_FIELDS } from '../shared/fields/room-fields.ts';
import { BOT_FIELD, hasWebhook, ROTAS_FIELD, postsSomewhere } from '../shared/chat/chat-bots.ts';
import { setups } from './setups.ts';

/** Ids of people begin with U or W; channels with C or G, or they are names. */
const MEMBER = /^[UW][A-Z0-9]{2,20}$/;
const ROOM = /^([CGD][A-Z0-9]{2,20}|#?[^\s#@]{1,80})$/;
const GROUP = /^S[A-Z0-9]{2,20}$/;

export function isMember(to: string): boolean {
  return MEMBER.test(to);
}

export function wrongRoom(to: string): string | null {
  return ROOM.test(to) ? null : 'must be the id of a channel, like C0123456789, or its name';
}

function wrongAddress(to: string): string | null {
  return isMember(to) || (/^https?:/.test(to) && wrongUrl(to) === null)
    ? null
    : 'must be a member ID, like U0123456789 (in Slack: profile, ⋮, Copy member ID), or the address of an incoming webhook';
}

export const definition: ChannelDefinition = {
  kind: 'slack',
  name: { en: 'Slack', fr: 'Slack' },
  address: {
    label: { en: 'Member ID', fr: 'Identifiant de membre' },
    hint: {
      en: 'U0123456789; in Slack: profile, ⋮, Copy member ID',
      fr: 'U0123456789 ; dans Slack : profil, ⋮, « Copier l’identifiant de membre »',
    },
    format: 'slack-member',
    validate: wrongAddress,
  },
  fields: [
    {
      name: 'channel',
      secret: false,
      required: false,
      label: { en: 'Channel', fr: 'Canal' },
      hint: {
        en: 'C0123456789, or #sre; empty: the app through which people are reached',
        fr: 'C0123456789, ou #sre ; vide : l’application par laquelle les personnes sont jointes',
      },
    },
    {
      name: 'token',
      secret: true,
      required: false,
      label: { en: 'Bot token', fr: 'Jeton du bot' },
      hint: { en: 'xoxb-…, of the app', fr: 'xoxb-…, celui de l’application' },
    },
    {
      name: 'signingSecret',
      secret: true,
      required: false,
      label: { en: 'Signing secret', fr: 'Secret de signature' },
      hint: {
        en: 'Of the app: it proves that presses of buttons come from Slack; without it there are links instead of buttons',
        fr: 'Celui de l’application : il prouve que les clics sur les boutons viennent de Slack ; sans lui, des liens remplacent les boutons',
      },
    },
    BOT_FIELD,
    {
      name: 'userGroup',
      secret: false,
      required: false,
      label: { en: 'User group', fr: 'Groupe d’utilisateurs' },
      hint: {
        en: 'S0123456789: kept equal to who is on call; needs a paid plan of Slack',
        fr: 'S0123456789 : ses membres sont toujours les personnes d’astreinte ; demande un forfait payant de Slack',
      },
    },
    ROTAS_FIELD,
    {
      name: 'url',
      secret: true,
      required: false,
      label: { en: 'Webhook URL', fr: 'URL du webhook' },
      hint: {
        en: 'Instead of an app: https://hooks.slack.com/services/T…/B…/…; then messages cannot be changed and have no buttons',
        fr: 'À la place d’une application : https://hooks.slack.com/services/T…/B…/… ; les messages ne peuvent alors pas être modifiés et n’ont pas de boutons',
      },
    },
    {
      name: 'apiUrl',
      secret: false,
      required: false,
      label: { en: 'API address', fr: 'Adresse de l’API' },
      hint: {
        en: 'https://slack-gov.com/api for GovSlack; https://slack.com/api (usual)',
        fr: 'https://slack-gov.com/api pour GovSlack ; https://slack.com/api (par défaut)',
      },
    },
    ...ROOM_FIELDS,
  ],
  isRoom: postsSomewhere,
  setups,
  check({ settings, secrets }) {
    const [channel, group, rotas] = [
      textSetting(settings, 'channel'),
      textSetting(settings, 'userGroup'),
      textSetting(settings, 'rotas'),
    ];
    const wrong: ChannelSettingProblem[] = [];
    if (channel === null && group === null && !secrets['token'] && !hasWebhook({ settings, secrets })) {
      wrong.push({
        field: 'token',
        ...missing('give the bot token of an app, the channel of a room, or the URL of an incoming webhook', [
          'token',
          'channel',
          'url',
        ]),
      });
    }
    if (channel !== null && wrongRoom(channel) !== null) {
      wrong.push({ field: 'channel', ...badFormat('slack-channel', wrongRoom(channel) ?? '') });
    }
    if (group !== null && !GROUP.test(group)) {
      wrong.push({
        field: 'userGroup',
        ...badFormat('slack-group', 'must be the id of a user group, like S0123456789'),
      });
    }
    if ((group === null) !== (rotas === null)) {
      wrong.push({
        field: group === null ? 'userGroup' : 'rotas',
        ...missing('a group needs both "userGroup" and "rotas"', [group === null ? 'userGroup' : 'rotas']),
      });
    }
    return wrong;
  },
  carries: { update: true, reply: false, buttons: true, receipt: false, inPlace: true, groups: true },
  limit: NO_LIMIT,
  bundle: null,
};
