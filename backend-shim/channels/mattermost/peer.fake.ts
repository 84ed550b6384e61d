/** Starts a fake Mattermost server for the contract suite. */
import { startHttpChannelPeer } from '../shared/http/http-channel-peer.fake.ts';
import type { ChannelPeer } from '../shared/testing/peer.fake.ts';
import { createMattermostChannel } from './send.ts';

interface SentPost {
  message?: string;
  props?: { attachments: Array<{ text: string }> };
}

function read(body: string): string {
  const { message = '', props } = JSON.parse(body) as SentPost;
  return [message, ...(props?.attachments ?? []).map(({ text }) => text)]
    .join('\n')
    .replace(/\\([^A-Za-z0-9\s])/g, '$1');
}

/** Sends to a person, through the bot. */
export function startPeer(): Promise<ChannelPeer> {
  return startHttpChannelPeer({
    create: (deps, server) =>
      createMattermostChannel({
        ...deps,
        callbackUrl: (id) => `https://vigie.example.com/callbacks/${id}`,
        services: () => [{ id: 'bot', settings: { server }, secrets: { token: 'nobody-may-see' } }],
      }),
    destination: () => ({ to: 'nobodysees0000000000000000', settings: {}, secrets: {} }),
    secrets: ['nobody-may-see', 'nobodysees'],
    counts: ({ path }) => path.endsWith('/posts'),
    read: ({ body }) => read(body),
    success: '{"id":"abcdefghijklmnopqrstuvwxyz"}',
  });
}
