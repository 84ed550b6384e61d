import { describe, expect, it } from 'vitest';
import type { Alert } from '#domain/incident/signal/alert';
import { capture, captures } from '../../../tests/captures/load.ts';
import { AT, expected, good, one, read, readPayload, reason, withoutRaw } from '../shared/source.fake.ts';

const ALERTMANAGER = { title: 'Alertmanager', url: 'http://vm:9093' };
const HIGH_CPU = '{}:{alertname="HighCPU", cluster="eu1"}';

const web1 = expected({
  fingerprint: '09ecacdae921e733',
  groupKey: HIGH_CPU,
  status: 'firing',
  severity: 'critical',
  title: 'CPU > 90% on web-1',
  description: 'line1\nline2 "quoted" <b>é</b>',
  labels: { alertname: 'HighCPU', cluster: 'eu1', instance: 'web-1:9100', job: 'node', severity: 'critical' },
  links: [
    { title: 'Runbook', url: 'https://runbooks.example/HighCPU' },
    { title: 'Source', url: 'http://prometheus.example:9090/graph?g0.expr=up%3D%3D0&g0.tab=1' },
    ALERTMANAGER,
  ],
  startsAt: Date.parse('2026-11-24T22:32:41.398Z'),
});
const web2 = expected({
  fingerprint: 'c05a05a26b4863ff',
  groupKey: HIGH_CPU,
  status: 'firing',
  severity: 'warning',
  title: 'CPU on web-2',
  labels: { alertname: 'HighCPU', cluster: 'eu1', instance: 'web-2:9100', job: 'node', severity: 'warning' },
  links: [{ title: 'Source', url: 'http://prometheus.example:9090/g' }, ALERTMANAGER],
  startsAt: Date.parse('2026-11-24T22:32:43.419Z'),
});

function disk(n: number, fingerprint: string): Omit<Alert, 'raw'> {
  return expected({
    fingerprint,
    groupKey: '{}:{alertname="DiskFull", cluster="eu2"}',
    status: 'firing',
    severity: 'critical',
    title: `disk ${n}`,
    labels: { alertname: 'DiskFull', cluster: 'eu2', instance: `db-${n}`, severity: 'critical' },
    links: [ALERTMANAGER],
    startsAt: Date.parse('2026-11-24T22:32:52.522Z'),
  });
}

function ungrouped(alertname: string, grouping: string, fingerprint: string, startsAt: string): Omit<Alert, 'raw'> {
  return expected({
    fingerprint,
    groupKey: `{}/{grouping="${grouping}"}:{alertname="${alertname}", grouping="${grouping}", instance="x1"}`,
    status: 'firing',
    severity: 'error',
    title: `${alertname} (x1)`,
    labels: { alertname, grouping, instance: 'x1' },
    links: [ALERTMANAGER],
    startsAt: Date.parse(startsAt),
  });
}

const noGroup = ungrouped('NoGroup', 'off', '6231dbbedf619824', '2026-11-24T22:32:54.536Z');
const authd = ungrouped('Authd', 'auth', '7662850730549bbd', '2026-11-24T22:32:55.547Z');
/** A resolution without annotations says nothing about title and severity, so the known ones stay. */
const over = { status: 'resolved', severity: null, title: null } as const;

const EXPECTED: Record<string, Omit<Alert, 'raw'>[]> = {
  'alertmanager/002-grouped-firing-1of1.json': [web1],
  'alertmanager/003-grouped-firing-2of2.json': [web1, web2],
  'alertmanager/004-grouped-firing-2of2-mixed.json': [
    { ...web1, status: 'resolved', description: null, links: [ALERTMANAGER] },
    web2,
  ],
  'alertmanager/006-grouped-firing-3of6.json': [
    disk(0, 'bd6a696422290f8c'),
    disk(1, '037b3190d48830e1'),
    disk(2, '4b83385339ac257e'),
  ],
  'alertmanager/007-nogroup-firing-1of1.json': [noGroup],
  'alertmanager/008-auth-firing-1of1.json': [authd],
  'alertmanager/009-grouped-firing-1of1.json': [
    expected({
      fingerprint: '6b1b6c441cbfcb37',
      groupKey: '{}:{alertname="utf8 ñ"}',
      status: 'firing',
      severity: 'error',
      title: 'utf8 ñ',
      labels: { '1bad-name': 'x', alertname: 'utf8 ñ' },
      links: [ALERTMANAGER],
      startsAt: Date.parse('2026-11-24T22:32:57.580Z'),
    }),
  ],
  'alertmanager/011-nogroup-resolved-1of1.json': [{ ...noGroup, ...over }],
  'alertmanager/012-auth-resolved-1of1.json': [{ ...authd, ...over }],
};

describe('captures', () => {
  it.each(captures('alertmanager'))('%s', (file) => {
    expect(readPayload('alertmanager', capture(file)).map(withoutRaw)).toEqual(EXPECTED[file]);
  });

  it('keeps of each alert its own part of the payload', () => {
    const payload = capture('alertmanager/003-grouped-firing-2of2.json');
    expect(readPayload('alertmanager', payload).map((alert) => alert.raw)).toEqual(
      (payload.body as { alerts: unknown[] }).alerts,
    );
  });
});

const firing = {
  status: 'firing',
  labels: { alertname: 'X', instance: 'a' },
  annotations: {},
  startsAt: '2026-02-03T08:00:00Z',
  endsAt: '0001-01-01T00:00:00Z',
  fingerprint: 'f1',
};
const resolved = { ...firing, status: 'resolved', endsAt: '2026-02-03T08:30:00Z' };
const group = (status: string, alerts: unknown[], more: object = {}) => ({
  status,
  alerts,
  groupKey: '{}:{}',
  truncatedAlerts: 0,
  ...more,
});

