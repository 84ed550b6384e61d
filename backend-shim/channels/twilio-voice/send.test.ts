import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryRequest, DeliveryOutcome } from '../../ports/channel.ts';
import { fakeMessage, fakeRequest } from '../shared/testing/delivery.fake.ts';
import { hear, phoneOf } from '../shared/twilio/phone.fake.ts';
import type { FakePhone } from '../shared/twilio/phone.fake.ts';
import { startTwilioBench } from '../shared/twilio/twilio-channel.fake.ts';
import type { TwilioBench } from '../shared/twilio/twilio-channel.fake.ts';
import { createTwilioVoiceChannel } from './send.ts';

let bench: TwilioBench;
const start = async (settings: Record<string, unknown>) =>
  void (bench = await startTwilioBench(createTwilioVoiceChannel, settings));
beforeEach(() => start({ from: '+33 9 37 00 00 00' }));
afterEach(() => bench.close());

const send = (change: Partial<DeliveryRequest> = {}) =>
  bench.channel.send(fakeRequest({ to: '+33 6 12 34 56 78', idempotencyKey: '01KE', ...change }));
const code = (language: 'en' | 'fr') =>
  fakeMessage({ kind: 'test', language, incident: null, policy: null, step: null, next: null, code: '604213' });

async function called(): Promise<FakePhone> {
  await send();
  const made = bench.twilio.requests.at(-1);
  if (!made) throw new Error('nobody was called');
  return phoneOf(bench.twilio, made);
}

describe('a call', () => {
  it('rings, finds out who took it, and asks what to say', async () => {
    expect(await send()).toEqual({ kind: 'done', providerId: `account/CA${'0'.repeat(32)}` });
    expect(Object.fromEntries(bench.twilio.requests[0]?.fields ?? [])).toEqual({
      To: '+33612345678',
      From: '+33937000000',
      Timeout: '25',
      Url: 'https://oncall.example.com/vigie/callbacks/account/answered?d=01KE&l=en',
      Method: 'POST',
      MachineDetection: 'Enable',
      StatusCallback: 'https://oncall.example.com/vigie/callbacks/account/ended?d=01KE&l=en',
      StatusCallbackMethod: 'POST',
    });
  });

  it('reads the words in the language and voice, and waits for a key that may come at once', async () => {
    bench.speaks(() => ({
      language: 'fr',
      say: ['Alerte critique : <été> & "co".', 'Tapez 1.'],
      ask: { turn: 1, misses: 0, pressed: false },
    }));
    const { said, language, keyUrl, xml } = await (await called()).take();
    expect([said, language]).toEqual([['Alerte critique : <été> & "co".', 'Tapez 1.'], 'fr-FR']);
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><Response><Gather input="dtmf" numDigits="1" finishOnKey="" timeout="6" actionOnEmptyResult="true" method="POST" action="[^"]+"><Say voice="Polly.Lea"/,
    );
    expect(keyUrl).toBe('https://oncall.example.com/vigie/callbacks/account/key?d=01KE&l=en&t=1&m=0&p=0');
    expect(bench.calls).toEqual([
      {
        service: 'account',
        providerId: `account/CA${'0'.repeat(32)}`,
        delivery: '01KE',
        language: 'en',
        event: { kind: 'answered', by: 'person' },
      },
    ]);
  });

  it('reports keys and silence with the state of the call', async () => {
    bench.speaks(() => ({ language: 'en', say: ['Press 1.'], ask: { turn: 3, misses: 2, pressed: true } }));
    const phone = await called();
    const heard = await phone.take('unknown');
    await phone.press(heard, '1');
    await phone.press(heard, null);
    const state = { turn: 3, misses: 2, pressed: true };
    expect(bench.calls.map(({ event }) => event)).toEqual([
      { kind: 'answered', by: 'unknown' },
      { kind: 'key', key: '1', state },
      { kind: 'key', key: null, state },
    ]);
  });

  it('hangs up where nothing is left to ask', async () => {
    bench.speaks(() => ({ language: 'en', say: ['Goodbye.'], ask: null }));
    expect((await (await called()).take()).xml).toMatch(/Goodbye\.<\/Say><Hangup\/><\/Response>$/);
  });

  it.each([
    ['machine_start', 'machine'],
    ['machine_end_beep', 'machine'],
    ['fax', 'machine'],
    ['human', 'person'],
    ['unknown', 'unknown'],
  ])('was taken by %s', async (by, who) => {
    await (await called()).take(by);
    expect(bench.calls).toMatchObject([{ event: { kind: 'answered', by: who } }]);
  });

  it.each<[string, Record<string, string>, object | null]>([
    ['completed', {}, { kind: 'ended' }],
    ['completed', { AnsweredBy: 'machine_start' }, { kind: 'answered', by: 'machine' }],
    ['busy', {}, { kind: 'unanswered', why: 'busy' }],
    ['no-answer', {}, { kind: 'unanswered', why: 'no-answer' }],
    ['canceled', {}, { kind: 'unanswered', why: 'no-answer' }],
    ['ringing', {}, null],
  ])('that ended as %s %j', async (status, more, event) => {
    expect(await (await called()).ends(status, more)).toBe(200);
    expect(bench.calls.map((call) => call.event)).toEqual(event === null ? [] : [event]);
  });

  it.each<[Record<string, string>, object]>([
    [{}, { kind: 'never', reason: 'undelivered' }],
    [{ ErrorCode: '13224' }, { kind: 'never', reason: 'bad-address' }],
    [{ ErrorCode: '13227' }, { kind: 'retry', reason: 'misconfigured' }],
  ])('that could not be connected %j', async (more, receipt) => {
    await (await called()).ends('failed', more);
    expect(bench.receipts).toEqual([[`account/CA${'0'.repeat(32)}`, expect.objectContaining(receipt)]]);
  });
});

