import { expect } from 'vitest';
import { stories } from '../harness.ts';
import type { Story } from '../harness.ts';
import { nagios, zabbix, zabbixUpdate } from '../payloads.ts';

const alerts = async (story: Story) =>
  (
    await story.sidecar.api<{ items: Array<{ inDowntime: boolean }> }>(
      'GET',
      `incidents/${(await story.incident()).id}/alerts`,
    )
  ).body.items;

stories('Downtimes of the source', (tell) => {
  const world = { integration: { type: 'nagios' as const } };

  tell(
    'one that begins stops the paging; when it ends and the problem is still there, step 1 comes',
    world,
    async (story) => {
      await story.receives(nagios('PROBLEM'));
      await story.reached('ann by hook');
      await story.receives(nagios('DOWNTIMESTART', { NOTIFICATIONAUTHOR: 'Alice', NOTIFICATIONCOMMENT: 'new disks' }));
      expect(await story.incident()).toMatchObject({
        state: 'open',
        next: { what: 'the downtime in the source ends and the escalation starts at step 1' },
      });
      expect(await alerts(story)).toMatchObject([{ inDowntime: true }]);
      await story.explains('Downtime started: new disks');
      await story.passes('2h');
      await story.nobodyIsPaged();
      await story.receives(nagios('DOWNTIMEEND', { SERVICESTATETYPE: 'HARD' }));
      await story.reached('ann by hook');
      expect(await alerts(story)).toMatchObject([{ inDowntime: false }]);
      await story.passes('5m');
      await story.reached('ben by mail');
    },
  );

  tell('one that ends in a good state is the recovery', world, async (story) => {
    await story.receives(nagios('PROBLEM'));
    await story.reached('ann by hook');
    await story.receives(nagios('DOWNTIMESTART'));
    await story.receives(nagios('DOWNTIMECANCELLED', { SERVICESTATE: 'OK' }));
    expect((await story.incident()).state).toBe('resolved');
    await story.passes('1h');
    await story.nobodyIsPaged();
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell('a problem that began in one, of which nobody was told, pages when it ends', world, async (story) => {
    await story.receives(nagios('DOWNTIMESTART', { SERVICESTATE: 'OK', SERVICEPROBLEMID: '0' }));
    await story.receives(nagios('DOWNTIMEEND', { SERVICESTATETYPE: 'HARD' }));
    await story.reached('ann by hook');
    await story.receives(nagios('PROBLEM'));
    await story.nobodyIsPaged();
  });

  tell('of which the end is never told, it pages after a day', world, async (story) => {
    await story.receives(nagios('PROBLEM'));
    await story.reached('ann by hook');
    await story.receives(nagios('DOWNTIMESTART'));
    await story.passes('23h59m');
    await story.nobodyIsPaged();
    await story.passes('1m');
    await story.reached('ann by hook');
    await story.explains('The downtime of the source should be over, and it is still open');
  });

  tell('what Ann acknowledged stays hers', world, async (story) => {
    await story.receives(nagios('PROBLEM'));
    await story.reached('ann by hook');
    await story.person('ann', 'acknowledge');
    await story.receives(nagios('DOWNTIMESTART'));
    await story.receives(nagios('DOWNTIMEEND', { SERVICESTATETYPE: 'HARD' }));
    expect((await story.incident()).state).toBe('acknowledged');
    await story.passes('1h');
    await story.nobodyIsPaged();
  });

  tell('Zabbix: suppressed by hand, and no more', { integration: { type: 'zabbix' } }, async (story) => {
    await story.receives(zabbix());
    await story.reached('ann by hook');
    await story.receives(zabbixUpdate('suppressed indefinitely'));
    await story.passes('1h');
    await story.nobodyIsPaged();
    await story.receives(zabbixUpdate('unsuppressed'));
    await story.reached('ann by hook');
  });
});
