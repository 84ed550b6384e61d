import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { zabbix, zabbixRecovery, zabbixUpdate } from '../payloads.ts';

stories('Zabbix delivers in any order', (tell) => {
  const world = { integration: { type: 'zabbix' as const } };

  tell('updates after the recovery never reopen', world, async (story) => {
    await story.receives(zabbix());
    await story.reached('ann by hook');
    await story.receives(zabbixRecovery());
    await story.receives(zabbixUpdate('acknowledged and commented', { 'EVENT.ACK.STATUS': 'Yes', 'EVENT.VALUE': '0' }));
    await story.receives(zabbixUpdate('unacknowledged', { 'EVENT.VALUE': '0' }));
    expect(await story.incidents()).toMatchObject([{ state: 'resolved' }]);
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell('a recovery that overtook its problem: the problem wakes nobody', world, async (story) => {
    expect(await story.receives(zabbixRecovery())).toMatchObject({ incidents: [] });
    expect(await story.receives(zabbix())).toMatchObject({ incidents: [] });
    expect(await story.incidents()).toEqual([]);
  });

  tell('a late repeat of a recovered problem wakes nobody', world, async (story) => {
    await story.receives(zabbix());
    await story.reached('ann by hook');
    await story.receives(zabbixRecovery());
    await story.receives(zabbix());
    expect(await story.incidents()).toMatchObject([{ state: 'resolved' }]);
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell('another event id is another problem, also right after the recovery', world, async (story) => {
    await story.receives(zabbix());
    await story.receives(zabbixRecovery());
    await story.receives(zabbix({ 'EVENT.ID': '43' }));
    await story.reached('ann by hook', 'ann by hook');
    expect(await story.incidents()).toHaveLength(2);
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell('a severity changed under one problem id is a change of severity', world, async (story) => {
    await story.receives(zabbix({ 'EVENT.NSEVERITY': '2' }));
    await story.reached('ann by hook');
    await story.receives(zabbixUpdate('changed severity from Warning to Disaster', { 'EVENT.NSEVERITY': '5' }));
    expect(await story.incident()).toMatchObject({ severity: 'critical', state: 'open' });
    await story.nobodyIsPaged();
  });

  tell('macros that Zabbix left literal are not texts', world, async (story) => {
    await story.receives(zabbix({ 'EVENT.OPDATA': '{EVENT.OPDATA}', 'TRIGGER.URL': '*UNKNOWN*' }));
    await story.reached('ann by hook');
    expect(JSON.stringify(await story.incident())).not.toMatch(/\{EVENT|\*UNKNOWN/);
  });
});
