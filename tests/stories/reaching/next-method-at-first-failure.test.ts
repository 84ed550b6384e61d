import { expect } from 'vitest';
import { stories } from '../harness.ts';

const ann = { notificationRules: { default: [{ method: 'hook' }, { method: 'mail', after: '10m' }] } };

stories('When a method fails the next one starts at once, not at the last retry', (tell) => {
  tell(
    'the hook answers 503: the mail goes in the same second, and the hook is tried again',
    { ann },
    async (story) => {
      story.breaks('/ann', { status: 503 }, 1);
      await story.alert();
      await story.reached('ann by mail');
      await story.passes('4s');
      await story.nobodyIsPaged();
      await story.passes('1s');
      await story.reached('ann by hook');
      await story.explains('Could not reach ann by webhook yet');
    },
  );

  tell('for good (410): the mail goes in the same second, and the hook is not tried again', { ann }, async (story) => {
    story.breaks('/ann', { status: 410 });
    await story.alert();
    await story.reached('ann by mail');
    await story.passes('4m');
    expect(await story.refused()).toHaveLength(1);
    await story.explains('Could not reach ann by webhook (');
    await story.toldOfDuties(expect.stringContaining('ann by mail: Vigie no longer reaches you by Webhook'));
  });

  tell('the connection is cut', { ann }, async (story) => {
    story.breaks('/ann', 'drop', 1);
    await story.alert();
    await story.reached('ann by mail');
    await story.passes('5s');
    await story.reached('ann by hook');
  });

  tell(
    'a mail server that says "later" is tried later',
    { ann: { notificationRules: { default: [{ method: 'mail' }, { method: 'hook', after: '10m' }] } } },
    async (story) => {
      story.breaks('ann@example.com', '4xx', 1);
      await story.alert();
      await story.reached('ann by hook');
      await story.passes('5s');
      await story.reached('ann by mail');
    },
  );
});
