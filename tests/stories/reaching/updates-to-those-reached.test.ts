import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('Whoever was reached hears how it goes on, by the way that reached them', (tell) => {
  const steps = [
    { notify: [{ rota: 'sre' }, { channel: 'room' }], wait: '5m' },
    { notify: [{ user: 'ben' }], wait: '10m' },
  ];

  tell(
    'acknowledged, resolved, reopened: Ann by hook and the room, not Ben, who was not paged',
    { steps },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook', 'room by hook');
      await story.script('acknowledge');
      await story.told('ann by hook: Acknowledged by api', 'room by hook: Acknowledged by api');
      await story.recovers();
      await story.told('ann by hook: Resolved by Scripts', 'room by hook: Resolved by Scripts');
      await story.passes('1m');
      await story.alert();
      await story.told('ann by hook: Reopened by Scripts', 'room by hook: Reopened by Scripts');
      await story.reached('ann by hook', 'room by hook');
    },
  );

  tell(
    'a method that failed for good hears nothing',
    { ann: { notificationRules: { default: [{ method: 'hook' }, { method: 'mail' }] } } },
    async (story) => {
      story.breaks('/ann', { status: 410 });
      await story.alert();
      await story.reached('ann by mail');
      story.mended();
      await story.recovers();
      await story.told('ann by mail: Resolved by Scripts');
      await story.toldOfDuties(expect.stringContaining('ann by mail: Vigie no longer reaches you by Webhook'));
    },
  );

  tell('a repeat and a comment tell nobody', { steps }, async (story) => {
    await story.alert();
    await story.reached('ann by hook', 'room by hook');
    await story.alert();
    await story.script('note', { text: 'Hm.' });
    await story.told();
  });
});
