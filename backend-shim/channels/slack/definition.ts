import type { ChannelDefinition } from '../../ports/channel.ts';
import { wrongUrl } from '../destination.ts';
import { NO_LIMIT } from '../limits.ts';

export const definition: ChannelDefinition = {
  kind: 'slack',
  name: 'Slack (incoming webhook)',
  address: { label: 'Webhook URL', hint: 'https://hooks.slack.com/services/T…/B…/…', validate: wrongUrl },
  fields: [{ name: 'url', label: 'Webhook URL', hint: 'https://hooks.slack.com/services/T…/B…/…; whoever has it can post', secret: true, required: true }],
  carries: { update: true, reply: false, buttons: false, receipt: false },
  limit: NO_LIMIT,
  bundleWithin: null,
};
