/** Lists all channels and builds them. A new kind needs a folder and a line in `KINDS`. */
import type { Channel, ChannelDefinition, ChannelRegistry, ChannelServices } from '../ports/channel.ts';
import type { CallbackUrl } from '../ports/callback.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpClient } from '../ports/http.ts';
import type { PushSettings } from '../ports/push.ts';
import type { ResolveHost } from '../ports/resolve.ts';
import { definition as email } from './email/definition.ts';
import { createEmailChannel } from './email/send.ts';
import { definition as mattermost } from './mattermost/definition.ts';
import { createMattermostChannel } from './mattermost/send.ts';
import { definition as ntfy } from './ntfy/definition.ts';
import { createNtfyChannel } from './ntfy/send.ts';
import { definition as ovhSms } from './ovh-sms/definition.ts';
import { createOvhSmsChannel } from './ovh-sms/send.ts';
import { createServedChannel } from './shared/services/served-channel.ts';
import { sms, voice } from './shared/services/served-definitions.ts';
import { definition as slack } from './slack/definition.ts';
import { createSlackChannel } from './slack/send.ts';
import { definition as smpp } from './smpp/definition.ts';
import { createSmppChannel } from './smpp/send.ts';
import { definition as smsHttp } from './sms-http/definition.ts';
import { createSmsHttpChannel } from './sms-http/send.ts';
import { definition as teams } from './teams/definition.ts';
import { createTeamsChannel } from './teams/send.ts';
import { definition as telegram } from './telegram/definition.ts';
import { createTelegramChannel } from './telegram/send.ts';
import { definition as twilioSms } from './twilio-sms/definition.ts';
import { createTwilioSmsChannel } from './twilio-sms/send.ts';
import { definition as twilioVoice } from './twilio-voice/definition.ts';
import { createTwilioVoiceChannel } from './twilio-voice/send.ts';
import { definition as webPush } from './web-push/definition.ts';
import { createWebPushChannel } from './web-push/send.ts';
import { definition as webhook } from './webhook/definition.ts';
import { createWebhookChannel } from './webhook/send.ts';

export interface ChannelDeps {
  /** The guarded client: channels send to addresses that users gave. */
  http: HttpClient;
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

interface RegisteredChannel {
  definition: ChannelDefinition;
  create: (deps: Required<ChannelDeps>) => Channel;
}

/** In the order in which people choose among them. The folder of a kind has its name. */
const KINDS: readonly RegisteredChannel[] = [
  { definition: email, create: createEmailChannel },
  { definition: webhook, create: createWebhookChannel },
  { definition: ntfy, create: createNtfyChannel },
  { definition: webPush, create: createWebPushChannel },
  { definition: smsHttp, create: createSmsHttpChannel },
  { definition: smpp, create: createSmppChannel },
  { definition: twilioSms, create: createTwilioSmsChannel },
  { definition: ovhSms, create: createOvhSmsChannel },
  { definition: twilioVoice, create: createTwilioVoiceChannel },
  { definition: slack, create: createSlackChannel },
  { definition: mattermost, create: createMattermostChannel },
  { definition: teams, create: createTeamsChannel },
  { definition: telegram, create: createTelegramChannel },
];

/** Types of contact methods without a service of their own; the channels above carry them. */
const SERVED = [sms, voice];

/** The definitions of all channels by their kind, for checks of files and of the API. */
export const CHANNEL_DEFINITIONS: ReadonlyMap<string, ChannelDefinition> = new Map(
  [...KINDS.map(({ definition }) => definition), ...SERVED].map((definition) => [definition.kind, definition]),
);

/** Builds every channel, by its kind. */
export function createChannels({ services = () => [], ...deps }: ChannelDeps): ChannelRegistry {
  const channels = KINDS.map(({ create }) => create({ ...deps, services }));
  const served = SERVED.map((definition) => createServedChannel(definition, channels, services));
  return new Map([...channels, ...served].map((channel) => [channel.definition.kind, channel]));
}
