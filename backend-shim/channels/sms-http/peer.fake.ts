/** Starts a fake SMS gateway for the contract suite. */
import { toGsm7 } from '#domain/notify/render/gsm7';
import { startHttpChannelPeer } from '../shared/http/http-channel-peer.fake.ts';
import type { ChannelPeer } from '../shared/testing/peer.fake.ts';
import { createSmsHttpChannel } from './send.ts';

const BODY = '{"to": {{ to | json }}, "text": {{ text | json }}, "key": {{ token | json }}}';

export function startPeer(): Promise<ChannelPeer> {
  return startHttpChannelPeer({
    create: (deps, url) =>
      createSmsHttpChannel({
        ...deps,
        callbackUrl: () => '',
        services: () => [
          {
            id: 'gateway',
            settings: { url: `${url}/send?key={{ token }}`, body: BODY },
            secrets: { token: 'token-nobody-may-see' },
          },
        ],
      }),
    destination: () => ({ to: '+33612345678', settings: {}, secrets: {} }),
    secrets: ['token-nobody-may-see', '33612345678'],
    read: ({ body }) => JSON.parse(body).text,
    mark: ({ headers }) => String(headers['idempotency-key']),
    writes: toGsm7,
  });
}
