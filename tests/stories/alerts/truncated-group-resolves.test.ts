import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { alertmanager, grafana } from '../payloads.ts';

stories('A resolved group whose alerts were cut off resolves as a whole', (tell) => {
  for (const [type, payload] of [
    ['alertmanager', alertmanager],
    ['grafana', grafana],
  ] as const) {
    tell(`${type}: one of three is told, two are truncated, all are over`, { integration: { type } }, async (story) => {
      await story.receives(payload([{ name: 'web-1' }, { name: 'web-2' }, { name: 'web-3' }]));
      await story.reached('ann by hook');
      await story.receives(payload([{ name: 'web-1', status: 'resolved' }], { truncatedAlerts: 2 }));
      expect(await story.incident()).toMatchObject({ state: 'resolved', alerts: { firing: 0, total: 3 } });
      await story.explains('the source says that the whole group is over');
      await story.told('ann by hook: Resolved by Scripts');
    });
  }

  tell('a firing group that was cut off resolves nothing', { integration: { type: 'alertmanager' } }, async (story) => {
    await story.receives(alertmanager([{ name: 'web-1' }, { name: 'web-2' }]));
    await story.reached('ann by hook');
    await story.receives(
      alertmanager([{ name: 'web-1', status: 'resolved' }, { name: 'web-2' }], { truncatedAlerts: 2 }),
    );
    expect((await story.incident()).state).toBe('open');
  });
});
