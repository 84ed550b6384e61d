import { stories } from '../harness.ts';

stories('A step that finds nobody moves on at once and says why', (tell) => {
  tell('nobody on call: Ben is paged in the same second', { rota: { layers: [] } }, async (story) => {
    await story.alert();
    await story.reached('ben by mail');
    await story.explains('Step 1 found nobody: rota sre has nobody on call. Moving on at once.');
  });

  tell(
    'a team without members',
    {
      more: { teams: [{ id: 'empty', name: 'Empty' }] },
      steps: [
        { notify: [{ team: 'empty' }], wait: '1h' },
        { notify: [{ user: 'ben' }], wait: '1h' },
      ],
    },
    async (story) => {
      await story.alert();
      await story.reached('ben by mail');
      await story.explains('team empty has no members');
    },
  );

  tell(
    'a disabled user',
    {
      ann: { disabled: true },
      steps: [
        { notify: [{ user: 'ann' }], wait: '1h' },
        { notify: [{ user: 'ben' }], wait: '1h' },
      ],
    },
    async (story) => {
      await story.alert();
      await story.reached('ben by mail');
      await story.explains('ann is disabled');
    },
  );

  tell(
    'nobody in any step: managers are told at once',
    { rota: { layers: [] }, steps: [{ notify: [{ rota: 'sre' }], wait: '1h' }] },
    async (story) => {
      await story.alert();
      await story.reached('cleo by mail');
    },
  );
});
