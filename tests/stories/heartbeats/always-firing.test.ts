import { expect } from 'vitest';
import { tokenOf } from '../cast.ts';
import type { World, Story } from '../harness.ts';
import { loneStories } from '../harness.ts';
import { alertmanager } from '../payloads.ts';

const watchdog = (status: 'firing' | 'resolved' = 'firing') =>
  alertmanager([{ name: 'Watchdog', status, severity: 'none' }], { groupKey: '{}/{alertname="Watchdog"}:{}' });

/** Prometheus' alerts, of which the Watchdog feeds a heartbeat of its own. */
function world(id: string): World {
  return {
    integration: {
      type: 'alertmanager',
      name: 'Prometheus',
      routes: [{ match: ['alertname="Watchdog"'], heartbeat: id }],
    },
    more: {
      integrations: [
        {
          id,
          name: 'Prometheus itself',
          type: 'heartbeat',
          token: tokenOf(id),
          policy: `main-${id.slice(-1)}`,
          heartbeat: { every: '2m', grace: '3m' },
        },
      ],
    },
  };
}

const state = async (story: Story, id: string) =>
  (
    await story.sidecar.api<{ items: Array<{ integration: string; state: string }> }>('GET', 'heartbeats')
  ).body.items.find(({ integration }) => integration === id)?.state;

loneStories('An alert that always fires is a heartbeat', (tell) => {
  tell(
    'while it comes nobody hears of it; its silence pages, its return resolves',
    world('prometheus-0'),
    async (story) => {
      expect(await story.receives(watchdog())).toEqual({ accepted: 1, duplicates: 0, incidents: [] });
      expect(await story.receives(watchdog())).toEqual({ accepted: 1, duplicates: 1, incidents: [] });
      for (let i = 0; i < 5; i++) {
        await story.passes('2m');
        await story.receives(watchdog());
      }
      await story.nobodyIsPaged();
      expect(await story.incidents()).toEqual([]);
      expect(await story.signals()).toEqual(['firing heartbeat']);
      await story.passes('5m');
      await story.reached('ann by hook: No signal from Prometheus itself');
      expect(await state(story, 'prometheus-0')).toBe('silent');
      await story.receives(watchdog());
      await story.settle();
      expect(await story.incidents()).toMatchObject([
        { state: 'resolved', integration: 'prometheus-0', severity: 'critical' },
      ]);
      await forget(story);
      await story.told('ann by hook: Resolved by Prometheus itself');
    },
  );

  tell(
    'its end, which Alertmanager tells when Prometheus is gone, is no sign of life',
    world('prometheus-1'),
    async (story) => {
      await story.receives(watchdog());
      await story.passes('4m');
      await story.receives(watchdog('resolved'));
      await story.passes('1m');
      await story.reached('ann by hook: No signal from Prometheus itself');
      await forget(story);
    },
  );

  tell('other alerts of the same message are alerts', world('prometheus-2'), async (story) => {
    const answer = await story.receives(alertmanager([{ name: 'Watchdog' }, { name: 'DiskFull' }]));
    expect(answer).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(answer.incidents).toHaveLength(1);
    await story.reached('ann by hook: DiskFull');
    expect(await story.incident()).toMatchObject({ title: 'DiskFull', alerts: { firing: 1, total: 1 } });
    await forget(story);
  });

  tell('the tester says so', world('prometheus-3'), async (story) => {
    const { body } = await story.sidecar.api('POST', `integrations/${story.integration}/test`, { payload: watchdog() });
    expect(body).toMatchObject({
      alerts: [{ heartbeat: 'prometheus-3', escalation: null, routes: [{ route: 1, result: 'taken' }] }],
    });
    await forget(story);
  });
});

/** Else the heartbeat would fall silent on the way to the next story. */
async function forget(story: Story): Promise<void> {
  await story.change({ integration: { type: 'alertmanager' }, more: {} });
}
