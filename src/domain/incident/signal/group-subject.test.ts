import { describe, expect, it } from 'vitest';
import type { Alert } from '#domain/incident/signal/alert';
import { groupSubject } from '#domain/incident/signal/group-subject';
import { queryTitle, titleIn } from '#domain/incident/signal/title';

function alert(labels: Record<string, string>, title: string, more: Partial<Alert> = {}): Alert {
  return {
    fingerprint: title,
    groupKey: 'g',
    status: 'firing',
    severity: null,
    title,
    description: null,
    labels,
    links: [],
    startsAt: null,
    problemId: null,
    actor: null,
    note: null,
    wholeGroup: false,
    test: false,
    raw: null,
    ...more,
  };
}
const noData = (rule: string) => {
  const labels = { alertname: 'DatasourceNoData', rulename: rule };
  const made = queryTitle(labels);
  return alert(labels, `No data: ${rule}`, made ? { titleReason: made } : {});
};

it('one that fires speaks for itself', () => {
  expect(groupSubject([])).toBeNull();
  expect(groupSubject([alert({}, 'A'), alert({}, 'B', { status: 'resolved' })])).toBeNull();
});

it('a summary that all share is the title; what they all say is said once', () => {
  const subject = groupSubject([
    alert({ host: 'a', x: '1' }, 'Down', { description: 'Call them.\nA = 1' }),
    alert({ host: 'b', x: '1' }, 'Down', { description: 'Call them.\nA = 2' }),
  ]);
  expect(subject).toEqual({
    title: 'Down and 1 more',
    titleReason: { reason: 'several', data: { title: 'Down', more: 1 } },
    labels: { x: '1' },
    description: 'Call them.\n\n- host=a: Down (A = 1)\n- host=b: Down (A = 2)',
    links: [],
  });
});

it('the name of the rule where their summaries differ; without one, the first of them', () => {
  expect(
    groupSubject([
      alert({ alertname: 'Disk', host: 'a' }, 'a is full'),
      alert({ alertname: 'Disk', host: 'b' }, 'b is full'),
    ])?.title,
  ).toBe('Disk and 1 more');
  expect(groupSubject([alert({}, 'a'), alert({}, 'b'), alert({}, 'c')])?.title).toBe('a and 2 more');
});

it('labels that route are not in the name of a group', () => {
  const labels = { alertname: 'DiskFull', oncall: 'sre', __alert_rule_uid__: 'u', site: 'paris' };
  expect(groupSubject([alert({ ...labels, host: 'a' }, 'a'), alert({ ...labels, host: 'b' }, 'b')])?.title).toBe(
    'DiskFull (site=paris) and 1 more',
  );
});

describe('the link that silences', () => {
  const form = 'https://grafana.example/alerting/silence/new?alertmanager=grafana';
  const silence = (...matchers: string[]) => ({
    title: 'Silence',
    url: `${form}${matchers.map((one) => `&matcher=${one}`).join('')}&orgId=1`,
  });
  const runbook = { title: 'Runbook', url: 'https://wiki.example/disk' };
  const linksOf = (...silences: Array<ReturnType<typeof silence>>) =>
    groupSubject(silences.map((one, i) => alert({}, String(i), { links: [runbook, one] })))?.links;

  it('silences all of them', () =>
    expect(
      linksOf(silence('rule%3Du', 'host%3Da', 'team%3Dsre'), silence('rule%3Du', 'host%3Db', 'team%3Dsre')),
    ).toEqual([runbook, silence('rule%3Du', 'team%3Dsre')]));

  it('is left out where none does', () => {
    expect(linksOf(silence('host%3Da'), silence('host%3Db'))).toEqual([runbook]);
    const endless = (own: string) => silence(own, ...Array.from({ length: 100 }, (_, i) => `label${i}%3Dx`));
    expect(linksOf(endless('host%3Da'), endless('host%3Db'))).toEqual([runbook]);
    const elsewhere = { ...silence('x'), url: 'https://other.example/silence/new?matcher=x' };
    expect(linksOf(silence('x'), elsewhere)).toEqual([runbook]);
  });
});

