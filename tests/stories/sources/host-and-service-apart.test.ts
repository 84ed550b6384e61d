import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { nagios } from '../payloads.ts';

stories('Nagios and Icinga: a host and each of its services are incidents of their own', (tell) => {
  tell(
    'host down, service critical: two incidents; the host recovers alone',
    { integration: { type: 'nagios' } },
    async (story) => {
      const service = await story.receives(nagios('PROBLEM'));
      const host = await story.receives({
        NOTIFICATIONTYPE: 'PROBLEM',
        HOSTNAME: 'web-1',
        HOSTSTATE: 'DOWN',
        HOSTPROBLEMID: '3',
        SERVICEDESC: '',
      });
      expect(host.incidents).not.toEqual(service.incidents);
      await story.reached('ann by hook', 'ann by hook');
      await story.receives({
        NOTIFICATIONTYPE: 'RECOVERY',
        HOSTNAME: 'web-1',
        HOSTSTATE: 'UP',
        HOSTPROBLEMID: '0',
        LASTHOSTPROBLEMID: '3',
        SERVICEDESC: '',
      });
      expect((await story.incident(host.incidents[0])).state).toBe('resolved');
      expect((await story.incident(service.incidents[0])).state).toBe('open');
      await story.told('ann by hook: Resolved by Scripts');
    },
  );

  tell(
    'Icinga: problem, acknowledgement by a person, recovery',
    { integration: { type: 'icinga2' } },
    async (story) => {
      const icinga = (type: string, more: Record<string, string> = {}) => ({
        ICINGA_NOTIFICATION_TYPE: type,
        ICINGA_HOST_NAME: 'web-1',
        ICINGA_SERVICE_NAME: 'http',
        ICINGA_SERVICE_STATE: 'CRITICAL',
        ...more,
      });
      await story.receives(icinga('PROBLEM'));
      await story.reached('ann by hook');
      await story.receives(
        icinga('ACKNOWLEDGEMENT', { ICINGA_NOTIFICATION_AUTHOR: 'alice', ICINGA_NOTIFICATION_COMMENT: 'on it' }),
      );
      expect(await story.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'alice' });
      await story.receives(icinga('RECOVERY', { ICINGA_SERVICE_STATE: 'OK' }));
      expect((await story.incident()).state).toBe('resolved');
      await story.told('ann by hook: Acknowledged by alice', 'ann by hook: Resolved by Scripts');
    },
  );
});
