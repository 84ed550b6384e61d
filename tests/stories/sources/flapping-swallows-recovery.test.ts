import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { nagios } from '../payloads.ts';

stories('The end of flapping or of a downtime in a good state is the recovery', (tell) => {
  for (const type of ['FLAPPINGSTOP', 'FLAPPINGDISABLED', 'DOWNTIMEEND', 'DOWNTIMECANCELLED']) {
    tell(`Nagios ${type} with OK resolves`, { integration: { type: 'nagios' } }, async (story) => {
      await story.receives(nagios('PROBLEM'));
      await story.reached('ann by hook');
      await story.receives(nagios('FLAPPINGSTART'));
      await story.receives(nagios(type, { SERVICESTATE: 'OK', SERVICEPROBLEMID: '0' }));
      expect((await story.incident()).state).toBe('resolved');
      await story.told('ann by hook: Resolved by Scripts');
    });
  }

  tell(
    'Nagios DOWNTIMEEND while still CRITICAL changes nothing',
    { integration: { type: 'nagios' } },
    async (story) => {
      await story.receives(nagios('PROBLEM'));
      await story.reached('ann by hook');
      await story.receives(nagios('DOWNTIMEEND', { SERVICESTATE: 'CRITICAL' }));
      expect((await story.incident()).state).toBe('open');
      await story.passes('5m');
      await story.reached('ben by mail');
    },
  );
});
