import { expect } from 'vitest';
import { loneStories } from '../harness.ts';

const nobody = { rota: { layers: [] } };

loneStories(
  'The next pass begins no earlier than the sum of the waits, and 5 minutes, after this one began',
  (tell) => {
    tell(
      'nobody on call: passes are 30 minutes apart, as the waits say',
      { ...nobody, policy: { repeat: 1 }, steps: [{ notify: [{ rota: 'sre' }], wait: '30m' }] },
      async (story) => {
        await story.alert();
        await story.nobodyIsPaged();
        expect(await story.incident()).toMatchObject({ exhausted: false, next: { at: story.at('Monday 12:30') } });
        await story.explains('All steps are done; they start again in 30m.');
        await story.passes('29m59s');
        await story.nobodyIsPaged();
        await story.passes('1s');
        await story.reached('cleo by mail');
      },
    );

    tell(
      'waits shorter than 5 minutes',
      { policy: { repeat: 1 }, steps: [{ notify: [{ rota: 'sre' }], wait: '1m' }] },
      async (story) => {
        await story.alert();
        await story.reached('ann by hook');
        await story.passes('4m59s');
        await story.nobodyIsPaged();
        await story.passes('1s');
        await story.reached('ann by hook');
      },
    );

    tell(
      'the hole in the rota closes meanwhile: the second pass pages',
      { ...nobody, policy: { repeat: 1 }, steps: [{ notify: [{ rota: 'sre' }], wait: '30m' }] },
      async (story) => {
        await story.alert();
        await story.change({ rota: {} });
        await story.passes('30m');
        await story.reached('ann by hook');
        await story.toldOfDuties('ann by hook: You are on call for SRE primary until Mon 23 Mar 00:00.');
      },
    );
  },
);
