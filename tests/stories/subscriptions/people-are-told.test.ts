/** Whoever subscribed hears how incidents go. Nobody is paged by it, and nobody counts as reached. */
import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Tell, World } from '../harness.ts';

type Subscription = NonNullable<NonNullable<World['more']>['subscriptions']>[number];

const status = (change: Partial<Subscription> = {}): World => ({
  more: { subscriptions: [{ id: 'status', name: 'Status of SRE', to: [{ user: 'dee' }], ...change }] },
});

/** News that waits for its half minute must not reach the next story. */
function andThenSilence(tell: Tell): Tell {
  return (text, world, play) =>
    tell(text, world, async (story) => {
      try {
        await play(story);
      } finally {
        await story.change({ more: {} });
        await story.passes('1m');
        story.mailbox.take();
      }
    });
}

stories('Dee subscribed', (told) => {
  const tell = andThenSilence(told);

  tell(
    'hears by mail that it began, who has it and that it is over; Ann is paged, Dee never',
    status(),
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      const [opened] = await story.told('dee by mail: New incident');
      expect(opened?.mail?.subject).toBe(`New incident: Disk full (#${(await story.incident()).number})`);
      expect(opened?.text).toContain(
        'You get this because of the subscription “Status of SRE”. Nobody waits for an answer from you.',
      );
      expect(opened?.text).not.toMatch(/\/r\/|Acknowledge:/);
      await story.passes('1m');
      await story.person('ann', 'acknowledge');
      await story.told('dee by mail: Acknowledged by Ann Martin');
      await story.passes('1m');
      await story.recovers();
      await story.told('dee by mail: Resolved by Scripts', 'ann by hook: Resolved by Scripts');
      await story.nobodyIsPaged();
    },
  );

  tell(
    'and is not reached by it: her update fails for good, and the step waits as long as ever',
    status(),
    async (story) => {
      story.breaks('dee@example.com', '5xx');
      await story.alert();
      await story.reached('ann by hook');
      expect((await story.pages()).map(({ user }) => user)).toEqual(['ann']);
      await story.passes('4m');
      await story.nobodyIsPaged();
      await story.passes('1m');
      await story.reached('ben by mail');
      await story.explains('Could not reach dee by email');
    },
  );

  tell(
    'hears of nothing that her subscription does not name',
    status({ team: 'sre', events: ['resolved'], match: ['env="prod"'], minimumSeverity: 'error' }),
    async (story) => {
      await story.alert({ id: 'a', env: 'test', severity: 'critical' });
      await story.alert({ id: 'b', env: 'prod', severity: 'warning' });
      await story.alert({ id: 'c', env: 'prod', severity: 'critical', title: 'Down' });
      await story.pagesOfAnybody();
      await story.told();
      for (const id of ['a', 'b', 'c']) {
        await story.recovers({ id, ...(id === 'c' ? { title: 'Down' } : {}) });
      }
      const updates = (
        await story.told(
          'ann by hook: Resolved by Scripts',
          'ann by hook: Resolved by Scripts',
          'ann by hook: Resolved by Scripts',
          'dee by mail: Resolved by Scripts',
        )
      ).filter(({ who }) => who === 'dee');
      expect(updates[0]?.mail?.subject).toContain('Down');
    },
  );

  tell(
    'of another team hears nothing',
    { ...status({ team: 'db' }), more: { ...status({ team: 'db' }).more, teams: [{ id: 'db' }] } },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.told();
    },
  );

  tell(
    'is told once, also where Ann, who is paged, subscribed as well',
    status({ to: [{ user: 'dee' }, { user: 'ann' }, { user: 'dee' }] }),
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.told('dee by mail: New incident', 'ann by hook: New incident');
      await story.passes('1m');
      await story.recovers();
      await story.told('dee by mail: Resolved by Scripts', 'ann by hook: Resolved by Scripts');
    },
  );

  tell(
    'sleeps: the news waits for the end of her quiet hours, in one mail',
    {
      ...status(),
      start: 'Monday 02:00',
      dee: { quietHours: { timeZone: 'UTC', windows: [{ days: ['daily'], from: '22:00', to: '07:00' }] } },
    },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.person('ann', 'acknowledge');
      await story.told();
      await story.until('Monday 06:59');
      await story.told();
      await story.until('Monday 07:01');
      const [mail] = await story.told('dee by mail: 2 updates (Status of SRE)');
      const { number } = await story.incident();
      expect(mail?.text).toContain(
        `- #${number} Disk full: New incident\n- #${number} Disk full: Acknowledged by Ann Martin\n`,
      );
    },
  );

  tell(
    'and a storm costs her two mails, not a hundred',
    { ...status({ events: ['opened'] }), steps: [{ notify: [], wait: '1h' }] },
    async (story) => {
      await story.alert({ id: 'first', title: 'First' });
      await story.told('dee by mail: New incident');
      await Promise.all(
        Array.from({ length: 99 }, (_, i) => story.receives({ id: `n${i}`, title: `Host ${i} is down` })),
      );
      await story.told();
      await story.passes('30s');
      const [mail] = await story.told('dee by mail: 99 updates (Status of SRE)');
      expect(mail?.text).toContain('… and 49 more');
    },
  );

  tell('by a phone that only rings hears nothing, and by chat once she has it', status(), async (story) => {
    await story.change({ dee: { email: null, contactMethods: [{ id: 'sms', type: 'sms', to: '+33612345678' }] } });
    await story.alert();
    await story.reached('ann by hook');
    await story.told();
    await story.change({
      dee: {
        email: null,
        contactMethods: [
          { id: 'sms', type: 'sms', to: '+33612345678' },
          { id: 'chat', type: 'webhook', to: story.scene.hook('/dee') },
        ],
      },
    });
    await story.person('ben', 'acknowledge');
    await story.told('dee by hook: Acknowledged by Ben Petit', 'ann by hook: Acknowledged by Ben Petit');
  });

  tell(
    'hears that nobody has answered and that others are paged',
    status({ events: ['escalated', 'exhausted', 'note', 'severity'] }),
    async (story) => {
      await story.alert({ severity: 'warning' });
      await story.reached('ann by hook');
      await story.passes('5m');
      await story.reached('ben by mail');
      await story.told('dee by mail: Nobody has answered yet: others are being paged');
      await story.person('ben', 'note', { text: 'The disk is full of logs.' });
      await story.passes('1m');
      const [note] = await story.told('dee by mail: Note from Ben Petit');
      expect(note?.text).toContain('The disk is full of logs.');
      await story.script('severity', { severity: 'error' });
      await story.passes('1m');
      await story.told('dee by mail: Severity is now: Error');
    },
  );

  tell(
    'hears nothing of a test, not even where it pages',
    status({ events: ['opened', 'escalated'] }),
    async (story) => {
      expect(
        (await story.sidecar.api('POST', `integrations/${story.integration}/test`, { send: true, page: true })).status,
      ).toBe(200);
      await story.reached('ann by hook');
      await story.passes('6m');
      await story.reached('ben by mail');
      await story.told();
    },
  );
});
