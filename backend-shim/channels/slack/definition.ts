import type { ChannelDefinition } from '../../ports/channel.ts';
import { textSetting, wrongUrl } from '../destination.ts';
import { NO_LIMIT } from '../limits.ts';
import { ROOM_FIELDS } from '../room-fields.ts';
import { BOT_FIELD, ROTAS_FIELD } from '../shared/chat-bots.ts';

/** People have U… or W…; channels C…, G… or a name. */
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
  return isMember(to) || (/^https?:/.test(to) && wrongUrl(to) === null) ? null : 'must be a member ID, like U0123456789 (in Slack: profile, ⋮, Copy member ID), or the address of an incoming webhook';
}

export const definition: ChannelDefinition = {
  kind: 'slack',
  name: 'Slack',
  address: { label: 'Member ID', hint: 'U0123456789; in Slack: profile, ⋮, Copy member ID', validate: wrongAddress },
  fields: [
    { name: 'channel', label: 'Channel', hint: 'C0123456789, or #sre; empty: the app through which people are reached', secret: false, required: false },
    { name: 'token', label: 'Bot token', hint: 'xoxb-…, of the app', secret: true, required: false },
    { name: 'signingSecret', label: 'Signing secret', hint: 'Of the app: it proves that presses of buttons come from Slack; without it there are links instead of buttons', secret: true, required: false },
    BOT_FIELD,
    { name: 'userGroup', label: 'User group', hint: 'S0123456789: kept equal to who is on call; needs a paid plan of Slack', secret: false, required: false },
    ROTAS_FIELD,
    { name: 'url', label: 'Webhook URL', hint: 'Instead of an app: https://hooks.slack.com/services/T…/B…/…; then messages cannot be changed and have no buttons', secret: true, required: false },
    { name: 'apiUrl', label: 'API address', hint: 'https://slack-gov.com/api for GovSlack; https://slack.com/api (usual)', secret: false, required: false },
    ...ROOM_FIELDS,
  ],
  check({ settings, secrets }) {
    const [channel, group, rotas] = [textSetting(settings, 'channel'), textSetting(settings, 'userGroup'), textSetting(settings, 'rotas')];
    const wrong: Array<{ field: string; message: string }> = [];
    if (channel === null && group === null && !secrets['token'] && !secrets['url'] && textSetting(settings, 'url') === null) {
      wrong.push({ field: 'token', message: 'is missing; give the bot token of an app, the channel of a room, or the URL of an incoming webhook' });
    }
    if (channel !== null && wrongRoom(channel) !== null) {
      wrong.push({ field: 'channel', message: wrongRoom(channel) ?? '' });
    }
    if (group !== null && !GROUP.test(group)) {
      wrong.push({ field: 'userGroup', message: 'must be the id of a user group, like S0123456789' });
    }
    if ((group === null) !== (rotas === null)) {
      wrong.push({ field: group === null ? 'userGroup' : 'rotas', message: 'is missing; a group needs both "userGroup" and "rotas"' });
    }
    return wrong;
  },
  carries: { update: true, reply: false, buttons: true, receipt: false, inPlace: true, groups: true },
  limit: NO_LIMIT,
  bundleWithin: null,
};
