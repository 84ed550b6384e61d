import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryRequest, DeliveryOutcome } from '../../ports/channel.ts';
import { fakeRequest, NOW } from '../shared/testing/delivery.fake.ts';
import { startPeer, TOKEN } from './peer.fake.ts';
import type { OvhBench } from './peer.fake.ts';
import { ovhSignature } from './signature.ts';

let bench: OvhBench;
beforeEach(async () => void (bench = await startPeer()));
afterEach(() => bench.close());

const send = (change: Partial<DeliveryRequest> = {}) =>
  bench.channel.send(fakeRequest({ to: '+33 6 12 34 56 78', ...change }));

async function restart(settings: Record<string, unknown>, secrets: Record<string, string> = {}): Promise<void> {
  await bench.close();
  bench = await startPeer(settings, secrets);
}

it('the signature is the one of the documentation', () => {
  const documented = {
    applicationSecret: 'EXEgWIz07P0HYwtQDs7cNIqCiQaWSuHF',
    consumerKey: 'MtSwSrPpNjqfVSmJhLbPyr2i45lSwPU1',
    method: 'GET',
    url: 'https://eu.api.ovh.com/1.0/domains/',
    body: '',
    timestamp: 1366560945,
  };
  expect(ovhSignature(documented)).toBe('$1$d3705e8afb27a0d2970a322b96550abfc67bb798');
});

describe('an SMS by OVHcloud', () => {
  it('goes out at night too: without the STOP clause, from a number that can be answered', async () => {
    expect(await send()).toEqual({ kind: 'done', providerId: 'ovh/1001' });
    expect(bench.ovh.jobs).toEqual([
      {
        message: expect.stringMatching(/^CRITICAL: Disk full on db-1/),
        receivers: ['+33612345678'],
        senderForResponse: true,
        noStopClause: true,
        priority: 'high',
        class: 'phoneDisplay',
        charset: 'UTF-8',
        coding: '7bit',
        validityPeriod: 60,
      },
    ]);
  });

  it('goes out from a sender of letters, to the countries that are allowed', async () => {
    await restart({ sender: 'Vigie', countries: '+33', validity: '15' });
    await send();
    expect(bench.ovh.jobs[0]).toMatchObject({ sender: 'Vigie', senderForResponse: false, validityPeriod: 15 });
    expect(await send({ to: '+12025550100' })).toMatchObject({ kind: 'never', reason: 'refused' });
  });

  it('is signed with OVHcloud’s time, which is fetched once', async () => {
    bench.ovh.late(-500);
    expect(await send()).toMatchObject({ kind: 'done' });
    expect(await send()).toMatchObject({ kind: 'done' });
    expect(bench.ovh.asked()).toBe(1);
  });

  it('fetches the time again when a request was too old', async () => {
    await send();
    bench.ovh.late(900);
    expect(await send()).toMatchObject({ kind: 'retry', reason: 'server-error' });
    expect(await send()).toMatchObject({ kind: 'done' });
    expect(bench.ovh.asked()).toBe(2);
  });

  it.each([
    [{ service: '../me' }, {}, '"service" must be'],
    [{ applicationKey: '' }, {}, '"applicationKey" missing'],
    [{}, { applicationSecret: '', consumerKey: '' }, '"applicationSecret" and "consumerKey" missing'],
    [{ validity: 0 }, {}, '"validity" must be'],
  ])('with wrong settings says which: %j %j', async (settings, secrets, detail) => {
    await restart(settings, secrets);
    expect(await send()).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringContaining(detail),
    });
  });
});

