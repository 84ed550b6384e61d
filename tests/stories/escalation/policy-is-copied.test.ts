import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('An incident runs on the policy as it was when it opened', (tell) => {
  tell(
    'the policy is edited meanwhile: the running incident goes on as before, the next takes the new one',
    {},
    async (story) => {
      await story.alert({ id: 'a' });
      await story.reached('ann by hook');
      await story.change({ steps: [{ notify: [{ user: 'cleo' }], wait: '1h' }] });
      await story.passes('5m');
      await story.reached('ben by mail');
      await story.alert({ id: 'b' });
      await story.reached('cleo by mail');
    },
  );

  tell('it can be restarted on the new one', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.change({ steps: [{ notify: [{ user: 'cleo' }], wait: '1h' }] });
    await story.script('restart', { policy: (await story.incident()).policy });
    await story.reached('cleo by mail');
    await story.passes('30m');
    await story.nobodyIsPaged();
  });

  tell('a restart without a policy is on the new one too: restarting is how an incident gets it', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.change({ steps: [{ notify: [{ user: 'cleo' }], wait: '1h' }] });
    await story.script('restart');
    await story.reached('cleo by mail');
  });

  tell('an acknowledgement taken back runs the copy again', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('acknowledge');
    await story.change({ steps: [{ notify: [{ user: 'cleo' }], wait: '1h' }] });
    await story.script('unacknowledge');
    await story.reached('ann by hook');
    expect((await story.incident()).next?.what).toBe('step 2 of 2 pages ben');
    await story.told('ann by hook: Acknowledged by api', 'ann by hook: No longer acknowledged (api)');
  });
});
