/** Several services for one kind of message, in their order: the next one takes over. By Twilio's API as it is written down. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import { startTwilioWorld } from '../../support/twilio.ts';
import type { TwilioWorld } from '../../support/twilio.ts';
import { loneStories } from '../harness.ts';
import type { Story, World } from '../harness.ts';

let twilio: TwilioWorld;
let second: TwilioWorld;
let smsc: FakeSmsc;
beforeAll(async () => {
  [twilio, second, smsc] = await Promise.all([startTwilioWorld(), startTwilioWorld(), startSmsc()]);
});
beforeEach(() => {
  smsc.submits.splice(0);
  for (const one of [twilio, second]) {
    one.requests.splice(0);
    one.fail(null);
  }
});
afterAll(() => Promise.all([twilio.close(), second.close(), smsc.close()]));

const ann = (type: string) => ({
  contactMethods: [{ id: 'phone', type, to: '+33 6 12 34 56 78' }],
  notificationRules: { default: [{ method: 'phone' }], urgent: [{ method: 'phone' }] },
});
const operator = () => ({
  id: 'operator',
  type: 'smpp',
  settings: { host: '127.0.0.1', port: smsc.port, systemId: 'vigie', order: 2 },
  secrets: { password: 'hush' },
});
const sms = () => smsc.submits.map((pdu) => String(pdu.short_message?.message ?? ''));

async function begin(story: Story, channels: unknown[], change: Partial<World> = {}): Promise<void> {
  twilio.serves(story.sidecar);
  second.serves(story.sidecar);
  await story.change({
    ann: ann('sms'),
    ...change,
    more: { channels: channels as NonNullable<World['more']>['channels'] },
  });
  twilio.requests.splice(0);
  smsc.submits.splice(0);
}

const reply = (Body: string, more: Record<string, string> = {}) =>
  twilio.post('http://vigie.test/callbacks/cloud/sms', {
    MessageSid: `SM${Body}${Math.round(performance.now())}`,
    From: '+33612345678',
    To: '+33937000000',
    Body,
    ...more,
  });

loneStories('Twilio is down', (tell) => {
  tell('and the team’s second provider takes over in the same moment', {}, async (story) => {
    await begin(story, [twilio.channel('cloud', 'twilio-sms', { order: 1 }), operator()]);
    twilio.fail({ status: 503, code: 20503 });
    await story.alert();
    expect(sms()).toEqual([expect.stringContaining('Disk full')]);
    await story.passes('4m');
    await story.nobodyIsPaged();
    expect(sms()).toHaveLength(1);
  });

  tell('or has locked the account: the same', {}, async (story) => {
    await begin(story, [twilio.channel('cloud', 'twilio-sms', { order: 1 }), operator()]);
    twilio.fail({ status: 401, code: 20003 });
    await story.alert();
    expect(sms()).toHaveLength(1);
  });

  tell('for calls too: the second account calls, and its keys count', {}, async (story) => {
    await begin(story, [twilio.channel('a', 'twilio-voice'), second.channel('b', 'twilio-voice')], {
      ann: ann('voice'),
    });
    twilio.fail({ status: 503, code: 20503 });
    await story.alert();
    const [phone] = second.calls();
    const heard = await phone?.take();
    expect(heard && (await phone?.press(heard, '1'))?.said[0]).toBe('Acknowledged: Disk full.');
    expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
  });

  tell('and nothing else is there: it is tried again, and goes when it is back', {}, async (story) => {
    await begin(story, [twilio.channel('cloud', 'twilio-sms')]);
    twilio.fail({ status: 503, code: 20503 });
    await story.alert();
    twilio.fail(null);
    twilio.requests.splice(0);
    await story.passes('5s');
    expect(twilio.texts()).toEqual([expect.stringContaining('Disk full')]);
  });

  tell('but STOP to Twilio is STOP: the second provider does not go round it', {}, async (story) => {
    await begin(story, [twilio.channel('cloud', 'twilio-sms', { order: 1 }), operator()]);
    twilio.fail({ status: 400, code: 21610 });
    await story.alert();
    expect(sms()).toEqual([]);
    await story.reached('ben by mail');
  });

  tell('a number that is not for Twilio goes by the other one', {}, async (story) => {
    await begin(story, [twilio.channel('cloud', 'twilio-sms', { order: 1, countries: '+1' }), operator()]);
    await story.alert();
    expect([twilio.texts(), sms().length]).toEqual([[], 1]);
  });
});

loneStories('An SMS by Twilio', (tell) => {
  tell('that did not arrive: Ben is paged at once', {}, async (story) => {
    await begin(story, [twilio.channel('cloud', 'twilio-sms')]);
    await story.alert();
    const [sent] = twilio.requests;
    const status = await twilio.post(sent?.fields.get('StatusCallback') ?? '', {
      MessageSid: sent?.sid ?? '',
      MessageStatus: 'undelivered',
      ErrorCode: '30003',
    });
    expect(status.status).toBe(200);
    await story.reached('ben by mail');
    await story.explains('error 30003');
  });

  tell('is answered: A acknowledges, and the answer comes back in the same breath', {}, async (story) => {
    await begin(story, [twilio.channel('cloud', 'twilio-sms')]);
    await story.alert();
    const { number } = await story.incident();
    expect((await reply('A')).body).toContain(`<Message>Acknowledged: #${number} Disk full</Message>`);
    expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
    await story.passes('30m');
    await story.nobodyIsPaged();
  });

  tell('is answered in French, by number, with an accent: resolved, or passed on', {}, async (story) => {
    await begin(story, [twilio.channel('cloud', 'twilio-sms')], { ann: { ...ann('sms'), language: 'fr' } });
    await story.alert();
    const first = await story.incident();
    await story.passes('1m');
    await story.alert({ id: 'other', title: 'Other' });
    expect((await reply(`Résolu ${first.number}`)).body).toContain(
      `<Message>Résolu : #${first.number} Disk full</Message>`,
    );
    expect(await story.incident(first.id)).toMatchObject({ state: 'resolved', resolvedBy: 'ann' });
    expect((await reply('É')).body).toContain('Other');
    await story.reached('ben by mail: Other');
  });

  tell('told twice is heard once', {}, async (story) => {
    await begin(story, [twilio.channel('cloud', 'twilio-sms')]);
    await story.alert();
    const twice = { MessageSid: 'SMtwice', From: '+33612345678', To: '+33937000000', Body: 'A' };
    const post = () => twilio.post('http://vigie.test/callbacks/cloud/sms', twice);
    expect((await post()).body).toContain('<Message>');
    expect((await post()).body).not.toContain('<Message>');
    expect((await story.timeline()).filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1);
  });

  tell('STOP: her next method at once; START brings SMS back', {}, async (story) => {
    await begin(story, [twilio.channel('cloud', 'twilio-sms')]);
    expect((await reply('STOP', { OptOutType: 'STOP' })).body).not.toContain('<Message>');
    await story.alert();
    expect(twilio.texts()).toEqual([]);
    await story.reached('ben by mail');
    expect((await reply('START')).body).toContain('<Message>');
    await story.alert({ id: 'other', title: 'Other' });
    expect(twilio.texts()).toHaveLength(1);
  });

  tell('is not answered by whoever cannot sign', {}, async (story) => {
    await begin(story, [twilio.channel('cloud', 'twilio-sms')]);
    await story.alert();
    const forged = await story.sidecar.request(
      'POST',
      '/callbacks/cloud/sms',
      'MessageSid=SM1&From=%2B33612345678&Body=A',
      {
        token: null,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
        },
      },
    );
    expect(forged.status).toBe(403);
    expect((await story.incident()).state).toBe('open');
  });
});
