/** What a real Grafana 12.4 sent, as people are told of it. */
import { expect } from 'vitest';
import { capture } from '../../captures/load.ts';
import { stories } from '../harness.ts';

const sent = (name: string) => capture(`grafana-12.4/${name}.json`).body;

stories('Alerts of Grafana, said as they are', (tell) => {
  const world = { integration: { type: 'grafana' as const }, steps: [{ notify: [{ rota: 'sre' }], wait: '1d' }] };

  tell('no data is paged as no data, and ends with its reason', world, async (story) => {
    await story.receives(sent('004-no-data-firing'));
    const [page] = await story.reached('ann by hook: No data: QueueDepth');
    expect(JSON.stringify(page?.hook?.body)).toContain('Queue too deep\\n\\nMore than 5 waiting.');
    await story.receives(sent('011-no-data-resolved'));
    const [news] = await story.told('ann by hook: Resolved by Scripts');
    expect(news?.text).toContain('the rule was changed');
    expect(await story.incident()).toMatchObject({
      state: 'resolved',
      title: 'No data: QueueDepth',
      titleReason: { reason: 'no-data', data: { rule: 'QueueDepth', more: 0 } },
    });
    expect((await story.timeline()).filter(({ kind }) => kind === 'resolved')).toMatchObject([
      { data: { ended: 'rule-updated' } },
    ]);
  });

  tell('a failed query is paged as such, with the error', world, async (story) => {
    await story.receives(sent('002-query-error-firing'));
    const [page] = await story.reached('ann by hook: Query failed: Latency');
    expect(JSON.stringify(page?.hook?.body)).toContain('Error: alert rule panic; please check the logs');
  });

  tell(
    'five instances are one incident with what they share; more that join are counted, those that end are not',
    world,
    async (story) => {
      const body = sent('001-five-instances-firing') as { alerts: unknown[] };
      await story.receives({ ...body, alerts: body.alerts.slice(0, 1) });
      await story.reached('ann by hook: Disk of db-1 is 97% full');
      expect(await story.incident()).toMatchObject({ labels: { host: 'db-1' }, titleReason: null });
      await story.receives(body);
      expect(await story.incident()).toMatchObject({
        title: 'DiskFull (team=sre) and 4 more',
        labels: { alertname: 'DiskFull', grafana_folder: 'Shop', severity: 'warning', team: 'sre' },
        alerts: { firing: 5 },
      });
      expect((await story.incident()).description).toContain('- host=web-3: Disk of web-3 is 88% full (A = 88, C = 1)');
      await story.receives(sent('008-two-of-five-recovered'));
      expect(await story.incident()).toMatchObject({ title: 'DiskFull (team=sre) and 4 more', alerts: { firing: 3 } });
    },
  );

  tell('a French reader has the title in French', { ...world, ann: { language: 'fr' } }, async (story) => {
    await story.receives(sent('004-no-data-firing'));
    await story.reached('ann by hook: Données absentes\u00a0: QueueDepth');
  });

  tell('a rule that was paused or deleted ends with that reason', world, async (story) => {
    for (const [firing, resolved, ended] of [
      ['006-firing-paused-later', '013-rule-paused-resolved', 'paused'],
      ['003-firing-deleted-later', '010-rule-deleted-resolved', 'rule-deleted'],
    ] as const) {
      await story.receives(sent(firing));
      await story.pagesOf('ann');
      await story.receives(sent(resolved));
      await story.told('ann by hook: Resolved by Scripts');
      expect((await story.timeline()).find(({ kind }) => kind === 'resolved')).toMatchObject({ data: { ended } });
    }
  });
});
