/** Alerting of the preview host answers as the Grafana 12.4 did that tests/captures/grafana-api are of. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Alertmanager } from './alerting/alertmanager.ts';
import type { Rule, Silence } from './alerting/alertmanager.ts';
import type { Host } from './server.ts';
import { startHost } from './server.ts';

const captured = <T>(name: string) =>
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../captures', name), 'utf8')) as T;
const bodyOf = <T>(name: string) => captured<{ body: T }>(`grafana-api/${name}.json`).body;

interface ShownRule {
  uid: string;
  name: string;
  query: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  isPaused: boolean;
  lastEvaluation: string;
  state: string;
  alerts?: Array<Omit<Rule['instances'][number], 'values' | 'valueString'>>;
}
interface ShownAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  fingerprint: string;
  startsAt: string;
  endsAt: string;
  updatedAt: string;
}
const GROUPS = bodyOf<{
  data: {
    groups: Array<{ name: string; file: string; folderUid: string; interval: number; rules: ShownRule[] }>;
    totals: object;
  };
}>('rules').data;
const ALERTS = bodyOf<ShownAlert[]>('alerts-one-silenced');
const SILENCES = bodyOf<Array<Silence & { status: object }>>('silences');

/** The rules that the captured Grafana had, with the values of the alerts that it sent. */
function rulesOfCapture(): Rule[] {
  return GROUPS.groups.flatMap(({ name: group, file: folder, folderUid, interval, rules }) =>
    rules.map(({ uid, name, query, labels, annotations, isPaused, lastEvaluation, alerts = [] }) => ({
      uid,
      name,
      group,
      folder,
      folderUid,
      interval,
      query,
      labels,
      annotations,
      isPaused,
      evaluatedAt: lastEvaluation.startsWith('0001') ? null : lastEvaluation,
      instances: alerts.map((one) => {
        const sent = ALERTS.find((alert) =>
          Object.entries(one.labels).every(([key, value]) => alert.labels[key] === value),
        );
        return {
          ...one,
          activeAt: sent?.startsAt ?? one.activeAt,
          values: JSON.parse(sent?.annotations.__values__ ?? '{}') as Record<string, number>,
          valueString: sent?.annotations.__value_string__ ?? '',
        };
      }),
    })),
  );
}

function alertmanagerOfCapture(): Alertmanager {
  const one = new Alertmanager(
    () => 'http://localhost:3000/',
    () => 'capture',
  );
  one.rules = rulesOfCapture();
  one.silences = SILENCES.map(({ status: _status, ...silence }) => silence);
  return one;
}

const AT = Date.parse('2026-11-27T00:05:30.000Z');

