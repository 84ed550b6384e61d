/**
 * The definitions of all channels, for checks of files and of the API. A new kind is a line here and in `registry.ts`.
 */
import type { ChannelDefinition } from '../ports/channel.ts';
import { definition as email } from './email/definition.ts';
import { definition as mattermost } from './mattermost/definition.ts';
import { definition as ntfy } from './ntfy/definition.ts';
import { definition as ovhSms } from './ovh-sms/definition.ts';
import { definition as slack } from './slack/definition.ts';
import { definition as smpp } from './smpp/definition.ts';
import { definition as smsHttp } from './sms-http/definition.ts';
import { definition as teams } from './teams/definition.ts';
import { definition as telegram } from './telegram/definition.ts';
import { definition as twilioSms } from './twilio-sms/definition.ts';
import { definition as twilioVoice } from './twilio-voice/definition.ts';
import { definition as webPush } from './web-push/definition.ts';
import { definition as webhook } from './webhook/definition.ts';
import { sms, voice } from './shared/services/served-definitions.ts';

const ALL: readonly ChannelDefinition[] = [
  email,
  webhook,
  ntfy,
  webPush,
  smsHttp,
  smpp,
  twilioSms,
  ovhSms,
  twilioVoice,
  slack,
  mattermost,
  teams,
  telegram,
  sms,
  voice,
];

export const CHANNEL_DEFINITIONS: ReadonlyMap<string, ChannelDefinition> = new Map(
  ALL.map((definition) => [definition.kind, definition]),
);
