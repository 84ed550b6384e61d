import type { ChannelDefinition } from '../../ports/channel.ts';
import { NO_LIMIT } from '../limits.ts';
import { checkTemplates } from './check.ts';
import { ROOM_FIELDS } from '../room-fields.ts';

function validate(to: string): string | null {
  const url = URL.parse(to);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return 'must be a complete address that begins with https:// or http://';
  }
  return null;
}

export const definition: ChannelDefinition = {
  kind: 'webhook',
  name: 'Webhook',
  address: { label: 'URL', hint: 'https://hooks.example.com/ann', validate },
  fields: [
    { name: 'url', label: 'URL', hint: 'Gets a POST with a JSON body; with a template below, Liquid', secret: false, required: true },
    { name: 'secret', label: 'Secret', hint: 'Signs each request, so that the receiver knows it is from Vigie', secret: true, required: false },
    { name: 'template', label: 'Body', hint: 'Liquid, in place of Vigie’s own body: {"summary": {{ incident.title | json }}}; nothing is sent where it renders to nothing', secret: false, required: false },
    { name: 'method', label: 'Method', hint: 'POST (usual), PUT or PATCH; Liquid', secret: false, required: false },
    { name: 'contentType', label: 'Content type', hint: 'application/json (usual)', secret: false, required: false },
    { name: 'headers', label: 'Headers', hint: 'One a line, Liquid: X-Api-Key: {{ secrets.token }}', secret: false, required: false },
    { name: 'user', label: 'User', hint: 'HTTP Basic, with the password below', secret: false, required: false },
    { name: 'password', label: 'Password', hint: 'Also in templates as {{ secrets.password }}', secret: true, required: false },
    { name: 'token', label: 'Token', hint: 'Sent as Authorization: Bearer, unless the headers say otherwise; also {{ secrets.token }}', secret: true, required: false },
    { name: 'appToken', label: 'Second token', hint: 'For services that want two: {{ secrets.appToken }}', secret: true, required: false },
    { name: 'loginUrl', label: 'Login address', hint: 'Asked first, for a session or an OAuth 2 token', secret: false, required: false },
    { name: 'loginBody', label: 'Login body', hint: 'Liquid; POST as a form or JSON. Without it, GET', secret: false, required: false },
    { name: 'loginHeaders', label: 'Login headers', hint: 'One a line, Liquid', secret: false, required: false },
    { name: 'loginField', label: 'Login field', hint: 'Of its answer: access_token (usual); then {{ session }}', secret: false, required: false },
    ...ROOM_FIELDS,
  ],
  carries: { update: true, reply: false, buttons: false, receipt: false },
  limit: NO_LIMIT,
  bundleWithin: null,
  check: checkTemplates,
};
