import { startHttpChannelPeer } from '../http-channel-peer.fake.ts';
import type { Peer } from '../peer.fake.ts';
import { createMattermostChannel } from './send.ts';

export function startMattermostPeer(): Promise<Peer> {
  return startHttpChannelPeer({
    create: createMattermostChannel,
    destination: (url) => ({ to: `${url}/hooks/nobody-may-see`, settings: {}, secrets: {} }),
    secrets: ['nobody-may-see'],
    read: ({ body }) => JSON.parse(body).text.replace(/\\([^A-Za-z0-9\s])/g, '$1'),
    success: 'ok',
  });
}
