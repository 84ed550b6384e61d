/** Slack, by its API as it is written down: one message per incident, buttons, and who pressed them. */
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { FakeSmsc } from '../../../backend-shim/channels/smpp/smsc.fake.ts';
import type { IncidentAnswer } from '#contract/incidents/incident';
import { startSlackWorld } from '../../support/slack.ts';
import type { SlackWorld } from '../../support/slack.ts';
import { loneStories } from '../harness.ts';
import type { Story, World } from '../harness.ts';

let slack: SlackWorld;
let smsc: FakeSmsc;
beforeAll(async () => {
  [slack, smsc] = await Promise.all([startSlackWorld(), startSmsc()]);
});
beforeEach(() => slack.reset());
afterAll(() => Promise.all([slack.close(), smsc.close()]));

const SRE = 'C0SRE';
const ANN = 'U0ANN';
const ann: World['ann'] = {
  contactMethods: [{ id: 'chat', type: 'slack', to: ANN }],
  notificationRules: { default: [{ method: 'chat' }], urgent: [{ method: 'chat' }] },
};
const steps: World['steps'] = [
  { notify: [{ rota: 'sre' }, { channel: 'chat' }], wait: '5m' },
  { notify: [{ user: 'ben' }, { channel: 'chat' }], wait: '10m' },
];

async function begin(story: Story, change: Partial<World> = {}, settings: Record<string, string> = {}): Promise<void> {
  slack.serves(story.sidecar);
  const { more, ...rest } = change;
  await story.change({ ann, steps, ...rest, more: { channels: slack.channels(settings), ...more } });
  slack.reset();
}

const room = () => slack.shows(slack.standing(SRE)[0]);
const hers = () => slack.shows(slack.standing('D0ANN')[0]);
const below = (channel: string) =>
  slack.posts.filter((post) => post.channel === channel && post.thread !== null).map(({ text }) => text);

loneStories('A message in Slack', (tell) => {
  tell('is one per incident, and shows how it goes on: open, acknowledged, resolved', {}, async (story) => {
    await begin(story);
    await story.alert();
    expect(room()).toContain('🔴 Somebody has to look at this.');
    expect(hers()).toContain('🔴 You are paged: please answer.');
    await story.person('ben', 'acknowledge');
    expect(room()).toContain('🟡 Acknowledged by Ben Petit');
    expect(hers()).toContain('🟡 Acknowledged by Ben Petit');
    await story.recovers();
    expect(room()).toContain('✅ Resolved by Scripts');
    expect(slack.posts.map(({ channel }) => channel).sort()).toEqual([SRE, 'D0ANN']);
  });

  tell('calls out below it when somebody has to act again', {}, async (story) => {
    await begin(story);
    await story.alert();
    await story.passes('5m');
    await story.reached('ben by mail');
    expect(below(SRE)).toEqual([expect.stringContaining('Still open, and nobody has answered')]);
    expect(slack.standing(SRE)).toHaveLength(1);
    await story.person('ben', 'acknowledge');
    await story.person('ben', 'unacknowledge');
    expect(below(SRE).at(-1)).toContain('No longer acknowledged (Ben Petit)');
    expect(below('D0ANN').at(-1)).toMatch(/^<@U0ANN> /);
  });

  tell('shows who is paged next, also when only others are paged', {}, async (story) => {
    await begin(story, {
      steps: [
        { notify: [{ channel: 'chat' }], wait: '5m' },
        { notify: [{ user: 'ben' }], wait: '10m' },
        { notify: [{ user: 'cleo' }], wait: '10m' },
      ],
    });
    await story.alert();
    expect(room()).toContain('Ben Petit will be paged');
    await story.passes('5m');
    await story.reached('ben by mail');
    expect(room()).toContain('Cleo Roux will be paged');
    expect(slack.posts).toHaveLength(1);
  });

  tell('that somebody deleted is posted anew, and nothing is lost', {}, async (story) => {
    await begin(story);
    await story.alert();
    slack.remove(slack.standing(SRE)[0]!);
    await story.person('ann', 'acknowledge');
    expect(room()).toContain('Acknowledged by Ann Martin');
    await story.recovers();
    expect(slack.standing(SRE)).toHaveLength(1);
    expect(room()).toContain('✅');
  });

  tell('that Slack would not change is changed later, to how it is then', {}, async (story) => {
    await begin(story);
    await story.alert();
    slack.fail('chat.update', 'internal_error');
    await story.person('ann', 'acknowledge');
    await story.recovers();
    expect(room()).toContain('🔴');
    slack.fail('chat.update', null);
    await story.passes('1m');
    expect(room()).toContain('✅ Resolved by Scripts');
    expect(slack.standing(SRE)).toHaveLength(1);
  });

  tell('speaks the language of its room, in its time zone', {}, async (story) => {
    await begin(story, {}, { language: 'fr', timeZone: 'Asia/Tokyo' });
    await story.alert();
    expect(room()).toContain('Depuis : 21:00');
    expect(hers()).toContain('Since: 12:00');
  });
});

