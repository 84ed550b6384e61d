import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { USUAL_STEPS } from '../cast.ts';

stories('A step whose every delivery failed for good moves on at once', (tell) => {
  tell("Ann's hook refuses for ever (410): Ben is paged in the same second", {}, async (story) => {
    story.breaks('/ann', { status: 410 });
    await story.alert();
    await story.reached('ben by mail');
    await story.explains('Nobody could be reached in step 1: every delivery failed. Moving on at once.');
    expect(await story.refused()).toHaveLength(1);
    await story.toldOfDuties(expect.stringContaining('ann by mail: Vigie no longer reaches you by Webhook'));
  });

  tell(
    'her address does not exist (550)',
    { ann: { notificationRules: { default: [{ method: 'mail' }] } } },
    async (story) => {
      story.breaks('ann@example.com', '5xx');
      await story.alert();
      await story.reached('ben by mail');
      await story.toldOfDuties('ann by hook: Vigie no longer reaches you by E-mail (ann@example.com).');
    },
  );

  tell(
    'one of two is reached: the step waits as usual',
    {
      steps: [
        { notify: [{ user: 'ann' }, { user: 'cleo' }], wait: '5m' },
        { notify: [{ user: 'ben' }], wait: '5m' },
      ],
    },
    async (story) => {
      story.breaks('/ann', { status: 410 });
      await story.alert();
      await story.reached('cleo by mail');
      await story.passes('4m59s');
      await story.nobodyIsPaged();
      await story.toldOfDuties(expect.stringContaining('ann by mail: Vigie no longer reaches you by Webhook'));
    },
  );

  tell(
    'somebody without any way to be reached',
    { dee: { email: null }, steps: [{ notify: [{ user: 'dee' }], wait: '1h' }, ...USUAL_STEPS] },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.explains('dee cannot be reached: there is no contact method.');
    },
  );

  tell(
    'a room that refuses',
    { steps: [{ notify: [{ channel: 'room' }], wait: '1h' }, ...USUAL_STEPS] },
    async (story) => {
      story.breaks('/room', { status: 404 });
      await story.alert();
      await story.reached('ann by hook');
    },
  );

  tell(
    'a channel kind nobody set up is a failed delivery, after its retries',
    {
      ann: {
        contactMethods: [{ id: 'phone', type: 'sms', to: '+33612345678' }],
        notificationRules: { default: [{ method: 'phone' }] },
      },
      steps: [
        { notify: [{ user: 'ann' }], wait: '1h' },
        { notify: [{ user: 'ben' }], wait: '1h' },
      ],
    },
    async (story) => {
      await story.alert();
      await story.passes('6m19s');
      await story.nobodyIsPaged();
      await story.passes('1s');
      await story.reached('ben by mail');
    },
  );

  tell(
    'everybody unreachable: managers are told, and nobody waits for it',
    { steps: [{ notify: [{ rota: 'sre' }], wait: '1h' }] },
    async (story) => {
      story.breaks('/ann', { status: 410 });
      await story.alert();
      await story.reached('cleo by mail');
      await story.toldOfDuties(expect.stringContaining('ann by mail: Vigie no longer reaches you by Webhook'));
    },
  );
});
