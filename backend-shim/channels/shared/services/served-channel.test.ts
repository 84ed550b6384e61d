import { describe, expect, it } from 'vitest';
import type { Channel, ChannelService, DeliveryRequest, DeliveryOutcome } from '../../../ports/channel.ts';
import { fakeRequest } from '../testing/delivery.fake.ts';
import { createServedChannel } from './served-channel.ts';
import { sms } from './served-definitions.ts';

const DONE: DeliveryOutcome = { kind: 'done', providerId: 'x' };
const DOWN: DeliveryOutcome = { kind: 'retry', reason: 'server-error', detail: 'down', after: null };
const REFUSED: DeliveryOutcome = { kind: 'never', reason: 'refused', detail: 'no' };
const BAD: DeliveryOutcome = { kind: 'never', reason: 'bad-address', detail: 'no such number' };

/** Services by id, each with the outcome of a send through it. */
function bench(
  services: Record<string, { kind?: string; settings?: ChannelService['settings']; outcome: DeliveryOutcome }>,
) {
  const asked: DeliveryRequest[] = [];
  const kinds = [...new Set(Object.values(services).map(({ kind = 'smpp' }) => kind))];
  const channels = kinds.map((kind): Channel => ({
    definition: { ...sms, kind, serves: ['sms'] },
    lane: () => kind,
    async send(request) {
      asked.push(request);
      return services[request.service ?? '']?.outcome ?? DOWN;
    },
  }));
  const servicesOf = (kind: string) =>
    Object.entries(services)
      .filter(([, one]) => (one.kind ?? 'smpp') === kind)
      .map(([id, { settings = {} }]) => ({ id, settings, secrets: { password: id } }));
  const channel = createServedChannel(sms, channels, servicesOf);
  return {
    send: (change: Partial<DeliveryRequest> = {}) => channel.send(fakeRequest({ to: '+33612345678', ...change })),
    asked: () => asked.map(({ service }) => service),
    requests: asked,
  };
}

describe('services of an SMS', () => {
  it.each<[string, Parameters<typeof bench>[0], string[], DeliveryOutcome]>([
    ['one works', { a: { outcome: DONE }, b: { outcome: DONE } }, ['a'], DONE],
    ['the first is down', { a: { outcome: DOWN }, b: { outcome: DONE } }, ['a', 'b'], DONE],
    ['the first refuses what the second takes', { a: { outcome: REFUSED }, b: { outcome: DONE } }, ['a', 'b'], DONE],
    ['the number does not exist', { a: { outcome: BAD }, b: { outcome: DONE } }, ['a'], BAD],
    ['one refuses and one is down', { a: { outcome: DOWN }, b: { outcome: REFUSED } }, ['a', 'b'], DOWN],
    ['all refuse', { a: { outcome: REFUSED }, b: { outcome: REFUSED } }, ['a', 'b'], REFUSED],
    ['they are of different kinds', { b: { kind: 'twilio', outcome: DOWN }, a: { outcome: DONE } }, ['a'], DONE],
    [
      'their order is set',
      { a: { settings: { order: 2 }, outcome: DONE }, b: { settings: { order: '1' }, outcome: DOWN } },
      ['b', 'a'],
      DONE,
    ],
    ['one is a room', { a: { settings: { to: '+33699999999' }, outcome: DONE }, b: { outcome: DONE } }, ['b'], DONE],
  ])('%s', async (_name, services, asked, outcome) => {
    const { send, asked: tried } = bench(services);
    expect(await send()).toEqual(outcome);
    expect(tried()).toEqual(asked);
  });

  it('get their own settings and secrets, and count as trusted', async () => {
    const { send, requests } = bench({ a: { settings: { host: 'h' }, outcome: DONE } });
    await send({ trusted: false });
    expect(requests[0]).toMatchObject({
      service: 'a',
      settings: { host: 'h' },
      secrets: { password: 'a' },
      trusted: true,
      to: '+33612345678',
    });
  });

  it('without any: it is not configured, and is retried', async () => {
    expect(await bench({}).send()).toMatchObject({ kind: 'retry', reason: 'not-configured' });
  });

  it('are not tried any more once the send is cancelled', async () => {
    const controller = new AbortController();
    const { channel, asked } = cancelling(controller);
    expect(await channel.send(fakeRequest({ to: '+33612345678', signal: controller.signal }))).toEqual(DOWN);
    expect(asked).toEqual(['a']);
  });
});

function cancelling(controller: AbortController) {
  const asked: string[] = [];
  const provider: Channel = {
    definition: { ...sms, kind: 'smpp', serves: ['sms'] },
    lane: () => 'smpp',
    async send({ service = '' }) {
      asked.push(service);
      controller.abort();
      return DOWN;
    },
  };
  return {
    asked,
    channel: createServedChannel(sms, [provider], () => ['a', 'b'].map((id) => ({ id, settings: {}, secrets: {} }))),
  };
}
