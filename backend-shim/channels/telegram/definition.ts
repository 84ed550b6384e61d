import type { ChannelDefinition } from '../../ports/channel.ts';
import { NO_LIMIT } from '../limits.ts';

/** The number of a chat (groups have negative ones), or the public name of a channel. */
const CHAT = /^(-?\d{1,20}|@[A-Za-z][A-Za-z0-9_]{3,31})$/;

export function wrongChat(to: string): string | null {
  return CHAT.test(to) ? null : 'must be the number of a chat, like 123456789, or the name of a channel, like @sre_alerts';
}

export const definition: ChannelDefinition = {
  kind: 'telegram',
  name: 'Telegram',
  address: { label: 'Chat', hint: '123456789; the person has to start a chat with the bot first', validate: wrongChat },
  fields: [
    { name: 'token', label: 'Bot token', hint: 'From @BotFather', secret: true, required: true },
    { name: 'chat', label: 'Chat', hint: '-1001234567890, or @sre_alerts; empty: the bot for contact methods of people', secret: false, required: false },
    { name: 'apiUrl', label: 'API address', hint: 'Only with a Bot API server of your own; else https://api.telegram.org', secret: false, required: false },
  ],
  carries: { update: true, reply: false, buttons: false, receipt: false },
  limit: NO_LIMIT,
  bundleWithin: null,
};
