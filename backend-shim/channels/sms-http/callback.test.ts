import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGuardedHttp } from '../../adapters/guarded-http.ts';
import type { GuardedHttp } from '../../adapters/guarded-http.ts';
import type { Channel, ChannelService, DeliveryReceipt } from '../../ports/channel.ts';
import { createFakeClock, fakeRequest } from '../shared/testing/delivery.fake.ts';
import { startHttpPeer } from '../shared/http/http-peer.fake.ts';
import type { HttpPeer } from '../shared/http/http-peer.fake.ts';
import { createSmsHttpChannel } from './send.ts';

const TOKEN = 'token-of-24-letters-0123';
const ANDROID = {
  replyFrom: 'payload.phoneNumber',
  replyText: 'payload.message',
  receiptId: 'payload.messageId',
  receiptState: 'event',
};

let peer: HttpPeer;
let http: GuardedHttp;
let channel: Channel;
let service: ChannelService;
let receipts: Array<[string, DeliveryReceipt]>;
let replies: unknown[];
let answer: string | null;

async function start(
  settings: Record<string, unknown> = {},
  secrets: Record<string, string> = { callbackToken: TOKEN },
): Promise<void> {
  await Promise.all([peer?.close(), http?.close()]);
  peer = await startHttpPeer();
  http = createGuardedHttp({ allow: ['127.0.0.0/8'] });
  service = {
    id: 'gateway',
    settings: {
      url: `${peer.url}/send`,
      body: '{"to": {{ to | json }}, "text": {{ text | json }}, "id": {{ id | json }}, "dlr": {{ receiptUrl | json }}}',
      ...settings,
    },
    secrets,
  };
  channel = createSmsHttpChannel({
    http,
    clock: createFakeClock(),
    services: () => [service],
    callbackUrl: (id, path) => `https://oncall.example.com/callbacks/${id}${path}`,
  });
  [receipts, replies, answer] = [[], [], null];
  channel.hear?.({
    receipt: async (id, receipt) => void receipts.push([id, receipt]),
    reply: async (reply) => (replies.push(reply), answer),
    call: () => Promise.reject(new Error('an SMS gateway makes no calls')),
    press: () => Promise.reject(new Error('an SMS has no buttons')),
  });
}

beforeEach(() => start());
afterEach(() => Promise.all([peer.close(), http.close()]));

async function tell(
  path: string,
  { query = '', body = '' }: { query?: string; body?: string },
): Promise<{ status: number; body: string } | undefined> {
  return channel.callback?.(service, {
    method: body === '' ? 'GET' : 'POST',
    path,
    url: '',
    query: new URLSearchParams(query),
    headers: {},
    body,
  });
}

