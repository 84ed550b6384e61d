import type { ChannelDefinition } from '../../ports/channel.ts';
import { wrongUrl } from '../destination.ts';
import { NO_LIMIT } from '../limits.ts';

export const definition: ChannelDefinition = {
  kind: 'mattermost',
  name: 'Mattermost (incoming webhook)',
  address: { label: 'Webhook URL', hint: 'https://mattermost.example.com/hooks/…', validate: wrongUrl },
  fields: [
    { name: 'url', label: 'Webhook URL', hint: 'https://mattermost.example.com/hooks/…; whoever has it can post', secret: true, required: true },
    { name: 'channel', label: 'Channel', hint: 'Another channel than the webhook’s own: town-square, or @ann', secret: false, required: false },
  ],
  carries: { update: true, reply: false, buttons: false, receipt: false },
  limit: NO_LIMIT,
  bundleWithin: null,
};
