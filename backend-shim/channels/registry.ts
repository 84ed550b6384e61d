import type { Channel, ChannelRegistry } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import { createEmailChannel } from './email/send.ts';
import { createWebhookChannel } from './webhook/send.ts';

export interface ChannelDeps {
  /** The guarded one: channels send to addresses that users gave. */
  http: Http;
  clock: Clock;
  smtpUrl: string | null;
  mailFrom: string | null;
}

/** Every way to reach people, by its kind. A new one is a folder and a line here. */
export function createChannels(deps: ChannelDeps): ChannelRegistry {
  const channels: Channel[] = [createEmailChannel(deps), createWebhookChannel(deps)];
  return new Map(channels.map((channel) => [channel.definition.kind, channel]));
}