describe('a code', () => {
  it.each<['en' | 'fr', string, string]>([
    ['en', 'en-GB', 'Your code for Vigie is:'],
    ['fr', 'fr-FR', 'Votre code pour Vigie est :'],
  ])('is read digit by digit, three times, in %s', async (language, voice, first) => {
    await send({ message: code(language) });
    const { fields } = bench.twilio.requests[0] ?? { fields: new URLSearchParams() };
    const heard = hear(fields.get('Twiml') ?? '');
    expect([fields.has('Url'), fields.has('MachineDetection'), heard.language, heard.said[0]]).toEqual([
      false,
      false,
      voice,
      first,
    ]);
    expect(heard.said.filter((sentence) => sentence === '6, 0, 4, 2, 1, 3.')).toHaveLength(3);
    expect(fields.get('Twiml')?.length).toBeLessThan(4000);
  });
});

describe('settings', () => {
  it.each([
    [{ from: 'Vigie' }, '"from" must be'],
    [{ from: '+33937000000', ring: 3 }, '"ring" must be'],
    [{ from: '+33937000000', accountSid: '' }, '"accountSid" must be'],
  ])('that are wrong are named: %j', async (settings, detail) => {
    await bench.close();
    await start(settings);
    expect(await send()).toMatchObject({
      kind: 'retry',
      reason: 'misconfigured',
      detail: expect.stringContaining(detail),
    });
    expect(bench.twilio.requests).toEqual([]);
  });

  it('choose voices, the time it rings, and countries', async () => {
    await bench.close();
    await start({ from: '+33937000000', ring: '40', voiceEn: 'Polly.Brian-Neural', countries: '+33' });
    bench.speaks(() => ({ language: 'en', say: ['Hello.'], ask: null }));
    expect((await (await called()).take()).xml).toContain('voice="Polly.Brian-Neural" language="en-GB"');
    expect(bench.twilio.requests[0]?.fields.get('Timeout')).toBe('40');
    expect(await send({ to: '+12025550100' })).toMatchObject({ kind: 'never', reason: 'refused' });
  });
});

describe('what Twilio refuses', () => {
  it.each<[number, number, Partial<DeliveryOutcome>]>([
    [400, 21217, { kind: 'never', reason: 'bad-address' }],
    [400, 21215, { kind: 'retry', reason: 'misconfigured' }],
    [400, 21212, { kind: 'retry', reason: 'misconfigured' }],
    [400, 21205, { kind: 'retry', reason: 'misconfigured' }],
    [429, 20429, { kind: 'retry', reason: 'rate-limited' }],
  ])('status %i, error %i', async (status, code, outcome) => {
    bench.twilio.fail({ status, code });
    expect(await send()).toMatchObject(outcome);
  });
});

it.each(['answered?d=01KE&l=en', 'key?d=01KE&l=en&t=1&m=0&p=0', 'ended?d=01KE&l=en'])(
  'a caller other than Twilio is refused: %s',
  async (path) => {
    const { status } = await bench.callback(
      `https://oncall.example.com/vigie/callbacks/account/${path}`,
      'CallSid=CA1&Digits=1&CallStatus=busy',
      { 'x-twilio-signature': 'AAAA' },
    );
    expect(status).toBe(403);
    expect([bench.calls, bench.receipts]).toEqual([[], []]);
  },
);
