import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryRequest, DeliveryOutcome } from '../../ports/channel.ts';
import { fakeRequest } from '../shared/testing/delivery.fake.ts';
import { startTwilioBench } from '../shared/twilio/twilio-channel.fake.ts';
import type { TwilioBench } from '../shared/twilio/twilio-channel.fake.ts';
import { ACCOUNT_SID, AUTH_TOKEN } from '../shared/twilio/twilio.fake.ts';
import { createTwilioSmsChannel } from './send.ts';

const MESSAGING = `MG${'0'.repeat(32)}`;
let bench: TwilioBench;
const start = async (settings: Record<string, unknown>, secrets: Record<string, string> = {}) =>
  void (bench = await startTwilioBench(createTwilioSmsChannel, settings, secrets));
beforeEach(() => start({ from: '+1 500 555 0006' }));
afterEach(() => bench.close());

const send = (change: Partial<DeliveryRequest> = {}) =>
  bench.channel.send(fakeRequest({ to: '+33 6 12 34 56 78', ...change }));
const last = () => bench.twilio.requests.at(-1);

async function restart(settings: Record<string, unknown>, secrets: Record<string, string> = {}): Promise<void> {
  await bench.close();
  await start(settings, secrets);
}

describe('an SMS by Twilio', () => {
  it('is one part from the number, with the address for its receipt', async () => {
    expect(await send()).toEqual({ kind: 'done', providerId: `account/SM${'0'.repeat(32)}` });
    expect(Object.fromEntries(last()?.fields ?? [])).toEqual({
      To: '+33612345678',
      From: '+15005550006',
      Body: expect.stringMatching(/^CRITICAL: Disk full on db-1/),
      StatusCallback: 'https://oncall.example.com/vigie/callbacks/account/status',
      ValidityPeriod: '3600',
    });
    expect(last()?.authorization).toBe(`Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}`);
  });

  it('goes by a messaging service, with an API key', async () => {
    const key = `SK${'a'.repeat(32)}`;
    await restart({ messagingService: MESSAGING, apiKey: key, validity: 10 }, { apiSecret: 'api-secret' });
    await send();
    expect(Object.fromEntries(last()?.fields ?? [])).toMatchObject({
      MessagingServiceSid: MESSAGING,
      ValidityPeriod: '600',
    });
    expect(last()?.fields.has('From')).toBe(false);
    expect(last()?.authorization).toBe(`Basic ${Buffer.from(`${key}:api-secret`).toString('base64')}`);
  });

  it('goes only to the countries that are allowed', async () => {
    await restart({ from: '+15005550006', countries: '+33, 32' });
    expect(await send({ to: '+33612345678' })).toMatchObject({ kind: 'done' });
    expect(await send({ to: '+32470123456' })).toMatchObject({ kind: 'done' });
    expect(await send({ to: '+12025550100' })).toMatchObject({
      kind: 'never',
      reason: 'refused',
      detail: expect.stringContaining('countries'),
    });
    expect(bench.twilio.requests).toHaveLength(2);
  });

  it.each([
    [{ from: null }, 'either "from" or "messagingService"'],
    [{ from: '+15005550006', messagingService: MESSAGING }, 'either "from" or "messagingService"'],
    [{ from: null, messagingService: 'MG1' }, '"messagingService" must be'],
    [{ from: 'Vigie', accountSid: 'AC1' }, '"accountSid" must be'],
    [{ from: 'Vigie', apiKey: 'SK1' }, '"apiKey" must be'],
    [{ from: 'Vigie', validity: 601 }, '"validity" must be'],
  ])('with wrong settings says which: %j', async (settings, detail) => {
    await restart(settings);
    expect(await send()).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringContaining(detail),
    });
    expect(bench.twilio.requests).toEqual([]);
  });

  it('without its auth token is not sent, since receipts could not be verified', async () => {
    await restart({ from: 'Vigie' }, { authToken: '' });
    expect(await send()).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringContaining('authToken'),
    });
  });
});

describe('what Twilio refuses', () => {
  it.each<[number, number, Partial<DeliveryOutcome>]>([
    [400, 21211, { kind: 'never', reason: 'bad-address' }],
    [400, 21614, { kind: 'never', reason: 'bad-address' }],
    [400, 21610, { kind: 'never', reason: 'stopped' }],
    [400, 21612, { kind: 'never', reason: 'refused' }],
    [400, 21408, { kind: 'retry', reason: 'misconfigured' }],
    [400, 21606, { kind: 'retry', reason: 'misconfigured' }],
    [400, 21608, { kind: 'retry', reason: 'misconfigured' }],
    [400, 21611, { kind: 'retry', reason: 'rate-limited' }],
    [400, 99999, { kind: 'never', reason: 'refused' }],
    [401, 20003, { kind: 'retry', reason: 'misconfigured' }],
    [403, 20005, { kind: 'retry', reason: 'misconfigured' }],
    [404, 20404, { kind: 'retry', reason: 'misconfigured' }],
    [429, 20429, { kind: 'retry', reason: 'rate-limited', after: 7000 }],
    [503, 20503, { kind: 'retry', reason: 'server-error' }],
  ])('status %i, error %i', async (status, code, outcome) => {
    bench.twilio.fail({ status, code, headers: { 'retry-after': '7' } });
    const told = await send();
    expect(told).toMatchObject(outcome);
    expect(JSON.stringify(told)).toContain(String(status === 404 ? 'accountSid' : code));
    expect(JSON.stringify(told)).not.toContain('33612345678');
  });
});

