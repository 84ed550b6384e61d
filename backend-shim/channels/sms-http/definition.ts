import type { ChannelDefinition } from '../../ports/channel.ts';
import { BUNDLE_WITHIN, SMS_LIMIT } from '../limits.ts';
import { NUMBER_ADDRESS } from '../number.ts';

export const definition: ChannelDefinition = {
  kind: 'sms-http',
  name: 'SMS (HTTP gateway)',
  address: NUMBER_ADDRESS,
  serves: ['sms'],
  fields: [
    { name: 'url', label: 'Address', hint: 'Liquid: https://sms.example.com/send?to={{ to | url_encode }}&text={{ text | url_encode }}', secret: false, required: true },
    { name: 'method', label: 'Method', hint: 'POST (usual) or GET', secret: false, required: false },
    { name: 'contentType', label: 'Content type', hint: 'application/json (usual) or application/x-www-form-urlencoded', secret: false, required: false },
    { name: 'body', label: 'Body', hint: 'Liquid: {"to": {{ to | json }}, "text": {{ text | json }}}', secret: false, required: false },
    { name: 'expect', label: 'Answer must contain', hint: 'For gateways that answer 200 to everything: "status":"OK"', secret: false, required: false },
    { name: 'order', label: 'Order', hint: 'Services with lower numbers are tried first; 100 (usual)', secret: false, required: false },
    { name: 'to', label: 'Number', hint: 'Only for a room: always this number', secret: false, required: false },
    { name: 'user', label: 'User', hint: 'HTTP Basic, with the password below', secret: false, required: false },
    { name: 'password', label: 'Password', hint: 'Also in templates as {{ password }}', secret: true, required: false },
    { name: 'token', label: 'Token', hint: 'Sent as Authorization: Bearer; also in templates as {{ token }}', secret: true, required: false },
  ],
  carries: { update: true, reply: false, buttons: false, receipt: false },
  limit: SMS_LIMIT,
  bundleWithin: BUNDLE_WITHIN,
};
