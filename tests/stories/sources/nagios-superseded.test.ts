import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { nagios } from '../payloads.ts';

stories('Nagios: another problem id is another problem', (tell) => {
  const world = { integration: { type: 'nagios' as const } };

  tell(
    'a PROBLEM with another id than the open one: the old is superseded, a new one pages Ann',
    world,
    async (story) => {
      const first = await story.receives(nagios('PROBLEM', { SERVICEPROBLEMID: '7' }));
      await story.reached('ann by hook');
      await story.script('acknowledge');
      const second = await story.receives(nagios('PROBLEM', { SERVICEPROBLEMID: '8' }));
      expect(second.incidents).not.toEqual(first.incidents);
      await story.reached('ann by hook');
      expect((await story.incident(first.incidents[0])).state).toBe('resolved');
      await story.explains('superseded by a new problem', first.incidents[0]);
      await story.explains('the recovery of this one was lost', first.incidents[0]);
      await story.told('ann by hook: Acknowledged by api', 'ann by hook: Resolved by vigie');
    },
  );

  tell('a reminder with the same id pages nobody; a change of state is a change of severity', world, async (story) => {
    await story.receives(nagios('PROBLEM', { SERVICESTATE: 'WARNING' }));
    await story.reached('ann by hook');
    await story.receives(nagios('PROBLEM', { SERVICESTATE: 'WARNING', SERVICENOTIFICATIONNUMBER: '2' }));
    await story.receives(nagios('PROBLEM', { SERVICESTATE: 'UNKNOWN' }));
    await story.nobodyIsPaged();
    expect(await story.incident()).toMatchObject({ severity: 'error', alerts: { firing: 1, total: 1 } });
  });

  tell('a RECOVERY resolves whatever its id', world, async (story) => {
    await story.receives(nagios('PROBLEM', { SERVICEPROBLEMID: '7' }));
    await story.reached('ann by hook');
    await story.receives(nagios('RECOVERY', { SERVICEPROBLEMID: '9' }));
    expect((await story.incident()).state).toBe('resolved');
    await story.told('ann by hook: Resolved by Scripts');
  });

  tell('a new problem id within the reopen window is a new incident', world, async (story) => {
    const first = await story.receives(nagios('PROBLEM', { SERVICEPROBLEMID: '7' }));
    await story.receives(nagios('RECOVERY', { SERVICEPROBLEMID: '7' }));
    const second = await story.receives(nagios('PROBLEM', { SERVICEPROBLEMID: '8' }));
    expect(second.incidents).not.toEqual(first.incidents);
    await story.reached('ann by hook', 'ann by hook');
    await story.told('ann by hook: Resolved by Scripts');
  });
});
