import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('Promise 5: nobody reached is not the end', (tell) => {
  tell(
    'an empty rota, a disabled colleague, a hook that is gone, a mailbox that is gone: Dee is paged in the same second',
    {
      rota: { layers: [] },
      cleo: { disabled: true },
      steps: [
        { notify: [{ rota: 'sre' }], wait: '1h' },
        { notify: [{ user: 'cleo' }], wait: '1h' },
        { notify: [{ user: 'ann' }], wait: '1h' },
        { notify: [{ user: 'ben' }], wait: '1h' },
        { notify: [{ user: 'dee' }], wait: '1h' },
      ],
    },
    async (story) => {
      story.breaks('/ann', { status: 410 });
      story.breaks('ben@example.com', '5xx');
      await story.alert();
      await story.reached('dee by mail');
      for (const reason of [
        'rota sre has nobody on call',
        'cleo is disabled',
        'Nobody could be reached in step 3',
        'Nobody could be reached in step 4',
      ]) {
        await story.explains(reason);
      }
      await story.toldOfDuties(expect.stringContaining('ann by mail: Vigie no longer reaches you by Webhook'));
    },
  );
});
