/** Starts a fake push service for the contract suite. */
import { makePushKeys } from '../../adapters/push-keys.ts';
import { startHttpChannelPeer } from '../shared/http/http-channel-peer.fake.ts';
import type { ChannelPeer } from '../shared/testing/peer.fake.ts';
import { createFakeBrowser } from './receiver.fake.ts';
import { createWebPushChannel } from './send.ts';

export const IDENTITY = { ...makePushKeys(), subject: 'mailto:vigie@example.com' };

export function startPeer(): Promise<ChannelPeer> {
  const browser = createFakeBrowser();
  const { keys } = browser.subscription('');
  return startHttpChannelPeer({
    create: (deps, url) =>
      createWebPushChannel({ ...deps, push: { identity: () => Promise.resolve(IDENTITY), services: [url] } }),
    destination: (url) => ({
      to: `${url}/wpush/v2/endpoint-nobody-guesses`,
      settings: {},
      secrets: { secret: JSON.stringify(keys) },
    }),
    secrets: ['endpoint-nobody-guesses', keys.auth, keys.p256dh, IDENTITY.privateKey],
    read: ({ bytes }) => `${browser.read(bytes).title}\n${browser.read(bytes).body}`,
    mark: ({ bytes }) => browser.read(bytes).id,
    success: '',
  });
}
