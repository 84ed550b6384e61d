import type { ChannelDefinition } from '../../ports/channel.ts';
import { wrongUrl } from '../destination.ts';
import { NO_LIMIT } from '../limits.ts';

export const definition: ChannelDefinition = {
  kind: 'web-push',
  name: 'Phone app',
  address: { label: 'Device', hint: 'Added by scanning the code on the profile page', validate: wrongUrl },
  fields: [],
  carries: { update: true, reply: false, buttons: true, receipt: true },
  rings: true,
  limit: NO_LIMIT,
  bundleWithin: null,
};
