/** Monitors that tell what people silence there (Zabbix, Nagios, Icinga) hold no step up, whether they can be reached or not. */
import { expect } from 'vitest';
import { stories, type World } from '../harness.ts';
import { nagios, zabbix, zabbixUpdate } from '../payloads.ts';

const icinga = (type: string, more: object = {}) => ({
  ICINGA_NOTIFICATION_TYPE: type,
  ICINGA_HOST_NAME: 'web-1',
  ICINGA_HOST_STATE: 'DOWN',
  ...more,
});

stories('Monitors that tell by themselves', (tell) => {
  const rows: Array<[string, (url: string) => NonNullable<World['integration']>, object, object | null]> = [
    ['zabbix', (url) => ({ type: 'zabbix', sync: { url, token: 'api-token' } }), zabbix(), zabbixUpdate('suppressed')],
    [
      'icinga2',
      (url) => ({ type: 'icinga2', sync: { url, user: 'vigie', password: 'password' } }),
      icinga('PROBLEM'),
      icinga('DOWNTIMESTART'),
    ],
    ['nagios', () => ({ type: 'nagios', sync: {} }), nagios('PROBLEM'), nagios('DOWNTIMESTART')],
  ];
  for (const [name, integration, problem, downtime] of rows) {
    for (const mode of [{ status: 503 }, 'drop'] as const) {
      tell(
        `${name}, ${mode === 'drop' ? 'unreachable' : 'answering 503'}: steps come at their time, and nothing ends`,
        {},
        async (story) => {
          await story.change({ integration: integration(story.sink.url('/monitor')) });
          story.breaks('/monitor', mode);
          await story.receives(problem);
          await story.reached('ann by hook');
          await story.passes('5m');
          await story.reached('ben by mail');
          expect(await story.incident()).toMatchObject({ state: 'open', followsSilences: null, silence: null });
          expect((await story.timeline()).map(({ kind }) => kind)).not.toContain('held');
          await story.refused();
        },
      );
    }

    tell(`${name}: a downtime holds paging, also while it cannot be reached`, {}, async (story) => {
      await story.change({ integration: integration(story.sink.url('/monitor')) });
      await story.receives(problem);
      await story.reached('ann by hook');
      await story.receives(downtime);
      story.breaks('/monitor', { status: 503 });
      await story.passes('1h');
      await story.nobodyIsPaged();
      expect(await story.incident()).toMatchObject({ state: 'open', next: { reason: 'downtime' } });
      await story.refused();
    });
  }
});