loneStories('A room in Slack that subscribed', (tell) => {
  const one = { notify: [{ rota: 'sre' }], wait: '5m' };
  const subscriptions = [{ id: 'status', to: [{ channel: 'chat' }, { user: 'dee' }] }];
  const dee: World['dee'] = {
    contactMethods: [{ id: 'chat', type: 'slack', to: 'U0DEE' }],
    notificationRules: undefined,
  };

  tell('has one message, too; whoever subscribed for themselves gets news, which stand nowhere', {}, async (story) => {
    await begin(story, {
      dee,
      steps: [one, { notify: [{ user: 'dee' }], wait: '10m' }],
      more: { channels: slack.channels(), subscriptions },
    });
    await story.alert();
    expect(room()).toContain('🔴');
    await story.passes('5m');
    expect(slack.shows(slack.standing('D0DEE').at(-1))).toContain('🔴 You are paged');
    await story.person('ann', 'acknowledge');
    await story.passes('1m');
    expect(room()).toContain('🟡 Acknowledged by Ann Martin');
    expect(slack.shows(slack.standing('D0DEE').at(-1))).toContain('🟡 Acknowledged by Ann Martin');
    await story.recovers();
    await story.passes('1m');
    expect(slack.standing(SRE)).toHaveLength(1);
    expect(room()).toContain('✅');
    expect(below(SRE)).toEqual([]);
  });
});

loneStories('Ann answers by SMS', (tell) => {
  tell('and Slack shows her name', {}, async (story) => {
    const operator = {
      id: 'operator',
      type: 'smpp',
      settings: { host: '127.0.0.1', port: smsc.port, systemId: 'vigie', from: 'Vigie' },
      secrets: { password: 'hush' },
    };
    await begin(story, {
      ann: { contactMethods: [{ id: 'sms', type: 'sms', to: '+33612345678' }], notificationRules: undefined },
      more: { channels: [...slack.channels(), operator] },
    });
    await story.alert();
    await smsc.deliver({ source_addr: '33612345678', destination_addr: '38080', short_message: 'A' });
    await story.settle();
    expect(room()).toContain('🟡 Acknowledged by Ann Martin');
    expect(slack.posts).toHaveLength(1);
  });
});

