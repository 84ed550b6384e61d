import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { StepInput } from '../cast.ts';

const steps: StepInput[] = [{ notify: [{ rota: 'sre' }], wait: '5m' }];

stories('Nobody answered and all steps are done', (tell) => {
  tell("by default the team's managers are told", { steps }, async (story) => {
    await story.alert();
    await story.passes('5m');
    await story.reached('ann by hook', 'cleo by mail');
    await story.explains('Telling cleo.');
  });

  tell(
    'without managers, Admins',
    { steps, dee: { admin: true }, more: { teams: [{ id: 'sre', name: 'SRE', members: ['ann'] }] } },
    async (story) => {
      await story.alert();
      await story.passes('5m');
      await story.reached('ann by hook', 'dee by mail');
    },
  );

  tell(
    'onExhausted says otherwise',
    { steps, policy: { onExhausted: [{ user: 'dee' }, { channel: 'room' }] } },
    async (story) => {
      await story.alert();
      await story.passes('5m');
      await story.reached('ann by hook', 'dee by mail', 'room by hook');
    },
  );

  tell('nobody left to tell is said too', { steps, policy: { onExhausted: [] } }, async (story) => {
    await story.alert();
    await story.passes('5m');
    await story.reached('ann by hook');
    await story.explains('There is nobody left to tell.');
    expect(await story.incident()).toMatchObject({ state: 'open', exhausted: true });
  });

  tell('it can still be acknowledged and resolved', { steps }, async (story) => {
    await story.alert();
    await story.passes('5m');
    await story.reached('ann by hook', 'cleo by mail');
    expect(await story.script('acknowledge')).toMatchObject({ state: 'acknowledged' });
    expect(await story.script('resolve')).toMatchObject({ state: 'resolved', exhausted: false });
    await story.told(
      'ann by hook: Acknowledged by api',
      'ann by hook: Resolved by api',
      'cleo by mail: Acknowledged by api',
      'cleo by mail: Resolved by api',
    );
  });
});