describe('the Alertmanager', () => {
  test('lists alerts as it was captured, one of them silenced', () => {
    // When the rules were evaluated last, and how a fingerprint is made, is Grafana's.
    const plain = (alerts: ShownAlert[]) =>
      alerts
        .map(({ fingerprint: _f, updatedAt: _u, endsAt: _e, ...rest }) => rest)
        .sort((a, b) => JSON.stringify(a.labels).localeCompare(JSON.stringify(b.labels)));
    const shown = alertmanagerOfCapture().shownAlerts(AT) as ShownAlert[];
    expect(plain(shown)).toEqual(plain(ALERTS));
    expect(Object.keys(shown[0] ?? {})).toEqual(Object.keys(ALERTS[0] ?? {}));
    expect(new Set(shown.map(({ fingerprint }) => fingerprint)).size).toBe(ALERTS.length);
  });

  test('lists silences as it was captured, with their states', () => {
    expect(alertmanagerOfCapture().shownSilences(AT)).toEqual(SILENCES);
  });

  test('lists rules as it was captured, also one that is paused', () => {
    const { data } = alertmanagerOfCapture().shownRules() as { data: typeof GROUPS };
    const plain = ({ groups }: typeof GROUPS) =>
      groups.map(({ name, file, folderUid, interval, rules }) => ({
        name,
        file,
        folderUid,
        interval,
        rules: rules.map(({ uid, state, isPaused, alerts = [] }) => ({
          uid,
          state,
          isPaused,
          alerts: alerts.map(({ labels, state: one }) => [labels, one]),
        })),
      }));
    expect(plain(data)).toEqual(plain(GROUPS));
    expect(data.totals).toEqual(GROUPS.totals);
    const keys = (from: typeof GROUPS) =>
      from.groups.map(({ rules }) =>
        rules.map((rule) =>
          Object.keys(rule)
            .filter((key) => key !== 'queriedDatasourceUIDs' && key !== 'keepFiringFor')
            .sort(),
        ),
      );
    expect(keys(data)).toEqual(keys(GROUPS));
  });

  test('after a start knows no alert until each rule is evaluated again, while the rules still fire', () => {
    const { seen } = captured<{
      seen: Array<{ alerts: number; uptime: null; rules: Array<[string, string, string, string]> }>;
    }>('grafana-api/after-restart.json');
    const one = alertmanagerOfCapture();
    one.restart();
    const states = () =>
      (one.shownRules() as { data: typeof GROUPS }).data.groups.flatMap(({ rules }) =>
        rules.map(({ name, state, lastEvaluation }) => [name, state, lastEvaluation.slice(0, 19)]),
      );
    const [atOnce] = seen;
    expect(one.shownAlerts()).toHaveLength(atOnce?.alerts ?? -1);
    expect(states().sort()).toEqual(atOnce?.rules.map(([name, state, , at]) => [name, state, at]).sort());
    one.evaluate('caperr');
    expect(one.shownAlerts()).toHaveLength(seen[2]?.alerts ?? -1);
    one.evaluate('capmulti');
    expect(one.shownAlerts()).toHaveLength(seen[3]?.alerts ?? -1);
    one.evaluate('cappause');
    expect(states().find(([name]) => name === 'PausedLater')?.[2], 'a paused rule is not').toMatch(/^0001/);
  });
});

