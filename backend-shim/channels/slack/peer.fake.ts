/** Starts a fake Slack for the contract suite. */
import { startHttpChannelPeer, unescapeEntities } from '../shared/http/http-channel-peer.fake.ts';
import type { ChannelPeer } from '../shared/testing/peer.fake.ts';
import { createSlackChannel } from './send.ts';

interface PostedBlocks {
  text: string;
  blocks?: Array<{ text?: { text: string } }>;
}

function read(body: string): string {
  const { text, blocks = [] } = JSON.parse(body) as PostedBlocks;
  return unescapeEntities([text, ...blocks.map((block) => block.text?.text ?? '')].join('\n'));
}

/** Sends to a person, through the app. */
export function startPeer(): Promise<ChannelPeer> {
  return startHttpChannelPeer({
    create: (deps, apiUrl) =>
      createSlackChannel({
        ...deps,
        services: () => [
          {
            id: 'app',
            settings: { apiUrl },
            secrets: { token: 'xoxb-nobody-may-see', signingSecret: 'nobody-may-see-it-either' },
          },
        ],
      }),
    destination: () => ({ to: 'U0NOBODYSEES', settings: {}, secrets: {} }),
    secrets: ['nobody-may-see', 'U0NOBODYSEES'],
    read: ({ body }) => read(body),
    success: '{"ok":true,"channel":"D1","ts":"1700000000.000100"}',
  });
}
