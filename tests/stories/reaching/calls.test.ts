/** Phone calls, against Twilio's API as it is written down: keys, voicemail, busy lines, and who is called next. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startTwilioWorld } from '../../support/twilio.ts';
import type { TwilioWorld } from '../../support/twilio.ts';
import { loneStories } from '../harness.ts';
import type { Story, World } from '../harness.ts';
import type { FakePhone } from '../../../backend-shim/channels/shared/twilio/phone.fake.ts';

let twilio: TwilioWorld;
beforeAll(async () => {
  twilio = await startTwilioWorld();
});
beforeEach(() => {
  twilio.requests.splice(0);
  twilio.fail(null);
});
afterAll(() => twilio.close());

const byVoice = (to: string) => ({
  contactMethods: [{ id: 'phone', type: 'voice', to }],
  notificationRules: { default: [{ method: 'phone' }], urgent: [{ method: 'phone' }] },
});

/** Ann by phone alone, Ben by mail after five minutes. */
async function begin(story: Story, change: Partial<World> = {}): Promise<void> {
  twilio.serves(story.sidecar);
  const { more, ...rest } = change;
  await story.change({
    ann: byVoice('+33 6 12 34 56 78'),
    ...rest,
    more: { channels: [twilio.channel('phone', 'twilio-voice')], ...more },
  });
  twilio.requests.splice(0);
}

function call(index = -1): FakePhone {
  const found = twilio.calls().at(index);
  if (!found) throw new Error(`there were only ${twilio.calls().length} calls`);
  return found;
}

/** Ann takes the call and presses a key. @returns what she hears then */
async function presses(key: string | null, repeated = false): Promise<string[]> {
  const phone = call();
  return (await phone.press(await phone.take(), key, repeated)).said;
}

