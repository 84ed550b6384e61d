/** Starts a fake ntfy server for the contract suite. */
import { startHttpChannelPeer } from '../shared/http/http-channel-peer.fake.ts';
import type { ChannelPeer } from '../shared/testing/peer.fake.ts';
import { createNtfyChannel } from './send.ts';

export function startPeer(): Promise<ChannelPeer> {
  return startHttpChannelPeer({
    create: createNtfyChannel,
    destination: (url) => ({
      to: `${url}/topic-nobody-guesses`,
      settings: {},
      secrets: { secret: 'tk_nobody_may_see' },
    }),
    secrets: ['tk_nobody_may_see', 'topic-nobody-guesses'],
    read: ({ body }) => `${JSON.parse(body).title}\n${JSON.parse(body).message}`,
  });
}
