/** Starts a fake SMSC for the contract suite. */
import { toGsm7 } from '#domain/notify/render/gsm7';
import type { Channel, ChannelService } from '../../ports/channel.ts';
import { createFakeClock } from '../shared/testing/delivery.fake.ts';
import type { FakeClock } from '../shared/testing/delivery.fake.ts';
import type { ChannelPeer } from '../shared/testing/peer.fake.ts';
import { createSmppChannel } from './send.ts';
import { startSmsc } from './smsc.fake.ts';
import type { FakeSmsc } from './smsc.fake.ts';

export interface SmppPeer extends ChannelPeer {
  smsc: FakeSmsc;
  clock: FakeClock;
  service: ChannelService;
}

const PASSWORD = 'hush-hus';

export const anywhere = (host: string) =>
  Promise.resolve({ ok: true, addresses: [host === 'localhost' ? '127.0.0.1' : host] } as const);

export async function startPeer(
  settings: Record<string, unknown> = {},
  tls: Record<string, unknown> = {},
): Promise<SmppPeer> {
  const smsc = await startSmsc(tls);
  const clock = createFakeClock();
  const service = {
    id: 'operator',
    settings: { host: 'localhost', port: smsc.port, systemId: 'vigie', from: 'Vigie', ...settings },
    secrets: { password: PASSWORD },
  };
  const channel: Channel = createSmppChannel({ clock, resolve: anywhere, services: () => [service] });
  return {
    smsc,
    clock,
    service,
    channel,
    destination: { to: '+33 6 12 34 56 78', settings: {}, secrets: {} },
    secrets: [PASSWORD, '33612345678'],
    behave: smsc.behave,
    reached: smsc.reached,
    writes: toGsm7,
    taken: () => smsc.submits.map((pdu) => ({ text: String(pdu.short_message?.message ?? ''), mark: null })),
    async close() {
      await smsc.close();
      await channel.close?.();
    },
  };
}
