import { expect } from 'vitest';
import { stories } from '../harness.ts';

const other = {
  id: 'db',
  name: 'Databases',
  ackTimeout: 'none',
  steps: [
    { notify: [{ user: 'cleo' }], wait: '5m' },
    { notify: [{ user: 'dee' }], wait: '5m' },
  ],
};

stories('reassign', (tell) => {
  tell(
    'to a policy: its step 1 now, the old one never again',
    { more: { escalationPolicies: [other] } },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      expect(await story.script('reassign', { policy: 'db' })).toMatchObject({ policy: 'db', state: 'open' });
      await story.reached('cleo by mail');
      await story.passes('5m');
      await story.reached('dee by mail');
      await story.passes('4m');
      await story.nobodyIsPaged();
      await story.explains('Reassigned to policy Databases by api');
    },
  );

  tell('to people: they are paged urgent, and the policy stops', {}, async (story) => {
    await story.alert({ severity: 'warning' });
    await story.reached('ann by hook');
    await story.script('reassign', { users: ['dee'] });
    const [page] = await story.reached('dee by mail');
    expect(page?.urgency).toBe('urgent');
    await story.passes('29m');
    await story.nobodyIsPaged();
    expect(await story.incident()).toMatchObject({ state: 'open', policy: `main-${story.scene.number}` });
    await story.explains('Reassigned to dee by api');
  });

  tell('people who do not answer within 30 minutes: the managers are told', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('reassign', { users: ['dee'] });
    await story.passes('30m');
    await story.reached('dee by mail', 'cleo by mail');
  });

  tell('an acknowledged incident is open again', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('acknowledge');
    expect(await story.script('reassign', { users: ['ben'] })).toMatchObject({ state: 'open', acknowledgedBy: null });
    await story.reached('ben by mail');
    await story.told('ann by hook: Acknowledged by api');
  });

  tell('unknown people and policies are refused, and nothing changes', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    expect((await story.asks(null, 'reassign', { users: ['zoe'] })).status).toBe(400);
    expect((await story.asks(null, 'reassign', { policy: 'none' })).status).toBe(400);
    await story.passes('5m');
    await story.reached('ben by mail');
  });

  tell('to people who cannot be reached: the managers are told at once', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    story.breaks('dee@example.com', '5xx');
    await story.script('reassign', { users: ['dee'] });
    await story.reached('cleo by mail');
    await story.explains('Nobody could be reached in step 1');
  });
});
