import { startHttpChannelPeer, unescapeEntities } from '../http-channel-peer.fake.ts';
import type { Peer } from '../peer.fake.ts';
import { createSlackChannel } from './send.ts';

export function startSlackPeer(): Promise<Peer> {
  return startHttpChannelPeer({
    create: createSlackChannel,
    destination: (url) => ({ to: `${url}/services/T0/B0/nobody-may-see`, settings: {}, secrets: {} }),
    secrets: ['nobody-may-see'],
    read: ({ body }) => unescapeEntities(JSON.parse(body).text),
    success: 'ok',
  });
}
