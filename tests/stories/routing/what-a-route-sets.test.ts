import { expect } from 'vitest';
import { stories } from '../harness.ts';

stories('What a route sets', (tell) => {
  tell('a severity', { integration: { routes: [{ match: ['env="dev"'], severity: 'info' }] } }, async (story) => {
    await story.alert({ env: 'dev', severity: 'critical' });
    const [page] = await story.reached('ann by hook');
    expect(page?.urgency).toBe('default');
    expect((await story.incident()).severity).toBe('info');
  });

  tell('an urgency', { integration: { routes: [{ match: ['env="prod"'], urgency: 'urgent' }] } }, async (story) => {
    await story.alert({ env: 'prod', severity: 'warning' });
    const [page] = await story.reached('ann by hook');
    expect(page?.urgency).toBe('urgent');
  });

  tell(
    "the step's urgency comes before the route's",
    {
      integration: { routes: [{ urgency: 'urgent' }] },
      steps: [{ notify: [{ rota: 'sre' }], urgency: 'default', wait: '5m' }],
    },
    async (story) => {
      await story.alert({ severity: 'error' });
      const [page] = await story.reached('ann by hook');
      expect(page?.urgency).toBe('default');
    },
  );

  tell(
    'critical is urgent whatever step and route say',
    {
      integration: { routes: [{ urgency: 'default' }] },
      steps: [{ notify: [{ rota: 'sre' }], urgency: 'default', wait: '5m' }],
    },
    async (story) => {
      await story.alert({ severity: 'critical' });
      const [page] = await story.reached('ann by hook');
      expect(page?.urgency).toBe('urgent');
    },
  );

  tell('labels', { integration: { routes: [{ labels: { team: 'shop', tier: '1' } }] } }, async (story) => {
    await story.alert({ env: 'prod' });
    await story.reached('ann by hook');
    expect((await story.incident()).labels).toMatchObject({ env: 'prod', team: 'shop', tier: '1' });
  });

  tell(
    'drop: taken, recorded, and nobody is paged',
    { integration: { routes: [{ match: ['env=~"dev|sandbox"'], drop: true }] } },
    async (story) => {
      expect(await story.alert({ env: 'sandbox' })).toEqual({ accepted: 1, duplicates: 0, incidents: [] });
      expect(await story.incidents()).toEqual([]);
      expect(await story.signals()).toEqual(['firing dropped']);
      await story.alert({ id: 'prod', env: 'prod' });
      await story.reached('ann by hook');
    },
  );
});