it('rules without data', () => {
  expect(groupSubject([noData('Queue'), noData('Orders')])).toMatchObject({
    title: 'No data: Queue and 1 more',
    titleReason: { reason: 'no-data', data: { rule: 'Queue', more: 1 } },
    labels: { alertname: 'DatasourceNoData' },
  });
});

it('a long list is cut', () => {
  const many = Array.from({ length: 12 }, (_, i) => alert({ host: `h${i}` }, `h${i} is down`));
  const lines = groupSubject(many)?.description?.split('\n') ?? [];
  expect([lines.length, lines.at(-1)]).toEqual([11, '- …']);
});

it('titles in French', () => {
  expect(titleIn('fr', { reason: 'no-data', data: { rule: 'Queue', more: 0 } })).toBe('Données absentes\u00a0: Queue');
  expect(titleIn('fr', { reason: 'query-failed', data: { rule: 'Queue', more: 1 } })).toBe(
    'Échec de la requête\u00a0: Queue et 1 autre',
  );
  expect(titleIn('fr', { reason: 'several', data: { title: 'Disk', more: 4 } })).toBe('Disk et 4 autres');
});

it.each([
  ['the name of what all of them have', { alertname: 'Disk', team: 'sre' }, 'Disk (team=sre) and 1 more'],
  ['not what is said anyhow', { alertname: 'Disk', grafana_folder: 'Infra', severity: 'error' }, 'Disk and 1 more'],
  ['an empty name is none', { alertname: '', team: 'sre' }, 'a is full and 1 more'],
  ['labels that are too long are left out', { alertname: 'Disk', team: 'x'.repeat(900) }, 'Disk and 1 more'],
  [
    'labels as long as can be are kept',
    { alertname: 'Disk', team: 'x'.repeat(900 - 'Disk (team=)'.length) },
    `Disk (team=${'x'.repeat(900 - 'Disk (team=)'.length)}) and 1 more`,
  ],
])('%s', (_what, labels, title) => {
  expect(
    groupSubject([alert({ ...labels, host: 'a' }, 'a is full'), alert({ ...labels, host: 'b' }, 'b is full')])?.title,
  ).toBe(title);
});

it('what they say that differs in nothing is not listed', () => {
  const same = () => alert({ host: 'a' }, 'Down', { description: 'Call them.' });
  expect(groupSubject([same(), same()])?.description).toBe('Call them.');
  expect(groupSubject([alert({}, 'Down'), alert({}, 'Down')])?.description).toBeNull();
});

it('ten are listed whole, eleven are not', () => {
  const lines = (count: number) =>
    groupSubject(
      Array.from({ length: count }, (_, i) => alert({ host: `h${i}` }, `h${i} is down`)),
    )?.description?.split('\n') ?? [];
  expect([lines(10).at(-1), lines(11).at(-1), lines(11).length]).toEqual(['- host=h9: h9 is down', '- …', 11]);
});

it('empty lines are not said twice', () => {
  expect(
    groupSubject([
      alert({ host: 'a' }, 'Down', { description: 'A\n\n ' }),
      alert({ host: 'b' }, 'Down', { description: 'B' }),
    ])?.description,
  ).toBe('- host=a: Down (A)\n- host=b: Down (B)');
});

it.each([
  [
    { alertname: 'DatasourceNoData', rulename: 'Queue' },
    { reason: 'no-data', data: { rule: 'Queue', more: 0 } },
  ],
  [
    { alertname: 'DatasourceError', rulename: 'Queue' },
    { reason: 'query-failed', data: { rule: 'Queue', more: 0 } },
  ],
  [{ alertname: 'DatasourceError', rulename: '' }, null],
  [{ alertname: 'DatasourceError' }, null],
  [{ alertname: 'Disk', rulename: 'Queue' }, null],
  [{}, null],
])('of %o the title is %o', (labels, title) => {
  expect(queryTitle(labels as Record<string, string>)).toEqual(title);
});
