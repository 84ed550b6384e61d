import type { ChannelDefinition } from '../../ports/channel.ts';
import { BUNDLE_WITHIN, SMS_LIMIT } from '../limits.ts';
import { NUMBER_ADDRESS } from '../number.ts';
import { TOKEN_FIELD } from '../shared/callback-token.ts';

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
    { name: 'sender', label: 'Sender', hint: 'The number that people see, where the gateway has a fixed one: for the contact that lets it through a silent phone', secret: false, required: false },
    { name: 'countries', label: 'Only these countries', hint: '+33 +32: other numbers go by other services; empty: all', secret: false, required: false },
    { name: 'replyFrom', label: 'Replies: number', hint: 'Name of the field with the number that wrote, in the address, the form or the JSON: from (usual), payload.phoneNumber', secret: false, required: false },
    { name: 'replyText', label: 'Replies: text', hint: 'text (usual), payload.message', secret: false, required: false },
    { name: 'replyId', label: 'Replies: id', hint: 'id (usual); the same message twice is heard once', secret: false, required: false },
    { name: 'receiptId', label: 'Receipts: id', hint: 'Name of the field with the {{ id }} of the message: id (usual), payload.messageId', secret: false, required: false },
    { name: 'receiptState', label: 'Receipts: state', hint: 'Name of the field with the state: status (usual), event', secret: false, required: false },
    { name: 'delivered', label: 'Receipts: arrived', hint: 'Values of the state: 1 delivered DELIVRD sms:delivered (usual)', secret: false, required: false },
    { name: 'undelivered', label: 'Receipts: did not arrive', hint: 'Values of the state: 2 16 undelivered failed rejected expired UNDELIV sms:failed (usual)', secret: false, required: false },
    { name: 'order', label: 'Order', hint: 'Services with lower numbers are tried first; 100 (usual)', secret: false, required: false },
    { name: 'to', label: 'Number', hint: 'Only for a room: always this number', secret: false, required: false },
    { name: 'user', label: 'User', hint: 'HTTP Basic, with the password below', secret: false, required: false },
    { name: 'password', label: 'Password', hint: 'Also in templates as {{ password }}', secret: true, required: false },
    { ...TOKEN_FIELD, label: 'Token for receipts and replies', hint: 'Any 24 letters and digits; they end the addresses that the gateway is given for what it reports' },
    { name: 'token', label: 'Token', hint: 'Sent as Authorization: Bearer; also in templates as {{ token }}', secret: true, required: false },
  ],
  carries: { update: true, reply: true, buttons: false, receipt: true },
  limit: SMS_LIMIT,
  bundleWithin: BUNDLE_WITHIN,
};