const STATUS = 'https://oncall.example.com/vigie/callbacks/account/status';
const REPLY = 'https://oncall.example.com/vigie/callbacks/account/sms';

describe('a receipt', () => {
  it.each<[Record<string, string>, object | null]>([
    [{ MessageStatus: 'delivered' }, { kind: 'delivered' }],
    [
      { MessageStatus: 'undelivered', ErrorCode: '30003' },
      { kind: 'never', reason: 'undelivered', detail: expect.stringContaining('error 30003') },
    ],
    [
      { MessageStatus: 'undelivered', ErrorCode: '30005' },
      { kind: 'never', reason: 'bad-address' },
    ],
    [
      { MessageStatus: 'failed', ErrorCode: '21610' },
      { kind: 'never', reason: 'stopped' },
    ],
    [
      { MessageStatus: 'failed', ErrorCode: '30002' },
      { kind: 'retry', reason: 'misconfigured' },
    ],
    [{ MessageStatus: 'failed' }, { kind: 'never', reason: 'undelivered' }],
    [{ MessageStatus: 'queued' }, null],
    [{ MessageStatus: 'sent' }, null],
    [{}, null],
  ])('%j', async (fields, receipt) => {
    expect((await bench.twilio.post(STATUS, { MessageSid: 'SM1', ...fields })).status).toBe(200);
    expect(bench.receipts).toEqual(receipt === null ? [] : [['account/SM1', expect.objectContaining(receipt)]]);
  });
});

describe('a reply', () => {
  it('is answered in the same response', async () => {
    bench.answers('Acknowledged: #7 <disk> & "more"');
    const { body } = await bench.twilio.post(REPLY, {
      MessageSid: 'SM9',
      From: '+33612345678',
      To: '+15005550006',
      Body: 'A 7',
    });
    expect(bench.replies).toEqual([{ service: 'account', from: '+33612345678', text: 'A 7', id: 'SM9' }]);
    expect(body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Acknowledged: #7 &lt;disk&gt; &amp; &quot;more&quot;</Message></Response>',
    );
  });

  it('to which Vigie has nothing to say is not answered', async () => {
    expect((await bench.twilio.post(REPLY, { MessageSid: 'SM9', From: '+33612345678', Body: 'A' })).body).toContain(
      '<Response></Response>',
    );
  });

  it('a STOP that Twilio answers itself is handled and not answered twice', async () => {
    bench.answers('No more SMS');
    const { body } = await bench.twilio.post(REPLY, {
      MessageSid: 'SM9',
      From: '+33612345678',
      Body: 'STOP',
      OptOutType: 'STOP',
    });
    expect(bench.replies).toMatchObject([{ text: 'STOP' }]);
    expect(body).toContain('<Response></Response>');
  });

  it('from no number says nothing', async () => {
    await bench.twilio.post(REPLY, { MessageSid: 'SM9', From: 'whatsapp:+33612345678', Body: 'A' });
    expect(bench.replies).toEqual([]);
  });
});

describe('whoever is not Twilio', () => {
  it.each([
    ['no signature', {}],
    ['a wrong one', { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' }],
    ['two', { 'x-twilio-signature': ['a', 'b'] }],
  ])('is refused with %s', async (_name, headers) => {
    for (const url of [STATUS, REPLY]) {
      expect(
        (await bench.callback(url, 'MessageSid=SM1&MessageStatus=undelivered&From=%2B33612345678&Body=A', headers))
          .status,
      ).toBe(403);
    }
    expect([bench.receipts, bench.replies]).toEqual([[], []]);
  });
});

describe('a probe', () => {
  it('checks the account and sends nothing', async () => {
    const probe = () => bench.channel.probe?.(bench.service, AbortSignal.timeout(5000));
    expect(await probe()).toMatchObject({ kind: 'done' });
    bench.twilio.fail({ status: 401, code: 20003 });
    expect(await probe()).toMatchObject({ kind: 'retry', reason: 'misconfigured' });
    expect(bench.twilio.requests).toEqual([]);
  });
});

it('shows the number it sends from', () => {
  expect(bench.channel.senders?.({ ...bench.service, settings: { from: '+33 6 12' } })).toEqual([]);
  expect(bench.channel.senders?.(bench.service)).toEqual(['+15005550006']);
  expect(bench.channel.senders?.({ ...bench.service, settings: { from: 'Vigie' } })).toEqual([]);
});