loneStories('Ann is called', (tell) => {
  tell('hears the worst first, presses 1, and nobody else is paged', {}, async (story) => {
    await begin(story);
    await story.alert({ title: 'Disk full on db-1', severity: 'critical' });
    const phone = call();
    const heard = await phone.take();
    expect(heard.said[0]).toBe('Critical alert: Disk full on db-1.');
    expect((await phone.press(heard, '1')).said).toEqual(['Acknowledged: Disk full on db-1.', 'Goodbye.']);
    await phone.ends('completed');
    expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
    await story.passes('30m');
    await story.nobodyIsPaged();
    expect(twilio.calls()).toHaveLength(1);
    await story.explains('ann by voice');
  });

  tell('hears French, where that is her language', {}, async (story) => {
    await begin(story, { ann: { ...byVoice('+33612345678'), language: 'fr' } });
    await story.alert();
    const heard = await call().take();
    expect([heard.language, heard.said.at(-1)]).toEqual([
      'fr-FR',
      expect.stringContaining('Tapez 1 pour prendre en charge'),
    ]);
    expect((await call().press(heard, '2')).said[0]).toBe('Résolu : Disk full.');
    expect(await story.incident()).toMatchObject({ state: 'resolved', resolvedBy: 'ann' });
  });

  tell('presses 3: half an hour of quiet, then she is called again', {}, async (story) => {
    await begin(story);
    await story.alert();
    expect(await presses('3')).toEqual(['Snoozed for 30 minutes: Disk full.', 'Goodbye.']);
    expect((await story.incident()).state).toBe('snoozed');
    await story.passes('29m');
    expect(twilio.calls()).toHaveLength(1);
    await story.passes('1m');
    expect(twilio.calls()).toHaveLength(2);
  });

  tell('presses 4: Ben is paged at once, and only once although Twilio asks twice', {}, async (story) => {
    await begin(story);
    await story.alert();
    expect(await presses('4', true)).toEqual(['Escalated: Disk full.', 'Goodbye.']);
    await story.reached('ben by mail');
  });

  tell('presses 0 and hears it all again, a key that means nothing and hears the menu', {}, async (story) => {
    await begin(story);
    await story.alert();
    const phone = call();
    const again = await phone.press(await phone.take(), '0');
    expect(again.said[0]).toMatch(/Disk full/);
    const menu = await phone.press(again, '9');
    expect(menu.said[0]).toBe('That key does nothing here.');
    expect((await phone.press(menu, '1')).said[0]).toBe('Acknowledged: Disk full.');
  });

  tell(
    'presses nothing: the menu comes twice more, it counts as no answer, and Ben is paged after a second call',
    {},
    async (story) => {
      await begin(story);
      await story.alert();
      for (const round of [1, 2]) {
        const phone = call();
        let heard = await phone.take();
        for (let silence = 0; silence < 3; silence += 1) {
          heard = await phone.press(heard, null);
        }
        expect([heard.keyUrl, heard.said]).toEqual([
          null,
          ['No key was pressed, so this counts as no answer.', 'Goodbye.'],
        ]);
        await phone.ends('completed');
        await story.passes('5s');
        expect(twilio.calls()).toHaveLength(2);
        expect(round === 1 || (await story.pagesOf('ben')).length === 1).toBe(true);
      }
    },
  );

  tell('and hangs up after she has heard it: that was a page, and the policy waits for her', {}, async (story) => {
    await begin(story);
    await story.alert();
    await call().take();
    await call().ends('completed');
    await story.passes('4m');
    await story.nobodyIsPaged();
    expect(twilio.calls()).toHaveLength(1);
    await story.passes('1m');
    await story.reached('ben by mail');
  });

  tell('hears who was faster', {}, async (story) => {
    await begin(story);
    await story.alert();
    const heard = await call().take();
    await story.person('ben', 'acknowledge');
    expect((await call().press(heard, '1')).said).toEqual([
      'Already acknowledged by Ben Petit: Disk full.',
      'Goodbye.',
    ]);
    expect((await story.incident()).acknowledgedBy).toBe('ben');
  });

  tell('while it rings Ben answers: she hears so, and may sleep on', {}, async (story) => {
    await begin(story);
    await story.alert();
    await story.person('ben', 'acknowledge');
    const heard = await call().take();
    expect([heard.said, heard.keyUrl]).toEqual([['Already acknowledged by Ben Petit: Disk full.', 'Goodbye.'], null]);
    await call().ends('completed');
    await story.passes('30m');
    expect(twilio.calls()).toHaveLength(1);
  });
});

loneStories('A call that reaches nobody', (tell) => {
  tell('Ann’s phone is busy, then nobody answers, then Ben', {}, async (story) => {
    await begin(story);
    await story.alert();
    await call().ends('busy');
    await story.nobodyIsPaged();
    await story.passes('30s');
    expect(twilio.calls()).toHaveLength(2);
    await call().ends('no-answer');
    await story.reached('ben by mail');
    await story.explains('busy');
    await story.explains('no-answer');
    expect(twilio.calls()).toHaveLength(2);
  });

  tell('voicemail is no answer: Ben is paged at once, and nothing is left on it', {}, async (story) => {
    await begin(story);
    await story.alert();
    const heard = await call().take('machine_start');
    expect([heard.said, heard.keyUrl]).toEqual([[], null]);
    await call().ends('completed', { AnsweredBy: 'machine_start' });
    await story.reached('ben by mail');
    await story.explains('voicemail');
    expect(twilio.calls()).toHaveLength(1);
  });

  tell('voicemail gives way to her own next number at once', {}, async (story) => {
    const ann = {
      contactMethods: [
        { id: 'mobile', type: 'voice', to: '+33612345678' },
        { id: 'home', type: 'voice', to: '+33145678901' },
      ],
      notificationRules: { default: [{ method: 'mobile' }, { method: 'home', after: '4m' }] },
    };
    await begin(story, { ann });
    await story.alert();
    await call().take('machine_start');
    await story.settle();
    expect(twilio.numbers()).toEqual(['+33612345678', '+33145678901']);
    expect(await presses('1')).toEqual(['Acknowledged: Disk full.', 'Goodbye.']);
    await story.passes('30m');
    await story.nobodyIsPaged();
  });

  tell('a number that cannot be connected: Ben at once', {}, async (story) => {
    await begin(story);
    await story.alert();
    await call().ends('failed');
    await story.reached('ben by mail');
  });

  tell('taken, but nothing was said: it is called again, then Ben', {}, async (story) => {
    await begin(story);
    await story.alert();
    await call().ends('completed');
    await story.passes('5s');
    expect(twilio.calls()).toHaveLength(2);
    await call().ends('completed');
    await story.reached('ben by mail');
    await story.explains('VIGIE_PUBLIC_URL');
  });

  tell('repeats itself: the same news twice changes nothing', {}, async (story) => {
    await begin(story);
    await story.alert();
    await call().ends('busy');
    await call().ends('busy');
    await story.passes('30s');
    expect(twilio.calls()).toHaveLength(2);
    await presses('1');
    await story.passes('30m');
    await story.nobodyIsPaged();
  });
});

