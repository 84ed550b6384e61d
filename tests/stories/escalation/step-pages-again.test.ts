import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('Entering a step pages its people even if an earlier step paged them', (tell) => {
  const ann = {
    notificationRules: {
      default: [{ method: 'mail' }, { method: 'hook', after: '7m' }],
      urgent: [{ method: 'hook' }, { method: 'mail', after: '1m' }],
    },
  };

  tell(
    "Ann's running page ends and starts anew at the new step's urgency",
    {
      ann,
      steps: [
        { notify: [{ user: 'ann' }], wait: '5m' },
        { notify: [{ user: 'ann' }], urgency: 'urgent', wait: '1h' },
      ],
    },
    async (story) => {
      await story.alert();
      await story.reached('ann by mail');
      await story.passes('5m');
      const [page] = await story.reached('ann by hook');
      expect(page?.urgency).toBe('urgent');
      await story.passes('1m');
      await story.reached('ann by mail');
      // The hook of the first page would have been due at 7 minutes.
      await story.passes('10m');
      await story.nobodyIsPaged();
      expect((await story.pages()).map(({ reason }) => reason)).toEqual(['replaced', 'delivered']);
    },
  );

  tell(
    'onlyNew leaves out who was already paged in this pass',
    {
      steps: [
        { notify: [{ user: 'ann' }], wait: '5m' },
        { notify: [{ user: 'ann' }, { user: 'ben' }], wait: '5m', onlyNew: true },
      ],
    },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.passes('5m');
      await story.reached('ben by mail');
    },
  );

  tell(
    'onlyNew with nobody new moves on at once',
    {
      steps: [
        { notify: [{ user: 'ann' }], wait: '5m' },
        { notify: [{ user: 'ann' }], wait: '5m', onlyNew: true },
        { notify: [{ user: 'cleo' }], wait: '1h' },
      ],
    },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.passes('5m');
      await story.reached('cleo by mail');
      await story.explains('Skipped step 2: everybody in it was already paged in this pass.');
    },
  );

  tell(
    'a new pass counts anew',
    { policy: { repeat: 1 }, steps: [{ notify: [{ user: 'ann' }], wait: '5m', onlyNew: true }] },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.passes('5m');
      await story.reached('ann by hook');
    },
  );
});
