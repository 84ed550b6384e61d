/** Starts a channel and its peer for the tests of one channel. */
import { afterEach, beforeEach } from 'vitest';
import { createGuardedHttp } from '../../../adapters/guarded-http.ts';
import type { GuardedHttp } from '../../../adapters/guarded-http.ts';
import type { Channel, DeliveryRequest, DeliveryOutcome } from '../../../ports/channel.ts';
import { createFakeClock, fakeRequest } from '../testing/delivery.fake.ts';
import { startHttpPeer } from './http-peer.fake.ts';
import type { HttpPeer } from './http-peer.fake.ts';
import type { HttpChannelDeps } from './post-json.ts';

export interface ChannelBench {
  peer(): HttpPeer;
  channel(): Channel;
  send(change: (url: string) => Partial<DeliveryRequest>): Promise<DeliveryOutcome>;
  /** The body that the peer received last, read as JSON. */
  body<T>(): T;
}

/** Call at the top of a test file: every test gets a new peer and channel. */
export function useBench(create: (deps: HttpChannelDeps, url: string) => Channel): ChannelBench {
  let peer: HttpPeer;
  let http: GuardedHttp;
  let channel: Channel;
  beforeEach(async () => {
    peer = await startHttpPeer();
    http = createGuardedHttp({ allow: ['127.0.0.0/8'] });
    channel = create({ http, clock: createFakeClock() }, peer.url);
  });
  afterEach(async () => {
    await peer.close();
    await http.close();
  });
  return {
    peer: () => peer,
    channel: () => channel,
    send: (change) => channel.send(fakeRequest({ to: '', ...change(peer.url) })),
    body: <T>() => JSON.parse(peer.received.at(-1)?.body ?? 'null') as T,
  };
}
