import { expect } from 'vitest';
import { loneStories } from '../harness.ts';

const ann = {
  timeZone: 'Europe/Paris',
  quietHours: { windows: [{ days: ['daily' as const], from: '22:00', to: '07:00' }] },
};
const steps = [{ notify: [{ rota: 'sre' }], wait: '1d' }];

loneStories('Quiet hours hold ordinary pages until they end; urgent ones always go', (tell) => {
  tell('an ordinary page at 23:00 in Paris comes at 07:00', { ann, steps, start: 'Monday 22:00' }, async (story) => {
    await story.alert({ severity: 'warning' });
    await story.nobodyIsPaged();
    await story.until('Tuesday 05:59');
    await story.nobodyIsPaged();
    await story.until('Tuesday 06:00');
    await story.reached('ann by hook');
    await story.explains(/ann has quiet hours; this page waits until .*T06:00/);
  });

  tell('an urgent one comes at once', { ann, steps, start: 'Monday 22:00' }, async (story) => {
    await story.alert({ severity: 'critical' });
    await story.reached('ann by hook');
  });

  tell('by day nothing is held', { ann, steps, start: 'Monday 12:00' }, async (story) => {
    await story.alert({ severity: 'warning' });
    await story.reached('ann by hook');
  });

  tell('the escalation does not wait: after 5 minutes Ben is paged', { ann, start: 'Monday 22:00' }, async (story) => {
    await story.alert({ severity: 'warning' });
    await story.passes('5m');
    await story.reached('ben by mail');
    await story.script('acknowledge');
    await story.until('Tuesday 12:00');
    await story.nobodyIsPaged();
    expect((await story.pages())[0]).toMatchObject({ user: 'ann', state: 'ended', reason: 'acknowledged' });
    await story.told('ben by mail: Acknowledged by api');
    await story.toldOfDuties('ann by hook: You are on call for SRE primary until Mon 30 Mar 02:00.');
  });

  tell(
    'it became urgent meanwhile: the page that was held goes at once, and so does the next step',
    {
      ann,
      steps: [
        { notify: [{ rota: 'sre' }], wait: '5m' },
        { notify: [{ rota: 'sre' }], wait: '1h' },
      ],
      start: 'Monday 22:00',
    },
    async (story) => {
      await story.alert({ severity: 'warning' });
      await story.alert({ severity: 'critical' });
      await story.reached('ann by hook');
      await story.passes('5m');
      await story.reached('ann by hook');
    },
  );
});
