import { expect } from 'vitest';
import { loneStories } from '../harness.ts';

loneStories('Promise 4: if all fall due together, the most severe goes first', (tell) => {
  tell(
    'Ben gets the critical one before the warnings',
    {
      steps: [
        { notify: [], wait: '5m' },
        { notify: [{ channel: 'room' }], wait: '1h' },
      ],
    },
    async (story) => {
      const severities = ['warning', 'info', 'critical', 'error', 'warning', 'critical'];
      for (const [index, severity] of severities.entries()) {
        await story.alert({ id: `${index}`, title: severity, severity });
      }
      await story.passes('5m');
      const pages = await story.pagesOfAnybody();
      const rank = (title: string) => ['critical', 'error', 'warning', 'info'].indexOf(title);
      const order = pages.map(({ title }) => rank(title));
      expect(order).toHaveLength(6);
      expect(order.slice(0, 2)).toEqual([0, 0]);
    },
  );

  tell(
    'each timer runs at its own instant, in order, however far time moves at once',
    { policy: { repeat: 1 } },
    async (story) => {
      await story.alert();
      await story.passes('1d');
      await story.reached('ann by hook', 'ben by mail', 'ann by hook', 'ben by mail', 'cleo by mail');
      const steps = (await story.timeline()).filter(({ kind }) => kind === 'step' || kind === 'exhausted');
      expect(steps.map(({ at }) => at)).toEqual(
        ['12:00', '12:05', '12:15', '12:20', '12:30'].map((time) => story.at(`Monday ${time}`)),
      );
    },
  );
});
