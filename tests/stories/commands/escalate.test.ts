import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('escalate: the next step, now', (tell) => {
  tell('Ben is paged at once, and the waits go on from there', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.passes('1m');
    const { id } = await story.incident();
    const wouldPage = (query: string) => story.sidecar.api('GET', `incidents/${id}/would-page?${query}`);
    expect((await wouldPage('command=escalate')).body).toEqual({ users: ['ben'], channels: [], shadow: false });
    expect((await wouldPage('command=restart')).body).toEqual({ users: ['ann'], channels: [], shadow: false });
    expect((await wouldPage('command=resolve')).status).toBe(400);
    await story.nobodyIsPaged();
    await story.script('escalate');
    await story.reached('ben by mail');
    await story.passes('9m59s');
    await story.nobodyIsPaged();
    await story.passes('1s');
    await story.reached('cleo by mail');
  });

  tell('it un-acknowledges', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('acknowledge');
    expect(await story.script('escalate')).toMatchObject({ state: 'open', acknowledgedBy: null });
    await story.reached('ben by mail');
    await story.told('ann by hook: Acknowledged by api');
  });

  tell(
    'after the last step the next pass begins without waiting for its time',
    { policy: { repeat: 1 } },
    async (story) => {
      await story.alert();
      await story.script('escalate');
      await story.reached('ann by hook', 'ben by mail');
      await story.passes('5s');
      await story.script('escalate');
      await story.reached('ann by hook');
      await story.explains('pass 2 of 2');
    },
  );

  tell('after the last step of the last pass the managers are told', {}, async (story) => {
    await story.alert();
    await story.script('escalate');
    await story.passes('5s');
    await story.script('escalate');
    await story.reached('ann by hook', 'ben by mail', 'cleo by mail');
    expect((await story.incident()).exhausted).toBe(true);
  });

  tell('an exhausted incident starts over', { steps: [{ notify: [{ rota: 'sre' }], wait: '5m' }] }, async (story) => {
    await story.alert();
    await story.passes('5m');
    await story.reached('ann by hook', 'cleo by mail');
    await story.script('escalate');
    await story.reached('ann by hook');
  });

  tell('a snoozed one goes on', {}, async (story) => {
    await story.alert();
    await story.reached('ann by hook');
    await story.script('snooze', { for: '1h' });
    await story.script('escalate');
    await story.reached('ben by mail');
    expect((await story.incident()).state).toBe('open');
    await story.told('ann by hook: Snoozed by api');
  });
});