loneStories('One call for many incidents', (tell) => {
  async function storm(story: Story): Promise<void> {
    for (let index = 0; index < 4; index += 1) {
      await story.alert({
        id: `disk-${index}`,
        title: `Disk ${index}`,
        severity: index === 2 ? 'critical' : 'warning',
      });
    }
    await story.passes('31s');
  }

  tell('tells how many, and one key is for all of them', {}, async (story) => {
    await begin(story);
    await storm(story);
    expect(twilio.calls()).toHaveLength(2);
    const heard = await call().take();
    expect(heard.said.slice(0, 2)).toEqual(['Critical alert: Disk 2.', 'And 2 more incidents.']);
    expect((await call().press(heard, '1')).said).toEqual(['Acknowledged: 3 incidents.', 'Goodbye.']);
    expect((await story.incidents('state=open')).map(({ title }) => title)).toEqual(['Disk 0']);
    await story.person('ben', 'acknowledge', undefined, (await story.incidents('state=open'))[0]?.id);
  });

  tell('busy: they are one call again, also when one of them is over', {}, async (story) => {
    await begin(story);
    await storm(story);
    await call().ends('busy');
    await story.settle();
    await story.recovers({ id: 'disk-1', title: 'Disk 1' });
    await story.passes('30s');
    expect(twilio.calls()).toHaveLength(3);
    expect((await call().take()).said.slice(0, 2)).toEqual(['Critical alert: Disk 2.', 'And one more incident.']);
    await presses('1');
    await call(0).press(await call(0).take(), '1');
    await story.passes('10m');
    await story.nobodyIsPaged();
  });
});

loneStories('Calls that ask', (tell) => {
  tell('whoever has it whether they still do; nobody is called to hear that all is well', {}, async (story) => {
    await begin(story, { policy: { ackTimeout: '1h' } });
    await story.alert();
    await presses('1');
    await story.passes('1h');
    expect(twilio.calls()).toHaveLength(2);
    const heard = await call().take();
    expect(heard.said[0]).toBe('Are you still on it?');
    expect((await call().press(heard, '1')).said[0]).toBe('Acknowledged: Disk full.');
    await story.passes('30m');
    await story.person('ben', 'resolve');
    await story.passes('1m');
    expect(twilio.calls()).toHaveLength(2);
    await story.nobodyIsPaged();
  });

  tell('the manager, when nobody is left', {}, async (story) => {
    await begin(story, { ann: {}, cleo: byVoice('+33687654321'), steps: [{ notify: [{ user: 'ben' }], wait: '1m' }] });
    await story.alert();
    await story.passes('1m');
    await story.reached('ben by mail');
    expect(twilio.numbers()).toEqual(['+33687654321']);
    const heard = await call().take();
    expect(heard.said[0]).toBe('Nobody has answered, and nobody is left to page.');
    await call().press(heard, '1');
    expect((await story.incident()).acknowledgedBy).toBe('cleo');
    await story.told('ben by mail: Acknowledged by Cleo Roux');
  });
});
