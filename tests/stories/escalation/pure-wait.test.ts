import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('A step that notifies nobody only waits', (tell) => {
  tell(
    'two minutes to recover by itself, then Ben',
    {
      steps: [
        { notify: [], wait: '2m' },
        { notify: [{ user: 'ben' }], wait: '10m' },
      ],
    },
    async (story) => {
      await story.alert();
      await story.nobodyIsPaged();
      expect((await story.incident()).next).toMatchObject({
        at: story.at('Monday 12:02'),
        what: 'step 2 of 2 pages ben',
        reason: 'pages',
        data: { step: 2, steps: 2, targets: [{ kind: 'user', id: 'ben', who: null }] },
      });
      await story.passes('2m');
      await story.reached('ben by mail');
      await story.explains('Step 1: waiting 2m.');
    },
  );

  tell(
    'a wait of 0s: both steps at the same instant',
    {
      steps: [
        { notify: [{ user: 'ann' }], wait: '0s' },
        { notify: [{ user: 'ben' }], wait: '5m' },
      ],
    },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook', 'ben by mail');
      await story.passes('5m');
      await story.reached('cleo by mail');
    },
  );
});