loneStories('A button in Slack', (tell) => {
  tell('acknowledges: by Ann, through Slack, and everybody sees it', {}, async (story) => {
    await begin(story);
    await story.alert();
    expect(await slack.press(slack.standing(SRE)[0], 'acknowledge', ANN)).toBe(200);
    await story.settle();
    expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
    const entry = (await story.timeline()).find(({ kind }) => kind === 'acknowledged');
    expect(entry).toMatchObject({ actor: 'ann', data: { via: 'slack' } });
    expect([room(), hers()]).toEqual([
      expect.stringContaining('Acknowledged by Ann Martin'),
      expect.stringContaining('Acknowledged by Ann Martin'),
    ]);
    expect(slack.aside).toEqual([]);
    await story.passes('30m');
    await story.nobodyIsPaged();
  });

  tell('snoozes, passes on, resolves', {}, async (story) => {
    await begin(story);
    await story.alert();
    await slack.press(slack.standing(SRE)[0], 'snooze', ANN, { option: '4h' });
    await story.settle();
    expect(await story.incident()).toMatchObject({ state: 'snoozed', snoozedUntil: story.at('Monday 16:00') });
    expect(room()).toContain('💤 Snoozed by Ann Martin until 16:00');
    await story.until('Monday 16:00');
    expect(room()).toContain('🔴');
    await slack.press(slack.standing('D0ANN')[0], 'escalate', ANN);
    await slack.press(slack.standing('D0ANN')[0], 'escalate', ANN);
    await story.reached('ben by mail');
    await slack.press(slack.standing(SRE)[0], 'resolve', ANN);
    expect(await story.incident()).toMatchObject({ state: 'resolved', resolvedBy: 'ann' });
    await story.told('ben by mail: Resolved by Ann Martin');
  });

  tell('with a forged signature does nothing', {}, async (story) => {
    await begin(story);
    await story.alert();
    const forged = (body: string) => body.replace('U0BEN', ANN);
    expect(await slack.press(slack.standing(SRE)[0], 'acknowledge', 'U0BEN', { change: forged })).toBe(403);
    expect(await story.incident()).toMatchObject({ state: 'open' });
  });

  tell('pressed by somebody unknown tells them how to be known', {}, async (story) => {
    await begin(story);
    await story.alert();
    expect(await slack.press(slack.standing(SRE)[0], 'acknowledge', 'U0WHO')).toBe(200);
    expect(await story.incident()).toMatchObject({ state: 'open' });
    expect(slack.aside).toEqual([expect.stringContaining('type Slack with the address U0WHO')]);
  });

  tell('does what the person may do: Dee, who has nothing to do with it, silences nothing', {}, async (story) => {
    await begin(story, { dee: { contactMethods: [{ id: 'chat', type: 'slack', to: 'U0DEE' }] } });
    await story.alert();
    await slack.press(slack.standing(SRE)[0], 'resolve', 'U0DEE');
    await slack.press(slack.standing(SRE)[0], 'acknowledge', 'U0DEE');
    await slack.press(slack.standing(SRE)[0], 'acknowledge', 'U0DEE');
    expect(slack.aside).toEqual([1, 2, 3].map(() => expect.stringContaining('people who are paged for the incident')));
    expect(await story.incident()).toMatchObject({ state: 'open' });
  });

  tell('below what is over says so', {}, async (story) => {
    await begin(story);
    await story.alert();
    const before = structuredClone(slack.standing(SRE)[0]);
    await story.recovers();
    await slack.press(before, 'acknowledge', ANN);
    expect(slack.aside).toEqual([expect.stringMatching(/#\d+ is resolved/)]);
  });

  tell(
    'says whether it was worth waking somebody: whoever reads it, each in their own name, and only they hear it',
    {},
    async (story) => {
      await begin(story, { dee: { contactMethods: [{ id: 'chat', type: 'slack', to: 'U0DEE' }] } });
      await story.alert();
      await slack.press(slack.standing(SRE)[0], 'acknowledge', ANN);
      await story.settle();
      await slack.press(slack.standing(SRE)[0], 'rate', ANN, { option: 'useful' });
      await slack.press(slack.standing(SRE)[0], 'rate', ANN, { option: 'nothing-to-do' });
      await slack.press(slack.standing(SRE)[0], 'rate', 'U0DEE', { option: 'not-ours' });
      const { ratings, state } = (await story.incident((await story.incident()).id)) as IncidentAnswer;
      expect([state, ratings?.map(({ user, rating }) => `${user} ${rating}`).sort()]).toEqual([
        'acknowledged',
        ['ann nothing-to-do', 'dee not-ours'],
      ]);
      expect(slack.aside.at(-1)).toMatch(/^Noted for #\d+: Not ours\. You can choose again\.$/);
      expect(slack.posts.map(({ channel }) => channel).sort()).toEqual([SRE, 'D0ANN']);
    },
  );
});
