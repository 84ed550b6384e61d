/** The stand-in has nothing that the recorded Grafana 12.4 has not. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SilencingMonitor } from './silencing-monitor.ts';

let monitor: SilencingMonitor;
beforeEach(async () => {
  monitor = await SilencingMonitor.start();
  monitor.fires('2026-02-01T09:00:00Z', 'web-1', 'web-2');
  monitor.silence('zoe', 'known', '2026-02-01T10:00:00Z', 'web-1');
});
afterEach(() => monitor.stop());

const recorded = (name: string) =>
  (
    JSON.parse(readFileSync(path.join(import.meta.dirname, `../captures/grafana-api/${name}.json`), 'utf8')) as {
      body: unknown;
    }
  ).body;
const asked = async (below: string, init?: RequestInit) =>
  (await fetch(`${monitor.url}${below}`, init)).json() as Promise<unknown>;

/** Paths of all values with their types; items of lists count as one, keys of labels and annotations as any. */
function shapeOf(value: unknown, at = '', found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) {
    value.forEach((item) => shapeOf(item, `${at}[]`, found));
  } else if (typeof value === 'object' && value !== null) {
    const isFree = /\.(labels|annotations)$/.test(at);
    Object.entries(value).forEach(([key, item]) => shapeOf(item, isFree ? `${at}.*` : `${at}.${key}`, found));
  } else {
    found.add(`${at}: ${value === null ? 'null' : typeof value}`);
  }
  return found;
}

it.each([
  ['/api/alertmanager/grafana/api/v2/alerts', 'alerts-one-silenced'],
  ['/api/alertmanager/grafana/api/v2/silences', 'silences'],
  ['/api/alertmanager/grafana/api/v2/status', 'status'],
  ['/api/prometheus/grafana/api/v1/rules', 'rules'],
])('%s', async (below, name) => {
  const real = shapeOf(recorded(name));
  expect([...shapeOf(await asked(below))].filter((one) => !real.has(one))).toEqual([]);
});

it('a silence is made and removed', async () => {
  const made = await asked('/api/alertmanager/grafana/api/v2/silences', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ matchers: [], startsAt: '', endsAt: '', createdBy: 'ann (Vigie)', comment: '' }),
  });
  expect([...shapeOf(made)]).toEqual([...shapeOf(recorded('silence-made'))]);
  expect(monitor.active).toEqual(['s1 by zoe', 's2 by ann (Vigie)']);
  await asked('/api/alertmanager/grafana/api/v2/silence/s2', { method: 'DELETE' });
  expect(monitor.active).toEqual(['s1 by zoe']);
});

it('after a restart there is no alert, as recorded, and the rule fires without having been evaluated', async () => {
  const { seen } = JSON.parse(
    readFileSync(path.join(import.meta.dirname, '../captures/grafana-api/after-restart.json'), 'utf8'),
  ) as { seen: Array<{ alerts: number; uptime: null; rules: Array<[string, string, string, string]> }> };
  expect(seen[0]).toMatchObject({ alerts: 0, uptime: null });
  expect(seen[0]?.rules).toContainEqual(['DiskFull', 'firing', 'ok', '0001-01-01T00:00:00']);
  monitor.restarts('2026-02-01T09:30:00Z');
  expect(await asked('/api/alertmanager/grafana/api/v2/alerts')).toEqual([]);
  expect(await asked('/api/prometheus/grafana/api/v1/rules')).toMatchObject({
    data: { groups: [{ rules: [{ state: 'firing', health: 'ok', lastEvaluation: '0001-01-01T00:00:00Z' }] }] },
  });
  monitor.evaluates();
  expect(await asked('/api/alertmanager/grafana/api/v2/alerts')).toHaveLength(2);
});
