/** What Grafana and Prometheus are given to watch Vigie with, tried on a real Prometheus. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/waiting.ts';
import { prometheusMissing, startPrometheusWith } from './support/alertmanager.ts';
import type { Prometheus } from './support/alertmanager.ts';
import { startSpine, token } from './support/spine.ts';
import type { Spine } from './support/spine.ts';

const provisioning = (file: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../../provisioning', file), 'utf8');

interface Dashboard {
  panels: Array<{ title: string; targets?: Array<{ expr: string }> }>;
}
const dashboard = JSON.parse(provisioning('dashboards/vigie.json')) as Dashboard;
const expressions = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => ({ title, expr: expr.replaceAll('$__rate_interval', '1m').replaceAll('$job', '.*') })),
);

describe.skipIf(prometheusMissing !== null)(
  `Prometheus watches Vigie${prometheusMissing ? ` (skipped: ${prometheusMissing})` : ''}`,
  () => {
    let spine: Spine;
    let prometheus: Prometheus;

    beforeAll(async () => {
      spine = await startSpine({
        integrations:
          'integrations: [{ id: hook, name: Hook, type: webhook, team: sre, token: $VIGIE_INGEST_HOOK, policy: sre }]',
        env: { VIGIE_INGEST_HOOK: token },
      });
      await spine.sidecar.ingest(token, { id: 'a', title: 'Disk full', severity: 'critical' });
      const config = provisioning('prometheus/prometheus.yml')
        .replace('sidecar:8723', new URL(spine.sidecar.url).host)
        .replace('scrape_interval: 15s', 'scrape_interval: 1s');
      prometheus = await startPrometheusWith({
        'prometheus.yml': `global: { evaluation_interval: 1s }\n${config}`,
        'vigie-rules.yml': provisioning('prometheus/vigie-rules.yml'),
      });
    });
    afterAll(async () => {
      await prometheus?.stop();
      await spine?.stop();
    });

    const ask = async <T>(route: string): Promise<T> =>
      (await (await fetch(`${prometheus.url}/api/v1/${route}`)).json()) as T;
    const value = async (expr: string) => {
      const answer = await ask<{
        status: string;
        error?: string;
        data?: { result: Array<{ value: [number, string] }> };
      }>(`query?query=${encodeURIComponent(expr)}`);
      expect(answer.status, `${expr}: ${answer.error}`).toBe('success');
      return answer.data?.result ?? [];
    };

    it('scrapes it, and every panel of the dashboard asks what Prometheus understands', async () => {
      await until(
        'the open incident is seen',
        async () => (await value('sum(vigie_incidents{state="open"})'))[0]?.value[1] === '1',
      );
      for (const { expr } of expressions) await value(expr);
      const shown = ['Open incidents', 'Nobody answered', 'Late steps', 'Channels down', 'Memory and database'];
      for (const { title, expr } of expressions.filter((one) => shown.includes(one.title))) {
        expect((await value(expr)).length, `${title}: ${expr}`).toBeGreaterThan(0);
      }
    });

    it('takes all rules, and they name metrics that there are', async () => {
      const { data } = await ask<{
        data: { groups: Array<{ rules: Array<{ name: string; query: string; health: string }> }> };
      }>('rules');
      const rules = data.groups.flatMap((group) => group.rules);
      expect(rules.length).toBeGreaterThan(5);
      const known = (await ask<{ data: string[] }>('label/__name__/values')).data;
      const metrics =
        (await (await fetch(`${spine.sidecar.url}/metrics`)).text())
          .match(/^# TYPE (\S+)/gm)
          ?.map((line) => line.slice(7)) ?? [];
      const there = new Set([...known, ...metrics]);
      const named = [...rules.map((rule) => rule.query), ...expressions.map((one) => one.expr)].flatMap(
        (text) => text.match(/\bvigie_\w+/g) ?? [],
      );
      expect(
        [...new Set(named)].filter((name) => !there.has(name) && !there.has(name.replace(/_bucket$/, ''))),
      ).toEqual([]);
    });
  },
);
