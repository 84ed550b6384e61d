/** Promises that every channel keeps to the outbox, tried against a real peer. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message, UpdateKind } from '#domain/notify/message/message';
import type { DeliveryOutcome } from '../ports/channel.ts';
import { createFakeClock, fakeIncident, fakeMessage, fakeRequest } from './shared/testing/delivery.fake.ts';
import { startServedPeer, startServedVoicePeer } from './shared/services/served-peer.fake.ts';
import type { PeerMood, ChannelPeer, StartPeer } from './shared/testing/peer.fake.ts';
import { CHANNEL_DEFINITIONS, createChannels } from './registry.ts';

/** Kinds without a folder of their own. */
const SERVED: Partial<Record<string, StartPeer>> = { sms: startServedPeer, voice: startServedVoicePeer };

/** Every other channel has its peer in `peer.fake.ts` of the folder that is called like its kind. */
async function startPeerOf(kind: string): Promise<ChannelPeer> {
  const served = SERVED[kind];
  if (served) {
    return served();
  }
  const { startPeer } = (await import(`./${kind}/peer.fake.ts`)) as { startPeer: StartPeer };
  return startPeer();
}

const UPDATES: UpdateKind[] = [
  'acknowledged',
  'unacknowledged',
  'resolved',
  'reopened',
  'snoozed',
  'severity',
  'confirm',
  'exhausted',
  'reassigned',
  'merged',
  'note',
  'opened',
  'escalated',
];

const MESSAGES: Array<[string, Message]> = [
  ['a page', fakeMessage()],
  ['a page in French', fakeMessage({ language: 'fr' })],
  [
    'a page to a room',
    fakeMessage({ person: null, incident: fakeIncident({ acknowledgeUrl: null, resolveUrl: null }) }),
  ],
  ['a bundle', fakeMessage({ bundled: 300 })],
  ['a test', fakeMessage({ kind: 'test', incident: null, policy: null, step: null, next: null })],
  ['a duty', fakeMessage({ kind: 'onCall', incident: null, onCall: { rota: 'SRE', start: 0, end: null, on: true } })],
  ...UPDATES.map((kind): [string, Message] => [
    `an update: ${kind}`,
    fakeMessage({ kind: 'update', update: { kind, actor: 'Ben Petit', text: null } }),
  ]),
];

const ODD =
  'Été 💥 火災 \u202eabc\u0000\ud800 "quoted" <b>&amp;</b> {{ 7 | times: 6 }} *bold* \r\nBcc: dee@example.com';

it('covers every channel that is built', () => {
  const http = { send: () => Promise.reject(new Error('nothing is sent here')) };
  const registry = createChannels({
    http,
    clock: createFakeClock(),
    resolve: () => http.send(),
    smtpUrl: null,
    mailFrom: null,
    callbackUrl: () => '',
    push: { identity: () => http.send(), services: [] },
  });
  expect([...CHANNEL_DEFINITIONS.keys()]).toEqual([...registry.keys()]);
});

describe.each([...CHANNEL_DEFINITIONS.keys()])('%s', (kind) => {
  let peer: ChannelPeer;
  beforeEach(async () => {
    peer = await startPeerOf(kind);
  });
  afterEach(() => peer.close());

  const send = (change: Partial<Parameters<typeof fakeRequest>[0]> = {}) =>
    peer.channel.send(fakeRequest({ ...peer.destination, ...change }));

  it('describes itself', () => {
    const { definition } = peer.channel;
    expect(definition.kind).toBe(kind);
    expect(definition.address.validate(peer.destination.to)).toBeNull();
    expect(definition.address.validate('')).toEqual(expect.any(String));
    expect(definition.address.validate('a\nb')).toEqual(expect.any(String));
    expect(peer.channel.lane(peer.destination.to, peer.destination.settings)).toContain(kind);
  });

  it.each(MESSAGES)('carries %s', async (_name, message) => {
    expect(await send({ message })).toMatchObject({ kind: 'done' });
    expect(peer.taken()).toHaveLength(1);
    expect(peer.taken()[0]?.text).not.toBe('');
  });

  it('carries the title as people wrote it', async () => {
    await send({ message: fakeMessage({ incident: fakeIncident({ title: 'Été à 火災 💥 <b>&' }) }) });
    expect(peer.taken()[0]?.text).toContain(peer.writes?.('Été à 火災 💥 <b>&') ?? 'Été à 火災 💥 <b>&');
  });

  it('survives text that services refuse', async () => {
    const incident = fakeIncident({ title: ODD, description: ODD, source: ODD, labels: { [ODD]: ODD } });
    expect(
      await send({
        message: fakeMessage({
          incident,
          policy: ODD,
          person: { login: 'ann', name: ODD },
          next: { at: 0, what: ODD },
        }),
      }),
    ).toMatchObject({ kind: 'done' });
    expect(peer.taken()).toHaveLength(1);
  });

  it('carries 100 kB of title and description', async () => {
    const long = 'Ä💥'.repeat(33_000);
    expect(
      await send({ message: fakeMessage({ incident: fakeIncident({ title: long, description: long }) }) }),
    ).toMatchObject({ kind: 'done' });
    expect(peer.taken()[0]?.text).toContain(peer.writes?.('Ä💥Ä💥') ?? 'Ä💥Ä💥');
  });

  it.each<[PeerMood, Partial<DeliveryOutcome>]>([
    ['busy', { kind: 'retry', reason: 'server-error' }],
    ['refuse', { kind: 'never' }],
  ])('classifies %s', async (mood, outcome) => {
    peer.behave(mood);
    expect(await send()).toMatchObject(outcome);
  });

  it('recovers after a failure', async () => {
    peer.behave('busy');
    await send();
    peer.behave('accept');
    expect(await send()).toMatchObject({ kind: 'done' });
  });

  it('tries again later when nobody is there', async () => {
    await peer.close();
    expect(await send()).toMatchObject({ kind: 'retry', reason: 'network' });
  });

  it('stops at once when cancelled in mid-send', async () => {
    peer.behave('hang');
    const controller = new AbortController();
    const reached = peer.reached();
    const sending = send({ signal: controller.signal });
    await reached;
    controller.abort();
    expect(await sending).toMatchObject({ kind: 'retry', reason: 'cancelled' });
    peer.behave('accept');
    expect(await send()).toMatchObject({ kind: 'done' });
  });

  it('sends nothing when cancelled before', async () => {
    expect(await send({ signal: AbortSignal.abort() })).toMatchObject({ kind: 'retry', reason: 'cancelled' });
    expect(peer.taken()).toEqual([]);
  });

  it.each<PeerMood>(['busy', 'refuse', 'echo'])('keeps its secrets from a peer that is %s', async (mood) => {
    peer.behave(mood);
    const outcome = JSON.stringify(await send());
    expect(peer.secrets.filter((secret) => outcome.includes(secret))).toEqual([]);
  });

  it('keeps its secrets when nobody is there', async () => {
    await peer.close();
    const outcome = JSON.stringify(await send());
    expect(peer.secrets.filter((secret) => outcome.includes(secret))).toEqual([]);
  });

  it('gives every attempt of a delivery the same key, and two deliveries different keys', async () => {
    await send({ idempotencyKey: 'delivery-1' });
    await send({ idempotencyKey: 'delivery-1' });
    await send({ idempotencyKey: 'delivery-2' });
    const [first, again, other] = peer.taken().map((each) => each.mark);
    expect(first).toEqual(again);
    expect(first === null || first !== other).toBe(true);
  });
});
