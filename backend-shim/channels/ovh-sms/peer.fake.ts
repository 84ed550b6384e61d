/** Starts a fake OVHcloud for the contract suite. */
import { toGsm7 } from '#domain/notify/render/gsm7';
import { createGuardedHttp } from '../../adapters/guarded-http.ts';
import type { Channel, ChannelService, InboundHandler, DeliveryReceipt } from '../../ports/channel.ts';
import { createFakeClock, NOW } from '../shared/testing/delivery.fake.ts';
import type { ChannelPeer } from '../shared/testing/peer.fake.ts';
import { KEYS, startFakeOvh } from './ovh.fake.ts';
import type { FakeOvh } from './ovh.fake.ts';
import { createOvhSmsChannel } from './send.ts';

export const TOKEN = 'token-of-24-letters-0123';

export interface OvhBench extends ChannelPeer {
  ovh: FakeOvh;
  channel: Channel;
  service: ChannelService;
  receipts: Array<[string, DeliveryReceipt]>;
  replies: unknown[];
  answers(reply: string | null): void;
}

export async function startPeer(
  settings: Record<string, unknown> = {},
  secrets: Record<string, string> = {},
): Promise<OvhBench> {
  const ovh = await startFakeOvh(() => NOW);
  const http = createGuardedHttp({ allow: ['127.0.0.0/8'] });
  const { applicationKey, applicationSecret, consumerKey } = KEYS;
  const service: ChannelService = {
    id: 'ovh',
    settings: { service: 'sms-ab12345-1', applicationKey, apiUrl: ovh.url, ...settings },
    secrets: { applicationSecret, consumerKey, callbackToken: TOKEN, ...secrets },
  };
  const channel = createOvhSmsChannel({ http, clock: createFakeClock(), services: () => [service] });
  const [receipts, replies]: [OvhBench['receipts'], unknown[]] = [[], []];
  let answer: string | null = null;
  const hearing: InboundHandler = {
    receipt: async (id, receipt) => void receipts.push([id, receipt]),
    reply: async (reply) => (replies.push(reply), answer),
    call: () => Promise.reject(new Error('an SMS gateway makes no calls')),
    press: () => Promise.reject(new Error('an SMS has no buttons')),
  };
  channel.hear?.(hearing);
  return {
    ovh,
    channel,
    service,
    receipts,
    replies,
    answers: (reply) => void (answer = reply),
    destination: { to: '+33 6 12 34 56 78', settings: {}, secrets: {} },
    secrets: [applicationSecret, consumerKey, TOKEN, '33612345678'],
    behave: ovh.behave,
    reached: ovh.reached,
    writes: toGsm7,
    taken: () => ovh.jobs.map(({ message }) => ({ text: message, mark: null })),
    async close() {
      await ovh.close();
      await http.close();
    },
  };
}
