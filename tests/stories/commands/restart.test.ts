import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('restart: step 1 again', (tell) => {
  tell('an acknowledged incident is open and pages from step 1', {}, async (story) => {
    await story.alert();
    await story.passes('5m');
    await story.script('acknowledge');
    await story.reached('ann by hook', 'ben by mail');
    expect(await story.script('restart')).toMatchObject({ state: 'open', acknowledgedBy: null });
    await story.reached('ann by hook');
    await story.passes('5m');
    await story.reached('ben by mail');
    await story.told('ann by hook: Acknowledged by api', 'ben by mail: Acknowledged by api');
  });

  tell(
    'on another policy',
    {
      more: {
        escalationPolicies: [
          { id: 'db', name: 'Databases', ackTimeout: 'none', steps: [{ notify: [{ user: 'dee' }], wait: '1h' }] },
        ],
      },
    },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      expect(await story.script('restart', { policy: 'db' })).toMatchObject({ policy: 'db' });
      await story.reached('dee by mail');
    },
  );

  tell('without a policy: its own, as it is today', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('reassign', { users: ['dee'] });
    await story.reached('dee by mail');
    await story.script('restart');
    await story.reached('ann by hook');
  });

  tell('a resolved incident is refused: unresolve it first', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('resolve');
    const answer = await story.asks<{ error: { message: string } }>(null, 'restart');
    expect(answer.status).toBe(409);
    expect(answer.body.error.message).toContain('Unresolve it first');
    await story.told('ann by hook: Resolved by api');
  });
});
