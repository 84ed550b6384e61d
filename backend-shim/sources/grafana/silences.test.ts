/** Checks conclusions from what a real Grafana 12.4 answered. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MINUTE } from '#domain/time/duration';
import type { ReconcileRequest, OpenAlert } from '../../ports/source-sync.ts';
import { askingOf, fakePaths, openAlert } from '../shared/telling.fake.ts';
import { sync } from './sync.ts';

const answer = (name: string) =>
  (
    JSON.parse(readFileSync(join(import.meta.dirname, `../../../tests/captures/grafana-api/${name}.json`), 'utf8')) as {
      body: unknown;
    }
  ).body;
/** The time of the recorded answers. */
const THEN = Date.parse('2026-11-27T00:05:27Z');
const ALERTS = '/api/v2/alerts';
const SILENCES = '/api/v2/silences';
const RULES = '/api/prometheus/grafana/api/v1/rules';
const recorded = { [ALERTS]: answer('alerts-one-silenced'), [SILENCES]: answer('silences'), [RULES]: answer('rules') };

const disk = (host: string, more: Partial<OpenAlert> = {}) =>
  openAlert({
    fingerprint: host,
    groupKey: 'disk',
    problemId: null,
    labels: { alertname: 'DiskFull', grafana_folder: 'Shop', host, severity: 'warning', team: 'sre' },
    ...more,
  });
const about = (rule: string, alertname: string, more: Partial<OpenAlert> = {}) =>
  openAlert({
    fingerprint: rule,
    problemId: null,
    labels: { alertname, rulename: rule, grafana_folder: 'Shop', severity: 'warning', team: 'payments' },
    ...more,
  });
const lone = (alertname: string, severity: string, more: Partial<OpenAlert> = {}) =>
  openAlert({
    fingerprint: alertname,
    problemId: null,
    labels: { alertname, grafana_folder: 'Shop', severity },
    ...more,
  });

async function ask(open: OpenAlert[], paths: Record<string, unknown> = recorded, more: Partial<ReconcileRequest> = {}) {
  const api = fakePaths(paths);
  const asked = await sync.reconcile?.(api.caller, askingOf('grafana', open, { now: THEN, ...more }));
  return {
    asked,
    closed: asked?.ok ? asked.closed.map(({ fingerprint, ended }) => `${fingerprint} ${ended}`) : [],
    silenced: asked?.ok ? asked.silenced : null,
    paths: api.requests.map(({ url }) => new URL(url).pathname.split('/').at(-1)),
  };
}

it('who silenced what, and until when; nobody else is', async () => {
  const { silenced, closed, paths } = await ask([disk('web-2'), disk('db-1')], {
    ...recorded,
    [RULES]: { data: { groups: [] } },
  });
  expect(silenced).toEqual([
    {
      incident: 'i1',
      fingerprint: 'web-2',
      silence: { by: 'admin', comment: 'looking at it', until: Date.parse('2026-11-27T01:05:26Z') },
    },
  ]);
  expect(closed).toEqual([]);
  expect(paths).toEqual(['alerts', 'silences', 'rules']);
});

it('what Vigie silenced is not silenced by hand', async () => {
  const ids = ['8fb682cb-3f14-4666-92d8-452a53963005'];
  expect((await ask([disk('web-2', { memory: ids })])).silenced).toEqual([]);
  const silences = (answer('silences') as object[]).map((one) => ({ ...one, createdBy: 'Ann Martin (Vigie)' }));
  expect((await ask([disk('web-2')], { ...recorded, [SILENCES]: silences })).silenced).toEqual([]);
});

it('no alert at all after a restart is no recovery: its rule says what fires, evaluated or not', async () => {
  const restarted = {
    ...recorded,
    [ALERTS]: [],
    [RULES]: JSON.parse(
      JSON.stringify(answer('rules')).replaceAll(
        /"lastEvaluation":"2026[^"]*"/g,
        '"lastEvaluation":"0001-01-01T00:00:00Z"',
      ),
    ) as unknown,
  };
  const silenced = [disk('db-1', { memory: ['s1'] }), disk('web-1', { memory: ['s1'] })];
  expect((await ask(silenced, restarted)).closed).toEqual([]);
  // Both rules were evaluated: web-1 is normal, and db-1 fires although the Alertmanager does not know it yet.
  expect((await ask(silenced, { ...recorded, [ALERTS]: [] })).closed).toEqual(['web-1 asked']);
});

