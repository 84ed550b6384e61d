import type { ChannelDefinition } from '../../ports/channel.ts';
import { BUNDLE_WITHIN, SMS_LIMIT } from '../limits.ts';
import { NUMBER_ADDRESS } from '../number.ts';

export const definition: ChannelDefinition = {
  kind: 'twilio-sms',
  name: 'SMS (Twilio)',
  serves: ['sms'],
  address: NUMBER_ADDRESS,
  fields: [
    { name: 'accountSid', label: 'Account SID', hint: 'AC…, as the Twilio console shows it', secret: false, required: true },
    { name: 'from', label: 'Sender', hint: 'A number of the account (+33…), a short code, or up to 11 letters, which nobody can answer', secret: false, required: false },
    { name: 'messagingService', label: 'Messaging service', hint: 'MG…, instead of a sender: Twilio then picks the number that fits the country', secret: false, required: false },
    { name: 'countries', label: 'Only these countries', hint: '+33 +32: other numbers go by other services, and nobody can run up a bill elsewhere; empty: all', secret: false, required: false },
    { name: 'validity', label: 'Valid for', hint: 'Minutes after which an SMS that did not leave is given up: 60 (usual), at most 600', secret: false, required: false },
    { name: 'apiKey', label: 'API key', hint: 'SK…, with its secret below: then the auth token only checks what Twilio reports', secret: false, required: false },
    { name: 'apiUrl', label: 'API address', hint: 'https://api.dublin.ie1.twilio.com for Ireland; https://api.twilio.com (usual)', secret: false, required: false },
    { name: 'order', label: 'Order', hint: 'Services with lower numbers are tried first; 100 (usual)', secret: false, required: false },
    { name: 'to', label: 'Number', hint: 'Only for a room: always this number', secret: false, required: false },
    { name: 'authToken', label: 'Auth token', hint: 'Of the account; also proves that callbacks come from Twilio', secret: true, required: true },
    { name: 'apiSecret', label: 'API key secret', hint: 'Only with an API key', secret: true, required: false },
  ],
  carries: { update: true, reply: true, buttons: false, receipt: true },
  limit: SMS_LIMIT,
  bundleWithin: BUNDLE_WITHIN,
};
