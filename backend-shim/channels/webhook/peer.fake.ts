import { createGuardedHttp } from '../../adapters/guarded-http.ts';
import { createFakeClock } from '../delivery.fake.ts';
import { startHttpPeer } from '../http-peer.fake.ts';
import type { Peer } from '../peer.fake.ts';
import { createWebhookChannel } from './send.ts';

const SECRET = 'webhook-secret-0123456789';
const PATH = '/hooks/path-nobody-may-see?token=query-nobody-may-see';

export async function startWebhookPeer(): Promise<Peer> {
  const peer = await startHttpPeer();
  const http = createGuardedHttp({ allow: ['127.0.0.0/8'] });
  return {
    channel: createWebhookChannel({ http, clock: createFakeClock() }),
    destination: { to: peer.url + PATH, settings: {}, secrets: { secret: SECRET } },
    secrets: [SECRET, 'path-nobody-may-see', 'query-nobody-may-see'],
    behave: peer.behave,
    reached: peer.reached,
    taken: () => peer.received.map(({ body, headers }) => ({ text: JSON.parse(body).text, mark: String(headers['idempotency-key']) })),
    async close() {
      await peer.close();
      await http.close();
    },
  };
}