describe('what OVHcloud refuses', () => {
  it.each<[number, object, Partial<DeliveryOutcome>]>([
    [
      200,
      { ids: [], invalidReceivers: ['+33612345678'], validReceivers: [] },
      { kind: 'never', reason: 'bad-address' },
    ],
    [400, { errorCode: 'INVALID_SIGNATURE' }, { kind: 'retry', reason: 'misconfigured' }],
    [403, { errorCode: 'NOT_GRANTED_CALL' }, { kind: 'retry', reason: 'misconfigured' }],
    [403, { errorCode: 'INVALID_CREDENTIAL' }, { kind: 'retry', reason: 'misconfigured' }],
    [
      404,
      { message: 'This service does not exist' },
      { kind: 'retry', reason: 'misconfigured', detail: expect.stringContaining('"service"') },
    ],
    [402, {}, { kind: 'retry', reason: 'misconfigured', detail: expect.stringContaining('credits') }],
    [403, { message: 'Not enough credits' }, { kind: 'retry', reason: 'misconfigured' }],
    [
      400,
      { message: 'Sender Vigie for +33612345678 is not valid' },
      { kind: 'retry', reason: 'misconfigured', detail: expect.stringContaining('"sender"') },
    ],
    [400, { message: 'no' }, { kind: 'never', reason: 'refused' }],
    [429, {}, { kind: 'retry', reason: 'rate-limited' }],
    [500, {}, { kind: 'retry', reason: 'server-error' }],
  ])('%i %j', async (status, body, outcome) => {
    bench.ovh.answer({ status, body });
    const told = await send();
    expect(told).toMatchObject(outcome);
    expect(JSON.stringify(told)).not.toContain('33612345678');
  });

  it('wrong keys are not shown', async () => {
    await restart({}, { consumerKey: 'another-key' });
    const told = await send();
    expect(told).toMatchObject({ kind: 'retry', reason: 'misconfigured' });
    expect(JSON.stringify(told)).not.toMatch(/another-key|nobody-may-see/);
  });
});

describe('a receipt', () => {
  const tell = (query: string, path = `/receipt/${TOKEN}`) =>
    bench.channel.callback?.(bench.service, {
      method: 'GET',
      path,
      url: '',
      query: new URLSearchParams(query),
      headers: {},
      body: '',
    });

  it.each<[string, object | null]>([
    ['id=1001&dlr=1', { kind: 'delivered' }],
    ['id=1001&dlr=2', { kind: 'never', reason: 'undelivered' }],
    ['id=1001&dlr=16', { kind: 'never', reason: 'undelivered' }],
    ['id=1001&dlr=4', null],
    ['id=1001&dlr=8', null],
    ['dlr=2', null],
    ['', null],
  ])('%s', async (query, receipt) => {
    expect(await tell(query)).toMatchObject({ status: 200 });
    expect(bench.receipts).toEqual(receipt === null ? [] : [['ovh/1001', expect.objectContaining(receipt)]]);
  });

  it.each(['/receipt', '/receipt/', '/receipt/token-of-24-letters-0124', ''])(
    'at the wrong address is ignored: %s',
    async (path) => {
      expect(await tell('id=1001&dlr=2', path)).toMatchObject({ status: 403 });
      expect(bench.receipts).toEqual([]);
    },
  );

  it('is ignored without a token, or with a short one', async () => {
    for (const token of ['', 'short']) {
      await restart({}, { callbackToken: token });
      expect(await tell('id=1001&dlr=2', `/receipt/${token}`)).toMatchObject({ status: 403 });
    }
  });
});

describe('what people write back', () => {
  const writes = (message: string, minutesAgo = 1, sender = '+33612345678') =>
    void bench.ovh.incoming.push({
      sender,
      message,
      creationDatetime: new Date(NOW - minutesAgo * 60_000).toISOString(),
    });
  const look = () => bench.channel.collect?.(bench.service, AbortSignal.timeout(5000));

  it('is handled once and answered', async () => {
    writes('A', 31);
    writes('A 7');
    bench.answers('Acknowledged: #7');
    await look();
    await look();
    expect(bench.replies).toEqual([{ service: 'ovh', from: '+33612345678', text: 'A 7', id: '2' }]);
    expect(bench.ovh.jobs).toMatchObject([{ message: 'Acknowledged: #7', receivers: ['+33612345678'] }]);
    writes('C', 0, '0033612345678');
    await look();
    expect(bench.replies.at(-1)).toMatchObject({ text: 'C', from: '+33612345678', id: '3' });
  });

  it('waits while OVHcloud is unreachable', async () => {
    bench.ovh.answer({ status: 500, body: {} });
    await look();
    bench.ovh.answer(null);
    writes('A');
    await look();
    expect(bench.replies).toHaveLength(1);
  });

  it('is not polled for if nobody can reply', async () => {
    await restart({ sender: 'Vigie' });
    writes('A');
    await look();
    expect([bench.replies, bench.ovh.asked()]).toEqual([[], 0]);
  });
});

it('a probe queries the account', async () => {
  expect(await bench.channel.probe?.(bench.service, AbortSignal.timeout(5000))).toMatchObject({ kind: 'done' });
  bench.ovh.answer({ status: 404, body: {} });
  expect(await bench.channel.probe?.(bench.service, AbortSignal.timeout(5000))).toMatchObject({
    kind: 'retry',
    reason: 'misconfigured',
  });
});
