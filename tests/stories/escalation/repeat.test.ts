import { expect } from 'vitest';
import { loneStories } from '../harness.ts';

loneStories('repeat: the whole list starts again', (tell) => {
  tell(
    'twice more, then exhausted: told once, counted, shown',
    {
      policy: { repeat: 2 },
      steps: [
        { notify: [{ rota: 'sre' }], wait: '5m' },
        { notify: [{ user: 'ben' }], wait: '5m' },
      ],
    },
    async (story) => {
      await story.alert();
      for (let pass = 0; pass < 3; pass++) {
        await story.reached('ann by hook');
        await story.passes('5m');
        await story.reached('ben by mail');
        expect((await story.incident()).exhausted).toBe(false);
        await story.passes('5m');
      }
      await story.reached('cleo by mail');
      expect(await story.incident()).toMatchObject({ state: 'open', exhausted: true, next: null });
      await story.explains('Nobody answered: starting again (pass 3 of 3).');
      await story.passes('7d');
      await story.nobodyIsPaged();
      await story.toldOfDuties(
        'ann by hook: Your duty for SRE primary ended at 00:00.',
        'ben by mail: You are on call for SRE primary until Mon 16 Mar 00:00.',
      );
    },
  );
});
