import { expect } from 'vitest';
import { stories } from '../harness.ts';
import { alertmanager } from '../payloads.ts';

stories('Alerts of one group are one incident', (tell) => {
  tell(
    'two alerts of an Alertmanager group page Ann once; a third joins without a page',
    { integration: { type: 'alertmanager' } },
    async (story) => {
      await story.receives(alertmanager([{ name: 'web-1' }, { name: 'web-2' }]));
      await story.reached('ann by hook');
      await story.receives(alertmanager([{ name: 'web-1' }, { name: 'web-2' }, { name: 'web-3' }]));
      await story.nobodyIsPaged();
      expect(await story.incidents()).toHaveLength(1);
      expect((await story.incident()).alerts).toEqual({ firing: 3, total: 3 });
      await story.explains('New alert: web-3');
    },
  );

  tell(
    'another group of the same Alertmanager is another incident',
    { integration: { type: 'alertmanager' } },
    async (story) => {
      await story.receives(alertmanager([{ name: 'web-1' }]));
      await story.receives(alertmanager([{ name: 'db-1' }], { groupKey: '{}:{team="db"}' }));
      await story.reached('ann by hook: db-1', 'ann by hook: web-1');
      expect(await story.incidents()).toHaveLength(2);
    },
  );

  tell('a webhook without templates groups by its id', {}, async (story) => {
    await story.alert({ id: 'disk-1', title: 'Disk full' });
    await story.alert({ id: 'disk-1', title: 'Disk fuller', severity: 'warning' });
    await story.alert({ id: 'disk-2', title: 'Other disk' });
    await story.reached('ann by hook: Disk full', 'ann by hook: Other disk');
  });

  tell(
    'a webhook groups by its template',
    {
      integration: {
        template: { groupKey: '{{ host }}', fingerprint: '{{ host }}/{{ check }}', title: '{{ check }} on {{ host }}' },
      },
    },
    async (story) => {
      await story.receives({ host: 'web-1', check: 'http' });
      await story.receives({ host: 'web-1', check: 'disk' });
      await story.reached('ann by hook: http on web-1');
      expect((await story.incident()).alerts.total).toBe(2);
    },
  );
});