describe('over HTTP', () => {
  let host: Host;
  beforeEach(async () => {
    host = await startHost({ line: '12', isApiOnly: true, dist: path.resolve(import.meta.dirname, '../../src') });
  });
  afterEach(() => host.close());

  async function ask(who: string, route: string, method = 'GET', body?: object) {
    const answer = await fetch(`${host.url}${route}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${who}:any`).toString('base64')}`,
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as never };
  }

  const API = '/api/alertmanager/grafana/api/v2';
  const silence = () => ({
    matchers: [{ name: 'host', value: 'web-2', isRegex: false, isEqual: true }],
    startsAt: '2026-01-01T00:00:00Z',
    endsAt: '2100-01-01T00:00:00Z',
    createdBy: 'ann',
    comment: 'looking',
  });

  test('its status says no uptime', async () => {
    const real = bodyOf<{ cluster: object; uptime: null; versionInfo: object }>('status');
    const { body } = await ask('admin', `${API}/status`);
    expect(body).toMatchObject({ cluster: real.cluster, uptime: null, versionInfo: real.versionInfo });
    expect(Object.keys(body).sort()).toEqual(Object.keys(real).sort());
  });

  test('Viewers read alerts and silence none; Editors do; an end in the past is refused', async () => {
    host.state.alertmanager.rules = rulesOfCapture();
    const refused = captured<{ status: number; body: { message: string; title: string } }>(
      'grafana-api/silence-refused-to-viewer.json',
    );
    expect(await ask('dee', `${API}/silences`, 'POST', silence())).toMatchObject({
      status: refused.status,
      body: { message: refused.body.message, title: refused.body.title, accessErrorId: expect.stringMatching(/^ACE/) },
    });
    const made = await ask('cleo', `${API}/silences`, 'POST', silence());
    expect(made).toMatchObject({ status: 202, body: { silenceID: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
    const { silenceID: id } = made.body as { silenceID: string };
    expect((await ask('dee', `${API}/alerts?filter=host%3D%22web-2%22`)).body).toMatchObject([
      { labels: { host: 'web-2' }, status: { state: 'suppressed', silencedBy: [id] } },
    ]);
    expect((await ask('dee', `${API}/alerts?silenced=false`)).body).toHaveLength(ALERTS.length - 1);
    expect((await ask('dee', `${API}/silence/${id}`, 'DELETE')).status).toBe(403);
    expect(await ask('cleo', `${API}/silence/${id}`, 'DELETE')).toEqual({
      status: 200,
      body: { message: 'silence deleted' },
    });
    expect((await ask('dee', `${API}/silence/${id}`)).body).toMatchObject({ status: { state: 'expired' } });
    expect(
      (await ask('cleo', `${API}/silences`, 'POST', { ...silence(), endsAt: '2026-01-01T00:00:00Z' })).status,
    ).toBe(400);
  });

  test('a test of a receiver sends what Grafana sent, and answers as it did', async () => {
    const asked = captured<{ body: Record<string, unknown> & { alerts: Array<Record<string, unknown>> } }>(
      'grafana-12.4/014-receiver-test.json',
    ).body;
    const came: Array<{ headers: IncomingHttpHeaders; body: typeof asked }> = [];
    const webhook = createServer(
      (request, response) =>
        void json(request).then(
          (body) => (came.push({ headers: request.headers, body: body as typeof asked }), response.end()),
        ),
    );
    await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
    const config = {
      uid: 'cap',
      name: 'capture',
      type: 'webhook',
      settings: {
        url: `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/in`,
        authorization_credentials: '[REDACTED]',
      },
    };
    const answer = await ask('cleo', '/api/alertmanager/grafana/config/api/v1/receivers/test', 'POST', {
      receivers: [{ name: 'capture', grafana_managed_receiver_configs: [config] }],
    });
    webhook.close();
    webhook.closeAllConnections();
    const { notified_at: _at, ...real } = bodyOf<Record<string, unknown>>('receiver-test');
    expect(answer).toMatchObject({ status: 200, body: real });
    expect(came[0]?.headers).toMatchObject({ authorization: 'Bearer [REDACTED]', 'user-agent': 'Grafana' });
    // Times, the version and where Grafana is.
    const plain = (body: typeof asked) =>
      JSON.parse(
        JSON.stringify({ ...body, appVersion: '', groupKey: '' })
          .replaceAll(/http:\/\/(?:localhost|127\.0\.0\.1):\d+/g, 'root')
          .replaceAll(/(from|to)=\d+/g, '$1=')
          .replaceAll(/"startsAt":"[^"]+"/g, '"startsAt":""'),
      ) as object;
    expect(plain(came[0]?.body as typeof asked)).toEqual(plain(asked));
  });

  test('a test that nobody answers gets 207, in the words of Grafana', async () => {
    const config = { uid: 'cap', name: 'capture', type: 'webhook', settings: { url: 'http://127.0.0.1:9/in' } };
    const real = captured<{ status: number; body: { receivers: object[] } }>(
      'grafana-api/receiver-test-unreachable.json',
    );
    expect(
      await ask('admin', '/api/alertmanager/grafana/config/api/v1/receivers/test', 'POST', {
        receivers: [{ name: 'capture', grafana_managed_receiver_configs: [config] }],
      }),
    ).toMatchObject({ status: real.status, body: { receivers: real.body.receivers } });
  });

  test('contact points are read by Viewers with their secrets redacted, and kept where a policy names them', async () => {
    const real = bodyOf<Array<{ name: string; settings: { hmacConfig?: object } }>>('contact-points');
    host.state.contactPoints = real.map((point) => ({
      ...point,
      settings: {
        ...point.settings,
        ...('authorization_credentials' in point.settings && {
          authorization_credentials: 'secret',
          hmacConfig: { ...point.settings.hmacConfig, secret: 'secret' },
        }),
      },
    })) as never;
    host.state.policies = bodyOf('policies');
    for (const who of ['admin', 'cleo', 'dee']) {
      expect((await ask(who, '/api/v1/provisioning/contact-points')).body, who).toEqual(real);
    }
    const inUse = captured<{ status: number; body: object }>('grafana-api/contact-point-in-use-not-deleted.json');
    expect(await ask('admin', '/api/v1/provisioning/contact-points/cap', 'DELETE')).toEqual({
      status: inUse.status,
      body: inUse.body,
    });
    expect(await ask('dee', '/api/v1/provisioning/contact-points/cap', 'DELETE')).toMatchObject({
      status: 403,
      body: { title: 'Access denied' },
    });
    expect((await ask('dee', '/api/v1/provisioning/policies')).body).toEqual(bodyOf('policies'));
  });
});
