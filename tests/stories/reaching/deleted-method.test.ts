import { stories } from '../harness.ts';

stories('A contact method that is gone when its turn comes', (tell) => {
  tell(
    'fails for good; the next method goes at once',
    { ann: { notificationRules: { default: [{ method: 'mail' }, { method: 'hook', after: '2m' }] } } },
    async (story) => {
      await story.alert();
      await story.reached('ann by mail');
      await story.change({
        ann: {
          contactMethods: [{ id: 'mail', type: 'email', to: 'ann@example.com' }],
          notificationRules: { default: [{ method: 'mail' }] },
        },
      });
      await story.passes('2m');
      await story.nobodyIsPaged();
      await story.explains('contact method hook was deleted');
    },
  );

  tell(
    'a new address counts for a page that is already running',
    { ann: { notificationRules: { default: [{ method: 'hook' }, { method: 'mail', after: '2m' }] } } },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.change({
        ann: {
          contactMethods: [
            { id: 'hook', type: 'webhook', to: story.sink.url('/ann') },
            { id: 'mail', type: 'email', to: 'dee@example.com' },
          ],
          notificationRules: { default: [{ method: 'hook' }, { method: 'mail' }] },
        },
      });
      await story.passes('2m');
      await story.reached('dee by mail');
    },
  );
});
