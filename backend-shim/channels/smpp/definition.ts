import type { ChannelDefinition } from '../../ports/channel.ts';
import { BUNDLE_WITHIN, SMS_LIMIT } from '../limits.ts';
import { NUMBER_ADDRESS } from '../number.ts';

export const definition: ChannelDefinition = {
  kind: 'smpp',
  name: 'SMS (SMPP 3.4)',
  serves: ['sms'],
  address: NUMBER_ADDRESS,
  fields: [
    { name: 'host', label: 'SMSC', hint: 'smpp.example.com', secret: false, required: true },
    { name: 'port', label: 'Port', hint: '2775 (usual), with TLS 3550', secret: false, required: false },
    { name: 'tls', label: 'TLS', hint: 'true or false (usual)', secret: false, required: false },
    { name: 'ca', label: 'Authority', hint: 'PEM, only where the certificate of the SMSC is not signed by a public one', secret: false, required: false },
    { name: 'systemId', label: 'System id', hint: 'The name of your account', secret: false, required: true },
    { name: 'systemType', label: 'System type', hint: 'Only where the operator gives one', secret: false, required: false },
    { name: 'from', label: 'Sender', hint: 'A number (+33…), a short code (38080), or up to 11 letters, which nobody can answer', secret: false, required: false },
    { name: 'window', label: 'Window', hint: 'Messages under way at once: 10 (usual), at most 100', secret: false, required: false },
    { name: 'parts', label: 'Parts', hint: 'SMS a message may cost: 1 (usual) to 6', secret: false, required: false },
    { name: 'unicode', label: 'Other scripts', hint: 'true: written as they are, 70 characters a part; needs more than one part', secret: false, required: false },
    { name: 'validity', label: 'Valid for', hint: 'Minutes after which an SMS that did not arrive is given up: 60 (usual), at most 1440', secret: false, required: false },
    { name: 'receiptIds', label: 'Ids in receipts', hint: 'same (usual); hex-in-answers or decimal-in-answers where receipts write the id otherwise', secret: false, required: false },
    { name: 'order', label: 'Order', hint: 'Services with lower numbers are tried first; 100 (usual)', secret: false, required: false },
    { name: 'to', label: 'Number', hint: 'Only for a room: always this number', secret: false, required: false },
    { name: 'password', label: 'Password', hint: 'At most 8 characters, says SMPP', secret: true, required: true },
  ],
  carries: { update: true, reply: true, buttons: false, receipt: true },
  limit: SMS_LIMIT,
  bundleWithin: BUNDLE_WITHIN,
};
