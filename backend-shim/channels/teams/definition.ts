import type { ChannelDefinition } from '../../ports/channel.ts';
import { wrongUrl } from '../destination.ts';
import { NO_LIMIT } from '../limits.ts';
import { ROOM_FIELDS } from '../room-fields.ts';

export const definition: ChannelDefinition = {
  kind: 'teams',
  name: 'Microsoft Teams (workflow)',
  address: { label: 'Workflow URL', hint: 'The address of "When a Teams webhook request is received"', validate: wrongUrl },
  fields: [{ name: 'url', label: 'Workflow URL', hint: 'The address of "When a Teams webhook request is received"; whoever has it can post', secret: true, required: true }, ...ROOM_FIELDS],
  carries: { update: true, reply: false, buttons: false, receipt: false },
  limit: NO_LIMIT,
  bundleWithin: null,
};
