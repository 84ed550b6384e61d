import type { ChannelDefinition } from '../../ports/channel.ts';
import { textSetting, wrongUrl } from '../destination.ts';
import { NO_LIMIT } from '../limits.ts';
import { ROOM_FIELDS } from '../room-fields.ts';
import { BOT_FIELD, ROTAS_FIELD } from '../shared/chat-bots.ts';

/** Of everything in Mattermost. */
const ID = /^[a-z0-9]{26}$/;

export function isId(text: string): boolean {
  return ID.test(text);
}

function wrongAddress(to: string): string | null {
  return isId(to) || (/^https?:/.test(to) && wrongUrl(to) === null) ? null : 'must be a user id of 26 letters and digits (press a button below a message of Vigie, and it says yours), or the address of an incoming webhook';
}

export const definition: ChannelDefinition = {
  kind: 'mattermost',
  name: 'Mattermost',
  address: { label: 'User id', hint: '26 letters and digits; whoever presses a button below a message of Vigie is told theirs', validate: wrongAddress },
  fields: [
    { name: 'channel', label: 'Channel', hint: 'With a bot: its id, 26 letters and digits, from "View info"; with a webhook: another one than its own, town-square or @ann', secret: false, required: false },
    { name: 'server', label: 'Server', hint: 'https://mattermost.example.com, with a bot token', secret: false, required: false },
    { name: 'token', label: 'Bot token', hint: 'Of a bot account', secret: true, required: false },
    BOT_FIELD,
    { name: 'onCallChannel', label: 'Channel of who is on call', hint: 'Id of a private channel for nothing else: its members are kept equal to who is on call. Any edition', secret: false, required: false },
    { name: 'userGroup', label: 'Custom group', hint: 'Id of a custom group, kept equal to who is on call; needs a licence of Mattermost', secret: false, required: false },
    ROTAS_FIELD,
    { name: 'url', label: 'Webhook URL', hint: 'Instead of a bot: https://mattermost.example.com/hooks/…; then messages cannot be changed and have no buttons', secret: true, required: false },
    ...ROOM_FIELDS,
  ],
  check({ settings, secrets }) {
    const text = (name: string) => textSetting(settings, name);
    const wrong: Array<{ field: string; message: string }> = [];
    const isWebhook = Boolean(secrets['url']) || text('url') !== null;
    if (!isWebhook && !secrets['token'] && text('channel') === null && text('onCallChannel') === null && text('userGroup') === null) {
      wrong.push({ field: 'token', message: 'is missing; give the token of a bot, the channel of a room, or the URL of an incoming webhook' });
    }
    if (secrets['token'] && wrongUrl(text('server') ?? '') !== null) {
      wrong.push({ field: 'server', message: 'must be a complete address that begins with https:// or http://' });
    }
    const ids = ['onCallChannel', 'userGroup', ...(isWebhook ? [] : ['channel'])];
    wrong.push(...ids.filter((name) => text(name) !== null && !isId(text(name) ?? '')).map((field) => ({ field, message: 'must be an id of 26 letters and digits' })));
    const hasGroup = text('onCallChannel') !== null || text('userGroup') !== null;
    if (hasGroup !== (text('rotas') !== null)) {
      wrong.push(hasGroup ? { field: 'rotas', message: 'is missing; a group needs "rotas"' } : { field: 'onCallChannel', message: 'is missing; "rotas" need "onCallChannel" or "userGroup"' });
    }
    return wrong;
  },
  carries: { update: true, reply: false, buttons: true, receipt: false, inPlace: true, groups: true },
  limit: NO_LIMIT,
  bundleWithin: null,
};
