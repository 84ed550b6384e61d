import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('Rising severity', (tell) => {
  const oneStep = { steps: [{ notify: [{ rota: 'sre' }], wait: '5m' }] };

  tell('a rise that makes it urgent pages the acknowledger once', oneStep, async (story) => {
    await story.alert({ severity: 'warning' });
    await story.person('ann', 'acknowledge');
    const [first] = await story.reached('ann by hook');
    expect(first?.urgency).toBe('default');
    await story.alert({ severity: 'critical' });
    const [second] = await story.reached('ann by hook');
    expect(second?.urgency).toBe('urgent');
    expect((await story.incident()).state).toBe('acknowledged');
    await story.explains('Severity rose from warning to critical.');
    await story.explains('It became urgent: paging ann, who has it.');
    await story.alert({ severity: 'critical' });
    await story.passes('1d');
    await story.nobodyIsPaged();
  });

  tell('a rise that leaves the urgency as it is only is an entry', oneStep, async (story) => {
    await story.alert({ severity: 'info' });
    await story.person('ann', 'acknowledge');
    await story.reached('ann by hook');
    await story.alert({ severity: 'error' });
    await story.nobodyIsPaged();
    await story.explains('Severity rose from info to error.');
  });

  tell('a rise to urgent restarts an exhausted escalation', oneStep, async (story) => {
    await story.alert({ severity: 'warning' });
    await story.passes('5m');
    await story.reached('ann by hook', 'cleo by mail');
    await story.alert({ severity: 'critical' });
    await story.reached('ann by hook');
    await story.explains('It became urgent after everybody had been told: starting at step 1.');
  });

  tell(
    'when the worst recovers, the severity falls to that of what still fires',
    { integration: { groupBy: ['host'] } },
    async (story) => {
      await story.alert({ id: 'a', host: 'db', severity: 'critical' });
      await story.alert({ id: 'b', host: 'db', severity: 'warning' });
      await story.reached('ann by hook');
      await story.recovers({ id: 'a', host: 'db' });
      expect(await story.incident()).toMatchObject({ severity: 'warning', state: 'open', urgency: 'default' });
      await story.explains('Severity fell from critical to warning.');
    },
  );
});
