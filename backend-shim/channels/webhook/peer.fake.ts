/** Starts a fake webhook receiver for the contract suite. */
import { startHttpChannelPeer } from '../shared/http/http-channel-peer.fake.ts';
import type { ChannelPeer } from '../shared/testing/peer.fake.ts';
import { createWebhookChannel } from './send.ts';

const SECRET = 'webhook-secret-0123456789';

export function startPeer(): Promise<ChannelPeer> {
  return startHttpChannelPeer({
    create: createWebhookChannel,
    destination: (url) => ({
      to: `${url}/hooks/path-nobody-may-see?token=query-nobody-may-see`,
      settings: {},
      secrets: { secret: SECRET },
    }),
    secrets: [SECRET, 'path-nobody-may-see', 'query-nobody-may-see'],
    read: ({ body }) => JSON.parse(body).text,
    mark: ({ headers }) => String(headers['idempotency-key']),
  });
}
