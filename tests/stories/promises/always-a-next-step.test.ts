import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { changeRows } from '../rows.ts';

stories('Promise 2: an open incident always has a next step, or says why not', (tell) => {
  tell(
    'through a whole life: what comes next is told at every point',
    { policy: { ackTimeout: '1h' }, integration: { resolveDelay: '1m' } },
    async (story) => {
      const next = async () => (await story.incident()).next;
      await story.alert();
      expect(await next()).toMatchObject({ at: story.at('Monday 12:05'), what: 'step 2 of 2 pages ben' });
      await story.passes('5m');
      expect(await next()).toMatchObject({
        at: story.at('Monday 12:15'),
        what: 'nobody is left to page, managers will be told',
      });
      await story.person('ann', 'acknowledge');
      expect(await next()).toMatchObject({
        at: story.at('Monday 13:05'),
        what: 'the acknowledger is asked whether they are still on it',
      });
      await story.script('snooze', { for: '2h' });
      expect(await next()).toMatchObject({
        at: story.at('Monday 14:05'),
        what: 'the snooze ends and the escalation starts at step 1',
      });
      await story.script('wake');
      await story.passes('15m');
      expect(await story.incident()).toMatchObject({ state: 'open', exhausted: true, next: null });
      await story.recovers();
      expect(await next()).toMatchObject({ what: 'it resolves if it stays quiet' });
      await story.passes('1m');
      expect(await story.incident()).toMatchObject({ state: 'resolved', next: null });
      await story.reached('ann by hook', 'ben by mail', 'ann by hook', 'ben by mail', 'cleo by mail');
      expect(await story.metric('vigie_incidents_unattended')).toBe(0);
      await story.told(
        'ann by hook: Resolved by Scripts',
        'ann by hook: Snoozed by api',
        'ben by mail: Acknowledged by Ann Martin',
        'ben by mail: Resolved by Scripts',
        'ben by mail: Snoozed by api',
        'cleo by mail: Resolved by Scripts',
      );
    },
  );

  tell(
    'damage is found, repaired and counted: a timer row is gone, and Ben is paged all the same',
    {},
    async (story) => {
      story.expectError(({ msg }) => msg.startsWith('the watchdog repaired'));
      await story.alert();
      await story.reached('ann by hook');
      const { id } = await story.incident();
      expect(
        await changeRows(story.databaseUrl, `delete from timers where kind = 'incident' and subject = '${id}'`),
      ).toBe(1);
      await story.passes('1m');
      await story.passes('4m');
      await story.reached('ben by mail');
      expect(await story.metric('vigie_incidents_unattended')).toBe(1);
    },
  );
});
