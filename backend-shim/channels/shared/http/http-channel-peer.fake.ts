/** Starts a fake receiver for channels that post over HTTP. */
import { createGuardedHttp } from '../../../adapters/guarded-http.ts';
import type { Channel } from '../../../ports/channel.ts';
import { createFakeClock } from '../testing/delivery.fake.ts';
import { startHttpPeer } from './http-peer.fake.ts';
import type { ReceivedRequest } from './http-peer.fake.ts';
import type { ChannelPeer } from '../testing/peer.fake.ts';
import type { HttpChannelDeps } from './post-json.ts';

interface PeerKind {
  create(deps: HttpChannelDeps, url: string): Channel;
  destination(url: string): ChannelPeer['destination'];
  secrets: readonly string[];
  read(received: ReceivedRequest): string;
  /** Requests that carry a message; the default is all of them. */
  counts?(received: ReceivedRequest): boolean;
  mark?(received: ReceivedRequest): string;
  writes?(title: string): string;
  /** The body that the service answers on success. */
  success?: string;
}

export async function startHttpChannelPeer(kind: PeerKind): Promise<ChannelPeer> {
  const peer = await startHttpPeer(kind.success);
  const http = createGuardedHttp({ allow: ['127.0.0.0/8'] });
  return {
    channel: kind.create({ http, clock: createFakeClock() }, peer.url),
    destination: kind.destination(peer.url),
    secrets: kind.secrets,
    behave: peer.behave,
    reached: peer.reached,
    ...(kind.writes ? { writes: kind.writes } : {}),
    taken: () =>
      peer.received
        .filter(kind.counts ?? (() => true))
        .map((received) => ({ text: kind.read(received), mark: kind.mark?.(received) ?? null })),
    async close() {
      await peer.close();
      await http.close();
    },
  };
}

export function unescapeEntities(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}
