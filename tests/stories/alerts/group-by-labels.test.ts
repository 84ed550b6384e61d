import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { alertmanager } from '../payloads.ts';

stories('An integration may group by labels of its choice', (tell) => {
  tell(
    'groups of Alertmanager that share the service are one incident',
    { integration: { type: 'alertmanager', groupBy: ['service'] } },
    async (story) => {
      await story.receives(alertmanager([{ name: 'web-1', labels: { service: 'shop' } }], { groupKey: 'one' }));
      await story.reached('ann by hook: web-1');
      await story.receives(alertmanager([{ name: 'web-2', labels: { service: 'shop' } }], { groupKey: 'two' }));
      await story.nobodyIsPaged();
      expect(await story.incidents()).toHaveLength(1);
    },
  );

  tell(
    'one group of Alertmanager with two services is two incidents',
    { integration: { type: 'alertmanager', groupBy: ['service'] } },
    async (story) => {
      const { incidents } = await story.receives(
        alertmanager([
          { name: 'web-1', labels: { service: 'shop' } },
          { name: 'db-1', labels: { service: 'stock' } },
        ]),
      );
      expect(incidents).toHaveLength(2);
      await story.reached('ann by hook: db-1', 'ann by hook: web-1');
    },
  );
});
