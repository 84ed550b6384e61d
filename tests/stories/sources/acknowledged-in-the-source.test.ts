import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { nagios, zabbix, zabbixUpdate } from '../payloads.ts';

stories("An acknowledgement made in the source counts, under that person's name", (tell) => {
  tell(
    'Zabbix: Alice acknowledges there; nobody is paged further; Ann is told',
    { integration: { type: 'zabbix' } },
    async (story) => {
      await story.receives(zabbix());
      await story.reached('ann by hook');
      await story.receives(
        zabbixUpdate('acknowledged and commented', { 'EVENT.ACK.STATUS': 'Yes', 'EVENT.UPDATE.MESSAGE': 'looking' }),
      );
      expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Alice Durand (alice)' });
      await story.told('ann by hook: Acknowledged by Alice Durand (alice)');
      await story.passes('1d');
      await story.nobodyIsPaged();
      await story.explains('Acknowledged by Alice Durand (alice) in Scripts');
      await story.explains('looking');
    },
  );

  tell(
    'Zabbix: what the source took back escalates again from step 1',
    { integration: { type: 'zabbix' } },
    async (story) => {
      await story.receives(zabbix());
      await story.reached('ann by hook');
      await story.receives(zabbixUpdate('acknowledged', { 'EVENT.ACK.STATUS': 'Yes' }));
      await story.receives(zabbixUpdate('unacknowledged', { 'EVENT.ACK.STATUS': 'No' }));
      expect(await story.incident()).toMatchObject({ state: 'open', acknowledgedBy: null });
      await story.reached('ann by hook');
      await story.passes('5m');
      await story.reached('ben by mail');
      await story.told(
        'ann by hook: Acknowledged by Alice Durand (alice)',
        'ann by hook: No longer acknowledged (Alice Durand (alice))',
      );
    },
  );

  tell(
    'Zabbix: unacknowledge there does not undo what was done here',
    { integration: { type: 'zabbix' } },
    async (story) => {
      await story.receives(zabbix());
      await story.reached('ann by hook');
      await story.script('acknowledge');
      await story.receives(zabbixUpdate('unacknowledged', { 'EVENT.ACK.STATUS': 'No' }));
      expect((await story.incident()).state).toBe('acknowledged');
      await story.explains('took back the acknowledgement in the source; it changes nothing here');
      await story.told('ann by hook: Acknowledged by api');
    },
  );

  for (const action of [
    'commented',
    'suppressed until 2026.11.24 22:47:07',
    'unsuppressed',
    'changed severity from High to Average',
  ]) {
    tell(`Zabbix: "${action}" never changes the state`, { integration: { type: 'zabbix' } }, async (story) => {
      await story.receives(zabbix());
      await story.reached('ann by hook');
      await story.receives(zabbixUpdate(action, { 'EVENT.UPDATE.MESSAGE': 'just so you know' }));
      expect((await story.incident()).state).toBe('open');
      await story.script('acknowledge');
      await story.receives(zabbixUpdate(action, { 'EVENT.UPDATE.MESSAGE': 'and again' }));
      expect((await story.incident()).state).toBe('acknowledged');
      await story.passes('1h');
      await story.nobodyIsPaged();
      await story.told('ann by hook: Acknowledged by api');
    });
  }

  tell('Nagios: acknowledged there', { integration: { type: 'nagios' } }, async (story) => {
    await story.receives(nagios('PROBLEM'));
    await story.reached('ann by hook');
    await story.receives(nagios('ACKNOWLEDGEMENT', { NOTIFICATIONAUTHOR: 'Alice', NOTIFICATIONCOMMENT: 'on it' }));
    expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'Alice' });
    await story.told('ann by hook: Acknowledged by Alice');
  });
});
