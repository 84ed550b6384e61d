/** Builds the channels, by their kind. */
import type { Channel, ChannelRegistry, ChannelServices } from '../ports/channel.ts';
import type { CallbackUrl } from '../ports/callback.ts';
import type { Clock } from '../ports/clock.ts';
import type { Http } from '../ports/http.ts';
import type { PushSettings } from '../ports/push.ts';
import type { ResolveHost } from '../ports/resolve.ts';
import { createEmailChannel } from './email/send.ts';
import { createMattermostChannel } from './mattermost/send.ts';
import { createNtfyChannel } from './ntfy/send.ts';
import { createOvhSmsChannel } from './ovh-sms/send.ts';
import { createServedChannel } from './shared/services/served-channel.ts';
import { sms, voice } from './shared/services/served-definitions.ts';
import { createSlackChannel } from './slack/send.ts';
import { createSmppChannel } from './smpp/send.ts';
import { createSmsHttpChannel } from './sms-http/send.ts';
import { createTeamsChannel } from './teams/send.ts';
import { createTelegramChannel } from './telegram/send.ts';
import { createTwilioSmsChannel } from './twilio-sms/send.ts';
import { createTwilioVoiceChannel } from './twilio-voice/send.ts';
import { createWebPushChannel } from './web-push/send.ts';
import { createWebhookChannel } from './webhook/send.ts';

export interface ChannelDeps {
  /** The guarded client: channels send to addresses that users gave. */
  http: Http;
  clock: Clock;
  /** For channels with a protocol of their own. */
  resolve: ResolveHost;
  smtpUrl: string | null;
  mailFrom: string | null;
  callbackUrl: CallbackUrl;
  push: PushSettings;
  /** Services for the contact methods of people; without any, those methods are not configured. */
  services?: ChannelServices;
}

/** Builds every channel, by its kind. A new one is a folder and a line here. */
export function createChannels({ services = () => [], ...deps }: ChannelDeps): ChannelRegistry {
  const channels: Channel[] = [
    createEmailChannel(deps),
    createWebhookChannel(deps),
    createNtfyChannel(deps),
    createWebPushChannel(deps),
    createSmsHttpChannel({ ...deps, services }),
    createSmppChannel({ ...deps, services }),
    createTwilioSmsChannel({ ...deps, services }),
    createOvhSmsChannel({ ...deps, services }),
    createTwilioVoiceChannel({ ...deps, services }),
    createSlackChannel({ ...deps, services }),
    createMattermostChannel({ ...deps, services }),
    createTeamsChannel(deps),
    createTelegramChannel({ ...deps, services }),
  ];
  channels.push(createServedChannel(sms, channels, services), createServedChannel(voice, channels, services));
  return new Map(channels.map((channel) => [channel.definition.kind, channel]));
}
