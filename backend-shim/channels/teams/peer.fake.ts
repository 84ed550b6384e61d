/** Starts a fake Microsoft Teams for the contract suite. */
import { startHttpChannelPeer } from '../shared/http/http-channel-peer.fake.ts';
import type { ChannelPeer } from '../shared/testing/peer.fake.ts';
import { createTeamsChannel } from './send.ts';

export function startPeer(): Promise<ChannelPeer> {
  return startHttpChannelPeer({
    create: createTeamsChannel,
    destination: (url) => ({
      to: `${url}/workflows/1/triggers/manual/paths/invoke?sig=nobody-may-see`,
      settings: {},
      secrets: {},
    }),
    secrets: ['nobody-may-see'],
    read: ({ body }) =>
      JSON.parse(body)
        .attachments[0].content.body.map((block: { text?: string }) => block.text ?? '')
        .join('\n')
        .replaceAll('\u200b', ''),
    success: '',
  });
}
