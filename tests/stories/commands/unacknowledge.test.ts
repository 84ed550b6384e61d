import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('unacknowledge: back to step 1 with counts at 0', (tell) => {
  tell(
    "taken back at Ben's step: Ann is paged, then Ben, then the manager; who was reached is told",
    {},
    async (story) => {
      await story.alert();
      await story.passes('5m');
      await story.reached('ann by hook', 'ben by mail');
      await story.script('acknowledge');
      await story.told('ann by hook: Acknowledged by api', 'ben by mail: Acknowledged by api');
      expect(await story.script('unacknowledge')).toMatchObject({
        state: 'open',
        acknowledgedBy: null,
        acknowledgedAt: null,
      });
      await story.told('ann by hook: No longer acknowledged (api)', 'ben by mail: No longer acknowledged (api)');
      await story.reached('ann by hook');
      await story.passes('5m');
      await story.reached('ben by mail');
      await story.passes('10m');
      await story.reached('cleo by mail');
      await story.explains('api took back the acknowledgement');
    },
  );

  tell(
    'all repeats are there again',
    { policy: { repeat: 1 }, steps: [{ notify: [{ rota: 'sre' }], wait: '5m' }] },
    async (story) => {
      await story.alert();
      await story.passes('5m');
      await story.script('acknowledge');
      await story.reached('ann by hook', 'ann by hook');
      await story.script('unacknowledge');
      await story.passes('5m');
      await story.reached('ann by hook', 'ann by hook');
      await story.told('ann by hook: Acknowledged by api', 'ann by hook: No longer acknowledged (api)');
    },
  );
});
