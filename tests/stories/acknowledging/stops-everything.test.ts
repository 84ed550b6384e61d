import { expect } from 'vitest';
import { loneStories } from '../harness.ts';

loneStories('An acknowledgement stops pages and escalation', (tell) => {
  tell(
    'Ann acknowledges: nobody else is paged, who was paged is told, she is not',
    {
      steps: [
        { notify: [{ user: 'ann' }, { user: 'ben' }], wait: '5m' },
        { notify: [{ user: 'cleo' }], wait: '5m' },
      ],
    },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook', 'ben by mail');
      expect(await story.person('ann', 'acknowledge')).toMatchObject({
        state: 'acknowledged',
        acknowledgedBy: 'ann',
        next: null,
      });
      await story.told('ben by mail: Acknowledged by Ann Martin');
      await story.passes('7d');
      await story.nobodyIsPaged();
      await story.explains('Acknowledged by ann');
      await story.toldOfDuties(
        'ann by hook: Your duty for SRE primary ended at 00:00.',
        'ben by mail: You are on call for SRE primary until Mon 16 Mar 00:00.',
      );
    },
  );

  tell(
    'a rule of hers that waits is not run any more',
    { ann: { notificationRules: { default: [{ method: 'hook' }, { method: 'mail', after: '2m' }] } } },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.passes('1m59s');
      await story.script('acknowledge');
      await story.passes('1h');
      await story.nobodyIsPaged();
      expect((await story.pages())[0]).toMatchObject({ state: 'ended', reason: 'acknowledged' });
      await story.told('ann by hook: Acknowledged by api');
    },
  );

  tell('a send that is being tried again is given up', {}, async (story) => {
    story.breaks('/ann', { status: 503 });
    await story.alert();
    expect(await story.refused()).toHaveLength(1);
    await story.script('acknowledge');
    story.mended();
    await story.passes('10m');
    await story.nobodyIsPaged();
  });
});
