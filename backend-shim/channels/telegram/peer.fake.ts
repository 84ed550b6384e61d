/** Starts a fake Bot API for the contract suite. */
import { startHttpChannelPeer, unescapeEntities } from '../shared/http/http-channel-peer.fake.ts';
import type { ChannelPeer } from '../shared/testing/peer.fake.ts';
import { createTelegramChannel } from './send.ts';

export function startPeer(): Promise<ChannelPeer> {
  return startHttpChannelPeer({
    create: (deps, apiUrl) =>
      createTelegramChannel({
        ...deps,
        services: () => [{ id: 'bot', settings: { apiUrl }, secrets: { token: '12345:nobody-may-see' } }],
      }),
    destination: () => ({ to: '987654321', settings: {}, secrets: {} }),
    secrets: ['nobody-may-see', '987654321'],
    read: ({ body }) => unescapeEntities(JSON.parse(body).text.replace(/<[^>]*>/g, '')),
    success: '{"ok":true,"result":{"message_id":77}}',
  });
}
