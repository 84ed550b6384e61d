/** Reads what a real Grafana 12.4 sent, as it was recorded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { groupSubject } from '#domain/incident/signal/group-subject';
import { capture, captures } from '../../../tests/captures/load.ts';
import { good, read, readPayload } from '../shared/source.fake.ts';
import { verifyHmac } from './hmac.ts';

const sent = (name: string) => readPayload('grafana', capture(`grafana-12.4/${name}.json`));
const recorded = captures('grafana-12.4');

it('no data and a failed query are titled as what they are, with everything the rule says of itself', () => {
  expect(sent('004-no-data-firing')).toMatchObject([
    {
      title: 'No data: QueueDepth',
      titleReason: { reason: 'no-data', data: { rule: 'QueueDepth', more: 0 } },
      description: 'Queue too deep\n\nMore than 5 waiting.',
      severity: 'warning',
      labels: { rulename: 'QueueDepth', grafana_folder: 'Shop', team: 'payments' },
    },
  ]);
  expect(sent('002-query-error-firing')).toMatchObject([
    {
      title: 'Query failed: Latency',
      titleReason: { reason: 'query-failed', data: { rule: 'Latency', more: 0 } },
      description: 'Latency too high\n\nError: alert rule panic; please check the logs for the full stack',
      severity: 'critical',
      labels: { rulename: 'Latency', grafana_folder: 'Shop' },
    },
  ]);
  expect(sent('007-error-became-a-real-firing')).toMatchObject([
    { title: 'Latency too high', labels: { alertname: 'Latency', grafana_folder: 'Shop' } },
  ]);
});

it('values are kept beside the description', () => {
  expect(sent('005-firing-with-dashboard-runbook-values')).toMatchObject([
    {
      title: 'Checkout: 12.5% of requests fail',
      description: 'More than **5%** of the requests answer 5xx.\nSee the dashboard.\n\nA = 12.5, C = 1',
      labels: { alertname: 'CheckoutErrors', grafana_folder: 'Shop' },
    },
  ]);
});

it('several instances are told by what they share, and each by what it has of its own', () => {
  expect(groupSubject(sent('001-five-instances-firing'))).toEqual({
    title: 'DiskFull (team=sre) and 4 more',
    titleReason: { reason: 'several', data: { title: 'DiskFull (team=sre)', more: 4 } },
    labels: { alertname: 'DiskFull', grafana_folder: 'Shop', severity: 'warning', team: 'sre' },
    description: [
      '- host=db-1: Disk of db-1 is 97% full (A = 97, C = 1)',
      '- host=db-2: Disk of db-2 is 85% full (A = 85, C = 1)',
      '- host=web-1: Disk of web-1 is 91% full (A = 91, C = 1)',
      '- host=web-2: Disk of web-2 is 93% full (A = 93, C = 1)',
      '- host=web-3: Disk of web-3 is 88% full (A = 88, C = 1)',
    ].join('\n'),
    // Of the first, but for the form that silences: it is for all of them.
    links: [
      { title: 'Source', url: 'http://localhost:3000/alerting/grafana/capmulti/view?orgId=1' },
      {
        title: 'Silence',
        url: 'http://localhost:3000/alerting/silence/new?alertmanager=grafana&matcher=__alert_rule_uid__%3Dcapmulti&matcher=severity%3Dwarning&matcher=team%3Dsre&orgId=1',
      },
      { title: 'Grafana', url: 'http://localhost:3000/' },
    ],
  });
  expect(groupSubject(sent('008-two-of-five-recovered'))).toMatchObject({ title: 'DiskFull (team=sre) and 2 more' });
});

it.each([
  ['010-rule-deleted-resolved', 'rule-deleted', 'the rule was deleted'],
  ['013-rule-paused-resolved', 'paused', 'the rule was paused'],
  ['012-recovered', 'rule-updated', 'the rule was changed'],
  ['011-no-data-resolved', 'rule-updated', 'the rule was changed'],
] as const)('%s says why it is over', (name, ended, note) => {
  expect(sent(name)).toMatchObject([{ status: 'resolved', ended, note }]);
});

it('a series that is gone is said to be; a state that this version does not know is not', () => {
  const resolved = (reason: string) =>
    good(
      read('grafana', {
        alerts: [{ status: 'resolved', labels: { alertname: 'X' }, annotations: { grafana_state_reason: reason } }],
      }),
    );
  expect(resolved('MissingSeries')).toMatchObject([{ ended: 'missing-series', note: 'what it measured is gone' }]);
  expect(resolved('Tomorrow')).toMatchObject([{ note: null }]);
  expect(resolved('Tomorrow')[0]).not.toHaveProperty('ended');
});

it('the organisation is told where it is not the first', () => {
  const labels = (orgId: number) =>
    good(read('grafana', { orgId, alerts: [{ status: 'firing', labels: { alertname: 'X' }, fingerprint: 'f' }] }))[0]
      ?.labels;
  expect([labels(1), labels(2)]).toEqual([{ alertname: 'X' }, { alertname: 'X', grafana_org: '2' }]);
});

it('the receiver test is a test', () => {
  expect(sent('014-receiver-test')).toMatchObject([
    { test: true, title: 'Notification test', description: 'B = 22, C = 1' },
  ]);
});

describe('signatures', () => {
  const signed = recorded.filter((file) => !file.includes('receiver-test'));
  it.each(signed)('%s', (file) => {
    const { headers, rawBody, receivedAt } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../tests/captures', file), 'utf8'),
    ) as { headers: [string, string][]; rawBody: string; receivedAt: string };
    const header = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1];
    const input = {
      secret: 'hmac-0123456789',
      signature: header('x-grafana-alerting-signature'),
      timestamp: header('x-grafana-alerting-signature-timestamp'),
      rawBody: Buffer.from(rawBody),
      machineNow: Date.parse(receivedAt),
    };
    expect([verifyHmac(input), verifyHmac({ ...input, secret: 'another' })]).toEqual(['ok', 'bad-signature']);
  });
});