describe('a gateway that reports', () => {
  it('receives the receipt address, with the id of the message', async () => {
    expect(await channel.send(fakeRequest({ to: '+33612345678', idempotencyKey: '01KE' }))).toEqual({
      kind: 'done',
      providerId: 'gateway/01KE',
    });
    expect(JSON.parse(peer.received[0]?.body ?? '')).toMatchObject({
      id: '01KE',
      dlr: `https://oncall.example.com/callbacks/gateway/receipt/${TOKEN}?id=01KE`,
    });
  });

  it('receives no receipt address without a token, or with a short one', async () => {
    for (const secrets of [{}, { callbackToken: 'short' }] as Array<Record<string, string>>) {
      await start({}, secrets);
      expect(await channel.send(fakeRequest({ to: '+33612345678' }))).toEqual({ kind: 'done', providerId: null });
      expect(JSON.parse(peer.received[0]?.body ?? '')).toMatchObject({ dlr: '' });
      expect(await tell(`/receipt/${secrets['callbackToken'] ?? ''}`, { query: 'id=1&status=2' })).toMatchObject({
        status: 403,
      });
    }
    expect(receipts).toEqual([]);
  });

  it.each<[string, object | null]>([
    ['id=01KE&status=1', { kind: 'delivered' }],
    ['id=01KE&status=DELIVRD', { kind: 'delivered' }],
    ['id=01KE&status=2', { kind: 'never', reason: 'undelivered' }],
    ['id=01KE&status=16', { kind: 'never', reason: 'undelivered' }],
    ['id=01KE&status=Failed', { kind: 'never', reason: 'undelivered', detail: expect.stringContaining('(Failed)') }],
    ['id=01KE&status=8', null],
    ['id=01KE&status=', null],
    ['status=2', null],
    ['id=answer-7&status=2', null],
  ])('what became of it: %s', async (fields, receipt) => {
    const expected = receipt === null ? [] : [['gateway/01KE', expect.objectContaining(receipt)]];
    expect(await tell(`/receipt/${TOKEN}`, { query: fields })).toEqual({
      status: 200,
      contentType: 'text/plain; charset=utf-8',
      body: '',
    });
    expect(receipts).toEqual(expected);
    await tell(`/receipt/${TOKEN}`, { body: fields });
    expect(receipts).toEqual([...expected, ...expected]);
  });

  it('in JSON, with names and words of its own', async () => {
    await start({ ...ANDROID, delivered: 'sms:delivered', undelivered: 'sms:failed' });
    await tell(`/receipt/${TOKEN}`, {
      body: JSON.stringify({ event: 'sms:failed', id: 'event-1', payload: { messageId: '01KE', reason: 'no signal' } }),
    });
    await tell(`/receipt/${TOKEN}`, {
      body: JSON.stringify({ event: 'sms:delivered', payload: { messageId: '01KF' } }),
    });
    await tell(`/receipt/${TOKEN}`, { body: JSON.stringify({ event: 'sms:sent', payload: { messageId: '01KG' } }) });
    expect(receipts).toEqual([
      ['gateway/01KE', expect.objectContaining({ kind: 'never' })],
      ['gateway/01KF', { kind: 'delivered' }],
    ]);
  });

  it.each(['', '/receipt', '/receipt/', '/reply/', '/receipt/token-of-24-letters-0124', `/other/${TOKEN}`])(
    'at the wrong address is ignored: %s',
    async (path) => {
      expect(await tell(path, { query: 'id=01KE&status=2&from=%2B33612345678&text=A' })).toMatchObject({ status: 403 });
      expect([receipts, replies]).toEqual([[], []]);
    },
  );
});

describe('what people write back', () => {
  it.each([['%2B33612345678'], ['+33612345678'], ['33612345678'], ['0033612345678']])(
    'is heard from %s and answered through the gateway',
    async (from) => {
      answer = 'Acknowledged: #7';
      const reached = peer.reached();
      expect(await tell(`/reply/${TOKEN}`, { query: `from=${from}&text=A+7&id=m1` })).toMatchObject({
        status: 200,
        body: '',
      });
      expect(replies).toEqual([{ service: 'gateway', from: '+33612345678', text: 'A 7', id: 'm1' }]);
      await reached;
      expect(JSON.parse(peer.received[0]?.body ?? '')).toMatchObject({
        to: '+33612345678',
        text: 'Acknowledged: #7',
        id: 'answer-m1',
      });
    },
  );

  it('is read from JSON', async () => {
    await start(ANDROID);
    await tell(`/reply/${TOKEN}`, {
      body: JSON.stringify({
        event: 'sms:received',
        id: 'event-1',
        payload: { messageId: 'not unique', message: 'à', phoneNumber: '+33612345678' },
      }),
    });
    expect(replies).toEqual([{ service: 'gateway', from: '+33612345678', text: 'à', id: 'event-1' }]);
  });

  it.each([
    'from=0612345678&text=A',
    'from=Vigie&text=A',
    'text=A',
    'from=%2B33612345678',
    '{"from": {"a": 1}, "text": "A"}',
    '{broken',
    'null',
  ])('without a number or text is ignored: %s', async (body) => {
    expect(await tell(`/reply/${TOKEN}`, { body })).toMatchObject({ status: 200 });
    expect([replies, peer.received]).toEqual([[], []]);
  });
});

it('goes only to the countries that are allowed', async () => {
  await start({ countries: '+33' });
  expect(await channel.send(fakeRequest({ to: '+12025550100' }))).toMatchObject({ kind: 'never', reason: 'refused' });
  expect(peer.received).toEqual([]);
});
