import type { ChannelDefinition } from '../../ports/channel.ts';
import { NO_LIMIT } from '../limits.ts';

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
    { name: 'url', label: 'URL', hint: 'Gets a POST with a JSON body', secret: false, required: true },
    { name: 'secret', label: 'Secret', hint: 'Signs each request, so that the receiver knows it is from Vigie', secret: true, required: false },
  ],
  carries: { update: true, reply: false, buttons: false, receipt: false },
  limit: NO_LIMIT,
  bundleWithin: null,
};
