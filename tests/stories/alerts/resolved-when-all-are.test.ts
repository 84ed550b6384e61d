import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { alertmanager } from '../payloads.ts';

stories('An incident is resolved when all its alerts are', (tell) => {
  tell(
    'one of two recovers in a mixed group: it stays open; the other recovers: resolved, and Ann is told',
    { integration: { type: 'alertmanager' } },
    async (story) => {
      await story.receives(alertmanager([{ name: 'web-1' }, { name: 'web-2' }]));
      await story.reached('ann by hook');
      await story.receives(alertmanager([{ name: 'web-1', status: 'resolved' }, { name: 'web-2' }]));
      expect(await story.incident()).toMatchObject({ state: 'open', alerts: { firing: 1, total: 2 } });
      await story.receives(alertmanager([{ name: 'web-2', status: 'resolved' }]));
      expect(await story.incident()).toMatchObject({ state: 'resolved', alerts: { firing: 0, total: 2 }, next: null });
      await story.told('ann by hook: Resolved by Scripts');
      await story.passes('1d');
      await story.nobodyIsPaged();
    },
  );

  tell(
    'a recovery before anybody was paged pages nobody',
    {
      steps: [
        { notify: [], wait: '2m' },
        { notify: [{ user: 'ben' }], wait: '5m' },
      ],
    },
    async (story) => {
      await story.alert();
      await story.passes('1m59s');
      await story.recovers();
      await story.passes('1h');
      await story.nobodyIsPaged();
      await story.told();
    },
  );

  tell(
    'who is being paged right now is not paged further',
    { ann: { notificationRules: { default: [{ method: 'hook' }, { method: 'mail', after: '2m' }] } } },
    async (story) => {
      await story.alert();
      await story.reached('ann by hook');
      await story.passes('1m');
      await story.recovers();
      await story.passes('10m');
      await story.nobodyIsPaged();
      await story.told('ann by hook: Resolved by Scripts');
    },
  );
});