it('what is over is closed where Grafana may not tell: silenced by Vigie, by hand before, by a silence that is still there, or over for long', async () => {
  expect((await ask([disk('web-1')])).closed).toEqual([]);
  expect((await ask([disk('web-1', { memory: ['s1'] })])).closed).toEqual(['web-1 asked']);
  expect((await ask([disk('web-1', { isSilenced: true })])).closed).toEqual(['web-1 asked']);
  expect((await ask([disk('web-1')], recorded, { now: Date.parse('2026-11-27T00:14:00Z') })).closed).toEqual([
    'web-1 asked',
  ]);
  const by = (matchers: object[]) => ({
    ...recorded,
    [SILENCES]: [{ id: 'x', createdBy: 'zoe', endsAt: '2026-11-27T02:00:00Z', status: { state: 'active' }, matchers }],
  });
  const matcher = (name: string, value: string, isRegex = false, isEqual = true) => ({ name, value, isRegex, isEqual });
  expect(
    (
      await ask(
        [disk('web-1')],
        by([
          matcher('__alert_rule_uid__', 'capmulti'),
          matcher('host', 'web-.', true),
          matcher('host', 'db-1', false, false),
        ]),
      )
    ).closed,
  ).toEqual(['web-1 asked']);
  expect((await ask([disk('web-1')], by([matcher('host', 'web', true)]))).closed).toEqual([]);
});

it('no data and failed queries are over when the rule measures again; a paused rule is over; a series that is gone is', async () => {
  const silenced = { isSilenced: true };
  expect(
    (await ask([about('QueueDepth', 'DatasourceNoData', silenced), about('Latency', 'DatasourceError', silenced)]))
      .closed,
  ).toEqual(['QueueDepth asked', 'Latency asked']);
  expect((await ask([lone('PausedLater', 'error', silenced)])).closed).toEqual(['PausedLater paused']);
  expect((await ask([disk('web-9', silenced)])).closed).toEqual(['web-9 missing-series']);
});

it('a rule that is not in the answer proves nothing, unless it was there before', async () => {
  const absences = new Map();
  const open = [lone('Elsewhere', 'error', { memory: ['s1'] })];
  for (let i = 0; i < 10; i++) {
    expect((await ask(open, recorded, { absences, now: THEN + i * MINUTE })).closed).toEqual([]);
  }
  const later = new Map();
  const silenced = [disk('web-2')];
  await ask(silenced, recorded, { absences: later });
  const gone = { ...recorded, [ALERTS]: [], [RULES]: { data: { groups: [] } } };
  const closed = [];
  for (let i = 1; i <= 3; i++) {
    closed.push(
      (await ask([{ ...disk('web-2'), isSilenced: true }], gone, { absences: later, now: THEN + i * MINUTE })).closed,
    );
  }
  expect(closed).toEqual([[], [], ['web-2 rule-deleted']]);
});

it('what does not answer, or not with what it should, is said', async () => {
  expect((await ask([disk('web-2')], {})).asked).toEqual({ ok: false, detail: 'alerts: HTTP 404' });
  expect((await ask([disk('web-1')], { ...recorded, [RULES]: [] })).asked).toEqual({
    ok: false,
    detail: 'rules: the answer is not the list that it should be',
  });
  expect((await ask([disk('web-1')], { ...recorded, [SILENCES]: { message: 'no' } })).asked).toEqual({
    ok: false,
    detail: 'silences: the answer is not the list that it should be',
  });
});

it('nothing open, nothing asked; one question for the alerts of a rule, one for all where there are many rules', async () => {
  expect((await ask([])).paths).toEqual([]);
  expect(
    (await ask([disk('web-2'), disk('db-1'), disk('web-3')])).paths.filter((path) => path === 'alerts'),
  ).toHaveLength(1);
  const many = Array.from({ length: 30 }, (_, i) => lone(`Rule${i}`, 'error'));
  expect((await ask(many)).paths.filter((path) => path === 'alerts')).toHaveLength(1);
});

it('the organisation is no label there', async () => {
  expect((await ask([disk('web-2', { labels: { ...disk('web-2').labels, grafana_org: '2' } })])).silenced).toHaveLength(
    1,
  );
});