describe('truncated groups', () => {
  it('a resolved group stands for the alerts that were cut', () => {
    const [alert] = good(read('alertmanager', group('resolved', [resolved], { truncatedAlerts: 3 })));
    expect(alert).toMatchObject({ status: 'resolved', wholeGroup: true, groupKey: '{}:{}' });
  });

  it('a firing group resolves nothing that it does not name', () => {
    const alerts = good(
      read('alertmanager', group('firing', [firing, { ...resolved, fingerprint: 'f2' }], { truncatedAlerts: 3 })),
    );
    expect(alerts.map(({ status, wholeGroup }) => [status, wholeGroup])).toEqual([
      ['firing', false],
      ['resolved', false],
    ]);
  });

  it('an untruncated resolution stands for itself', () => {
    expect(one(read('alertmanager', group('resolved', [resolved]))).wholeGroup).toBe(false);
  });

  it('a resolution of which every alert was cut still resolves the group', () => {
    expect(one(read('alertmanager', group('resolved', [], { truncatedAlerts: 2 })))).toMatchObject({
      status: 'resolved',
      wholeGroup: true,
      groupKey: '{}:{}',
    });
  });
});

describe('what is missing', () => {
  it('without a fingerprint the labels tell alerts apart, in any order', () => {
    const { fingerprint: _, ...bare } = firing;
    const a = one(read('alertmanager', group('firing', [{ ...bare, labels: { alertname: 'X', instance: 'a' } }])));
    const b = one(
      read(
        'alertmanager',
        group('resolved', [{ ...bare, status: 'resolved', labels: { instance: 'a', alertname: 'X' } }]),
      ),
    );
    const c = one(read('alertmanager', group('firing', [{ ...bare, labels: { alertname: 'X', instance: 'b' } }])));
    expect(a.fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(b.fingerprint).toBe(a.fingerprint);
    expect(c.fingerprint).not.toBe(a.fingerprint);
  });

  it('without a group key the group labels make one, and without those each alert is its own', () => {
    const grouped = (alerts: unknown[]) => ({ status: 'firing', alerts, groupLabels: { alertname: 'X' } });
    const keys = good(read('alertmanager', grouped([firing, { ...firing, fingerprint: 'f2' }]))).map(
      (alert) => alert.groupKey,
    );
    expect(keys[0]).toMatch(/^group:/);
    expect(keys[1]).toBe(keys[0]);
    expect(
      good(read('alertmanager', { alerts: [firing, { ...firing, fingerprint: 'f2' }] })).map((alert) => alert.groupKey),
    ).toEqual(['f1', 'f2']);
  });

  it('an alert without a status takes the one of the group, else that of its end', () => {
    const { status: _, ...bare } = firing;
    expect(one(read('alertmanager', group('resolved', [bare]))).status).toBe('resolved');
    const ended = (endsAt: number) =>
      one(read('alertmanager', [{ ...bare, endsAt: new Date(endsAt).toISOString() }])).status;
    expect([ended(AT - 1), ended(AT + 1), one(read('alertmanager', [bare])).status]).toEqual([
      'resolved',
      'firing',
      'firing',
    ]);
  });

  it('an empty group is nothing', () => {
    expect(good(read('alertmanager', group('firing', [])))).toEqual([]);
  });
});

describe('severity and title', () => {
  it.each([
    [{ severity: 'page' }, {}, 'critical'],
    [{ priority: 'P2' }, {}, 'error'],
    [{ level: 'warn' }, {}, 'warning'],
    [{}, { severity: 'info' }, 'info'],
    [{ severity: 'purple', priority: 'high' }, {}, 'error'],
    [{ severity: 'purple' }, {}, 'error'],
  ])('labels %j, annotations %j: %s', (labels, annotations, severity) => {
    expect(
      one(read('alertmanager', group('firing', [{ ...firing, labels: { ...firing.labels, ...labels }, annotations }])))
        .severity,
    ).toBe(severity);
  });

  it('the name and where, without a summary', () => {
    const title = (labels: object, annotations: object = {}) =>
      one(read('alertmanager', group('firing', [{ ...firing, labels, annotations }]))).title;
    expect(title({ alertname: 'X' })).toBe('X');
    expect(title({ alertname: 'X', instance: 'a:1' })).toBe('X (a:1)');
    expect(title({ job: 'j', env: 'e' })).toBe('job=j env=e');
    expect(title({}, { message: 'disk full' })).toBe('disk full');
    expect(title({ alertname: 'X' }, { summary: 'two\nlines' })).toBe('two lines');
  });

  it('only web links', () => {
    const alert = one(
      read(
        'alertmanager',
        group('firing', [{ ...firing, generatorURL: 'javascript:alert(1)', annotations: { runbook_url: 'wiki/x' } }], {
          externalURL: 'http://am b/',
        }),
      ),
    );
    expect(alert.links).toEqual([]);
  });
});

describe('rejections say what and where', () => {
  it.each([
    [{}, /^alerts: missing;/],
    [{ alerts: {} }, /^alerts: is of type object, must be a list/],
    [{ alerts: null }, /^alerts: is null, must be a list/],
    [{ alerts: [firing, 7] }, /^alerts\[1\]: is of type number, must be an object/],
    [{ alerts: [firing, firing, { ...firing, labels: [] }] }, /^alerts\[2\]\.labels: is a list, must be an object/],
    [{ alerts: [{ status: 'firing' }] }, /^alerts\[0\]\.labels: missing/],
    ['text', /^alerts: the body is of type string/],
  ])('%j', (body, expectedReason) => {
    expect(reason(read('alertmanager', body))).toMatch(expectedReason);
  });
});
