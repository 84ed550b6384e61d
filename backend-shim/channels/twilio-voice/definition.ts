import type { ChannelDefinition } from '../../ports/channel.ts';
import { BUNDLE_WITHIN, VOICE_LIMIT } from '../limits.ts';
import { NUMBER_ADDRESS } from '../number.ts';
import { VOICE_CARRIES } from '../served-definitions.ts';

export const definition: ChannelDefinition = {
  kind: 'twilio-voice',
  name: 'Phone call (Twilio)',
  serves: ['voice'],
  address: NUMBER_ADDRESS,
  fields: [
    { name: 'accountSid', label: 'Account SID', hint: 'AC…, as the Twilio console shows it', secret: false, required: true },
    {
      // Arcep, decision 2022-1583.
      name: 'from', label: 'Caller number', secret: false, required: true,
      hint: 'A number of the account, or one verified there (+33 9…). France: automatic calls may not show 06 or 07, 0937 to 0939 are made for them, and calls from abroad that show 01 to 05 or 09 without proof are cut',
    },
    { name: 'ring', label: 'Ring for', hint: 'Seconds: 25 (usual), 5 to 120. Shorter than it takes the voicemail to step in', secret: false, required: false },
    { name: 'voiceEn', label: 'English voice', hint: 'Polly.Amy (usual), or another that Twilio has for en-GB', secret: false, required: false },
    { name: 'voiceFr', label: 'French voice', hint: 'Polly.Lea (usual), or another that Twilio has for fr-FR', secret: false, required: false },
    { name: 'countries', label: 'Only these countries', hint: '+33 +32: other numbers go by other services, and nobody can run up a bill elsewhere; empty: all', secret: false, required: false },
    { name: 'apiKey', label: 'API key', hint: 'SK…, with its secret below: then the auth token only checks what Twilio reports', secret: false, required: false },
    { name: 'apiUrl', label: 'API address', hint: 'https://api.dublin.ie1.twilio.com for Ireland; https://api.twilio.com (usual)', secret: false, required: false },
    { name: 'order', label: 'Order', hint: 'Services with lower numbers are tried first; 100 (usual)', secret: false, required: false },
    { name: 'to', label: 'Number', hint: 'Only for a room: always this number, read out without asking for keys', secret: false, required: false },
    { name: 'authToken', label: 'Auth token', hint: 'Of the account; also proves that callbacks come from Twilio', secret: true, required: true },
    { name: 'apiSecret', label: 'API key secret', hint: 'Only with an API key', secret: true, required: false },
  ],
  carries: VOICE_CARRIES,
  limit: VOICE_LIMIT,
  bundleWithin: BUNDLE_WITHIN,
};
