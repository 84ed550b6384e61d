import type { ChannelDefinition } from '../../ports/channel.ts';
import { BUNDLE_WITHIN, SMS_LIMIT } from '../limits.ts';
import { NUMBER_ADDRESS } from '../number.ts';
import { TOKEN_FIELD } from '../shared/callback-token.ts';

export const definition: ChannelDefinition = {
  kind: 'ovh-sms',
  name: 'SMS (OVHcloud)',
  serves: ['sms'],
  address: NUMBER_ADDRESS,
  fields: [
    { name: 'service', label: 'SMS account', hint: 'sms-ab12345-1, as the control panel shows it', secret: false, required: true },
    { name: 'applicationKey', label: 'Application key', hint: 'From eu.api.ovh.com/createToken', secret: false, required: true },
    { name: 'sender', label: 'Sender', hint: 'A sender that OVHcloud has validated; empty: a short number, which people can answer', secret: false, required: false },
    { name: 'countries', label: 'Only these countries', hint: '+33 +32: other numbers go by other services; empty: all', secret: false, required: false },
    { name: 'validity', label: 'Valid for', hint: 'Minutes after which an SMS that did not arrive is given up: 60 (usual), at most 2880', secret: false, required: false },
    { name: 'apiUrl', label: 'API address', hint: 'https://eu.api.ovh.com/1.0 (usual)', secret: false, required: false },
    { name: 'order', label: 'Order', hint: 'Services with lower numbers are tried first; 100 (usual)', secret: false, required: false },
    { name: 'to', label: 'Number', hint: 'Only for a room: always this number', secret: false, required: false },
    { name: 'applicationSecret', label: 'Application secret', hint: 'From eu.api.ovh.com/createToken', secret: true, required: true },
    { name: 'consumerKey', label: 'Consumer key', hint: 'From eu.api.ovh.com/createToken, for GET and POST on /sms/*', secret: true, required: true },
    { ...TOKEN_FIELD, label: 'Token for receipts', hint: 'Any 24 letters and digits; they end the address that OVHcloud is given for receipts' },
  ],
  carries: { update: true, reply: true, buttons: false, receipt: true },
  limit: SMS_LIMIT,
  bundleWithin: BUNDLE_WITHIN,
};
