import { describe, expect, it } from 'vitest';
import { integration, toIntegration } from '#contract/integrations/integration';
import { parse } from '#contract/base/schema';

const of = (type: string, sync: object) => parse(integration, { id: 'i', type, token: 't', policy: 'p', sync });
const lookup = {} as Parameters<typeof toIntegration>[1];

it.each([
  ['zabbix', { url: 'https://zabbix.example.com/zabbix/', token: 'x' }],
  ['icinga2', { url: 'https://icinga:5665', user: 'vigie', password: 'x' }],
  ['alertmanager', { url: 'http://am:9093', silence: '4h' }],
  ['grafana', { url: 'https://grafana.example.com', token: 'x', silence: '4h' }],
  ['grafana', { url: 'https://grafana.example.com', token: 'x' }],
  [
    'grafana',
    {
      url: 'https://grafana.example.com',
      token: 'x',
      account: { id: 2, token: 1, org: 1, expiresAt: '2026-12-24T00:00:00Z' },
    },
  ],
  ['nagios', {}],
])('%s', (type, sync) => {
  expect(of(type, sync)).toMatchObject({ ok: true });
});

it("becomes the domain's settings", () => {
  const parsed = of('alertmanager', { url: 'http://am:9093/', silence: '4h' });
  if (!parsed.ok) throw new Error('refused');
  expect(toIntegration(parsed.value, lookup).sync).toEqual({
    url: 'http://am:9093',
    token: null,
    user: null,
    password: null,
    ca: null,
    close: true,
    silence: 14_400_000,
  });
});

it('which service account the token is of is nothing to the domain', () => {
  const parsed = of('grafana', { url: 'https://g', token: 'x', account: { id: 2, token: 1, org: 1 } });
  if (!parsed.ok) throw new Error('refused');
  expect(parsed.value.sync?.account).toEqual({ id: 2, token: 1, org: 1, expiresAt: null });
  expect(toIntegration(parsed.value, lookup).sync).not.toHaveProperty('account');
});

describe('what is wrong is named', () => {
  it.each([
    ['zabbix', { url: 'https://z' }, 'sync.token', 'is missing; zabbix needs an API token'],
    [
      'zabbix',
      { url: 'z.example.com', token: 'x' },
      'sync.url',
      'must be a complete address such as https://zabbix.example.com, without ? and #',
    ],
    [
      'zabbix',
      { url: 'https://z', token: 'x', silence: '4h' },
      'sync.silence',
      'is not used by integrations of type zabbix',
    ],
    ['grafana', { url: 'https://g' }, 'sync.token', 'is missing; grafana needs an API token'],
    [
      'alertmanager',
      { url: 'https://a' },
      'sync.silence',
      'is missing; alertmanager needs how long a silence lasts, e.g. 4h',
    ],
    [
      'zabbix',
      { url: 'https://z', token: 'x', account: { id: 2, token: 1, org: 1 } },
      'sync.account',
      'is not used by integrations of type zabbix',
    ],
    ['nagios', { url: 'https://n' }, 'sync.url', 'is not used by integrations of type nagios'],
    ['webhook', {}, 'sync', 'is not known for integrations of type webhook: nothing can be told to them'],
    [
      'icinga2',
      { url: 'https://i', user: 'u', password: 'p', ca: 'x' },
      'sync.ca',
      'must be a certificate in PEM form (-----BEGIN CERTIFICATE-----)',
    ],
  ])('%s %j', (type, sync, path, message) => {
    expect(of(type, sync)).toEqual({ ok: false, problems: [expect.objectContaining({ path, message })] });
  });
});
