/** What every room may say about how it is written to. */
import type { ChannelField } from '../ports/channel.ts';

export const ROOM_FIELDS: readonly ChannelField[] = [
  { name: 'language', label: 'Language', hint: 'en (usual) or fr: of messages to a room', secret: false, required: false },
  { name: 'timeZone', label: 'Time zone', hint: 'Europe/Paris: of times in messages to a room; UTC (usual)', secret: false, required: false },
];
