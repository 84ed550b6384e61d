import { expect, test } from 'vitest';
import { environmentValue, loadConfig, SERVICE_LINK } from './config.ts';
import { VARIABLES } from './settings.ts';
import { isLoopback } from './values.ts';
import type { ConfigProblem } from './values.ts';
import type { ConfigInputs } from './config.ts';

const files: Record<string, string> = { '/run/token': 'token-from-a-file-0123456789\n', '/run/empty': '\n' };
const inputs: ConfigInputs = { readFile: (path) => files[path] ?? null };

function configOf(env: Record<string, string>) {
  const loaded = loadConfig(env, inputs);
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  return loaded.config;
}

function problems(env: Record<string, string>, more: Partial<ConfigInputs> = {}): string[] {
  const loaded = loadConfig(env, { ...inputs, ...more });
  return loaded.ok ? [] : loaded.problems.map(({ variable, message }) => `${variable} ${message}`);
}

test('an empty environment gives the documented defaults', () => {
  expect(configOf({ PATH: '/bin', HOME: '/root' })).toEqual({
    listen: { host: '127.0.0.1', port: 8723 },
    publicListen: null,
    publicUrl: 'http://localhost:8723',
    database: { kind: 'sqlite', path: './data/vigie.db' },
    provisioning: './provisioning/vigie',
    allowEmpty: false,
    apiToken: null,
    pluginToken: null,
    secretKey: null,
    secretKeyPrevious: null,
    apiTokenPrevious: null,
    pluginTokenPrevious: null,
    metricsToken: null,
    grafana: { url: null, token: null, orgs: [1] },
    smtpUrl: null,
    mailFrom: null,
    push: { services: null, key: null, subject: null },
    outgoingAllow: [],
    heartbeatUrl: null,
    retention: { incidents: 396 * 86_400_000, payloads: 30 * 86_400_000, audit: 1830 * 86_400_000 },
    viewersAcknowledge: false,
    sleep: { from: 22 * 3_600_000, to: 8 * 3_600_000 },
    shadow: false,
    ofModules: {},
    pluginZip: null,
    logLevel: 'info',
    clock: 'system',
    mailIn: null,
    snmp: null,
  });
});

test('everything set', () => {
  const config = configOf({
    VIGIE_LISTEN: '[::1]:9000',
    VIGIE_PUBLIC_LISTEN: ':9001',
    VIGIE_PUBLIC_URL: 'https://oncall.example.com/vigie/',
    VIGIE_DATABASE_URL: 'postgres://vigie:p@db/vigie',
    VIGIE_PROVISIONING: '/etc/vigie',
    VIGIE_PROVISIONING_ALLOW_EMPTY: 'true',
    VIGIE_API_TOKEN_FILE: '/run/token',
    VIGIE_PLUGIN_TOKEN: 'token-of-the-plugin-0123456789',
    VIGIE_SECRET_KEY: 'k'.repeat(32),
    VIGIE_SECRET_KEY_PREVIOUS: 'p'.repeat(32),
    VIGIE_API_TOKEN_PREVIOUS: 'a'.repeat(24),
    VIGIE_PLUGIN_TOKEN_PREVIOUS: 'b'.repeat(24),
    VIGIE_METRICS_TOKEN: 'm'.repeat(24),
    VIGIE_GRAFANA_URL: 'http://grafana:3000',
    VIGIE_GRAFANA_TOKEN: 'glsa_x',
    VIGIE_GRAFANA_ORGS: '1, 4',
    VIGIE_SMTP_URL: 'smtp://u:p@mail:587',
    VIGIE_MAIL_FROM: 'Vigie <vigie@example.com>',
    VIGIE_RETENTION_INCIDENTS: '90d',
    VIGIE_RETENTION_PAYLOADS: '7d',
    VIGIE_RETENTION_AUDIT: '800d',
    VIGIE_HEARTBEAT_URL: 'https://hc.example.com/ping/abc?x=1',
    VIGIE_PUSH_SERVICES: 'fcm.googleapis.com, *.push.apple.com http://push.lan:8080',
    VIGIE_PUSH_KEY: 'k'.repeat(43),
    VIGIE_PUSH_SUBJECT: 'mailto:ops@example.com',
    VIGIE_OUTGOING_ALLOW: '10.0.0.0/8, ::1',
    VIGIE_VIEWERS_ACKNOWLEDGE: 'true',
    VIGIE_SLEEP_HOURS: '21:00-06:30',
    VIGIE_SHADOW: 'true',
    VIGIE_LOG_LEVEL: 'debug',
    VIGIE_CLOCK: 'system',
    VIGIE_SMTP_LISTEN: ':25',
    VIGIE_SMTP_DOMAIN: 'Vigie.example.com, alerts.example.com',
    VIGIE_SMTP_TLS_CERT: '/tls/cert.pem',
    VIGIE_SMTP_TLS_KEY: '/tls/key.pem',
    VIGIE_SMTP_TLS: 'required',
    VIGIE_SMTP_AUTH: 'monitor:pass:word',
    VIGIE_SNMP_LISTEN: '0.0.0.0:162',
    VIGIE_PLUGIN_ZIP: '/srv/vigie-oncall-app.zip',
  });
  expect(config).toEqual({
    listen: { host: '::1', port: 9000 },
    publicListen: { host: '0.0.0.0', port: 9001 },
    publicUrl: 'https://oncall.example.com/vigie',
    database: { kind: 'postgres', urls: ['postgres://vigie:p@db/vigie'] },
    provisioning: '/etc/vigie',
    allowEmpty: true,
    apiToken: 'token-from-a-file-0123456789',
    pluginToken: 'token-of-the-plugin-0123456789',
    secretKey: 'k'.repeat(32),
    secretKeyPrevious: 'p'.repeat(32),
    apiTokenPrevious: 'a'.repeat(24),
    pluginTokenPrevious: 'b'.repeat(24),
    metricsToken: 'm'.repeat(24),
    grafana: { url: 'http://grafana:3000', token: 'glsa_x', orgs: [1, 4] },
    smtpUrl: 'smtp://u:p@mail:587',
    mailFrom: 'Vigie <vigie@example.com>',
    retention: { incidents: 90 * 86_400_000, payloads: 7 * 86_400_000, audit: 800 * 86_400_000 },
    push: {
      services: ['fcm.googleapis.com', '*.push.apple.com', 'http://push.lan:8080'],
      key: 'k'.repeat(43),
      subject: 'mailto:ops@example.com',
    },
    outgoingAllow: ['10.0.0.0/8', '::1'],
    heartbeatUrl: 'https://hc.example.com/ping/abc?x=1',
    viewersAcknowledge: true,
    sleep: { from: 21 * 3_600_000, to: 6.5 * 3_600_000 },
    shadow: true,
    ofModules: {},
    pluginZip: '/srv/vigie-oncall-app.zip',
    logLevel: 'debug',
    clock: 'system',
    mailIn: {
      listen: { host: '0.0.0.0', port: 25 },
      domains: ['vigie.example.com', 'alerts.example.com'],
      tls: { mode: 'required', cert: '/tls/cert.pem', key: '/tls/key.pem' },
      auth: { user: 'monitor', password: 'pass:word' },
    },
    snmp: { host: '0.0.0.0', port: 162 },
  });
});

test.each([
  ['sqlite:./data/vigie.db', './data/vigie.db'],
  ['sqlite:/var/lib/vigie.db', '/var/lib/vigie.db'],
  ['sqlite:///var/lib/vigie.db', '/var/lib/vigie.db'],
])('%s is the file %s', (url, path) => {
  expect(configOf({ VIGIE_DATABASE_URL: url }).database).toEqual({ kind: 'sqlite', path });
});

test('an empty variable counts as not set', () => {
  expect(configOf({ VIGIE_GRAFANA_URL: '', VIGIE_API_TOKEN: '' })).toMatchObject({
    apiToken: null,
    grafana: { url: null },
  });
});

test.each([
  [{ VIGIE_LISTEN: '8723' }, /^VIGIE_LISTEN must be host:port, such as 127\.0\.0\.1:8723/],
  [{ VIGIE_LISTEN: 'localhost:99999' }, /^VIGIE_LISTEN must be host:port/],
  [{ VIGIE_PUBLIC_URL: 'oncall.example.com' }, /^VIGIE_PUBLIC_URL must be an address such as https:/],
  [
    { VIGIE_GRAFANA_URL: 'https://admin:secret@grafana' },
    /^VIGIE_GRAFANA_URL must be an address .*without credentials/,
  ],
  [{ VIGIE_DATABASE_URL: 'mysql://x' }, /^VIGIE_DATABASE_URL must be sqlite:<path>/],
  [{ VIGIE_DATABASE_URL: 'sqlite::memory:' }, /^VIGIE_DATABASE_URL must be a file/],
  [{ VIGIE_DATABASE_URL: 'postgres://u:p#x@host:port/db' }, /^VIGIE_DATABASE_URL is not a valid postgres:\/\/ address/],
  [{ VIGIE_DATABASE_URL: 'postgres://one,,two/d' }, /^VIGIE_DATABASE_URL is not a valid postgres:\/\/ address/],
  [
    { VIGIE_DATABASE_URL: 'postgres://one,two/d?target_session_attrs=prefer-standby' },
    /^VIGIE_DATABASE_URL must have target_session_attrs=read-write or none/,
  ],
  [{ VIGIE_DATABASE_URL: 'postgres:///d?host=a,b,c&port=1,2' }, /^VIGIE_DATABASE_URL must name each server once/],
  [{ VIGIE_DATABASE_URL: 'postgres://a,b/d?host=a,b' }, /^VIGIE_DATABASE_URL must name each server once/],
  [{ VIGIE_API_TOKEN: 'a b' }, /^VIGIE_API_TOKEN must be URL-safe text/],
  [{ VIGIE_PLUGIN_TOKEN: 'a b' }, /^VIGIE_PLUGIN_TOKEN must be URL-safe text/],
  [
    { VIGIE_API_TOKEN: 'the-same-long-random-text-0123', VIGIE_PLUGIN_TOKEN: 'the-same-long-random-text-0123' },
    /^VIGIE_PLUGIN_TOKEN must differ from VIGIE_API_TOKEN/,
  ],
  [{ VIGIE_SECRET_KEY: 'short' }, 'VIGIE_SECRET_KEY must have at least 32 characters'],
  [{ VIGIE_GRAFANA_ORGS: '1,main' }, /^VIGIE_GRAFANA_ORGS must be ids of Grafana organisations/],
  [{ VIGIE_SMTP_URL: 'mail.example.com:25' }, /^VIGIE_SMTP_URL must be smtp:\/\//],
  [{ VIGIE_MAIL_FROM: 'Vigie' }, /^VIGIE_MAIL_FROM must be a mail address/],
  [{ VIGIE_OUTGOING_ALLOW: '10.0.0.0/8,lan' }, /^VIGIE_OUTGOING_ALLOW must be networks .* "lan" is none/],
  [{ VIGIE_LOG_LEVEL: 'inf' }, /^VIGIE_LOG_LEVEL must be one of .* Did you mean "info"\?/],
  [{ VIGIE_CLOCK: 'fake' }, /^VIGIE_CLOCK must be one of system, manual/],
  [
    { VIGIE_API_TOKEN: 'a', VIGIE_API_TOKEN_FILE: '/run/token' },
    'VIGIE_API_TOKEN is set, and so is VIGIE_API_TOKEN_FILE; keep one of the two',
  ],
  [{ VIGIE_API_TOKEN_FILE: '/run/missing' }, /^VIGIE_API_TOKEN can't be read from the file/],
  [{ VIGIE_API_TOKEN_FILE: '/run/empty' }, /^VIGIE_API_TOKEN can't be read from the file .* or that file is empty/],
  [{ VIGIE_LISEN: 'x' }, /^VIGIE_LISEN is not a setting.* Did you mean "VIGIE_LISTEN"\?/],
  [{ VIGIE_PUBLIC_LISTEN: '127.0.0.1:8723' }, 'VIGIE_PUBLIC_LISTEN must differ from VIGIE_LISTEN'],
  [{ VIGIE_SMTP_LISTEN: ':25', VIGIE_SMTP_TLS_CERT: '/c' }, /^VIGIE_SMTP_TLS_KEY is not set, but the other/],
  [{ VIGIE_SMTP_LISTEN: ':25', VIGIE_SMTP_AUTH: 'a:b' }, /^VIGIE_SMTP_AUTH needs VIGIE_SMTP_TLS_CERT/],
  [{ VIGIE_SMTP_LISTEN: ':25', VIGIE_SMTP_TLS: 'required' }, /^VIGIE_SMTP_TLS needs VIGIE_SMTP_TLS_CERT/],
  [{ VIGIE_SMTP_LISTEN: ':25', VIGIE_SMTP_DOMAIN: 'a b@c' }, /^VIGIE_SMTP_DOMAIN must be domains/],
  [{ VIGIE_SMTP_DOMAIN: 'vigie.example.com' }, 'VIGIE_SMTP_DOMAIN needs VIGIE_SMTP_LISTEN'],
])('%j: %s', (env, problem) => {
  expect(problems(env)).toEqual([expect.stringMatching(problem)]);
});

test('every problem is reported at once', () => {
  expect(problems({ VIGIE_LISTEN: 'x', VIGIE_CLOCK: 'x', VIGIE_X: '1' })).toHaveLength(3);
});

test('no value of a secret is repeated in a message', () => {
  const told = problems({
    VIGIE_API_TOKEN: 'my token!',
    VIGIE_SECRET_KEY: 'hunter2',
    VIGIE_DATABASE_URL: 'postgres://u:hunter2#@h:x/d',
    VIGIE_SMTP_URL: 'http://u:hunter2@h',
  });
  expect(told).toHaveLength(4);
  expect(told.join()).not.toMatch(/hunter2|my token/);
});

test('the manual clock needs listeners that no other machine reaches', () => {
  const manual = { VIGIE_CLOCK: 'manual' };
  expect(configOf(manual).clock).toBe('manual');
  expect(configOf({ ...manual, VIGIE_LISTEN: 'localhost:0' }).listen.port).toBe(0);
  expect(problems({ ...manual, VIGIE_LISTEN: '0.0.0.0:8723' })).toEqual([
    expect.stringMatching(/^VIGIE_CLOCK must not be manual/),
  ]);
  expect(problems({ ...manual, VIGIE_SNMP_LISTEN: ':162' })).toEqual([
    expect.stringMatching(/^VIGIE_CLOCK must not be manual/),
  ]);
  expect(problems({ ...manual, VIGIE_PUBLIC_LISTEN: ':9000' })).toEqual([
    expect.stringMatching(/^VIGIE_CLOCK must not be manual/),
  ]);
  expect(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'].every((host) => isLoopback({ host, port: 1 }))).toBe(
    true,
  );
  expect(['10.0.0.1', '::', 'vigie.local'].some((host) => isLoopback({ host, port: 1 }))).toBe(false);
});

test('what Kubernetes says of services named vigie is no setting, and no mistake', () => {
  const links = {
    VIGIE_SERVICE_HOST: '10.96.0.7',
    VIGIE_SERVICE_PORT: '8723',
    VIGIE_SERVICE_PORT_HTTP: '8723',
    VIGIE_PORT: 'tcp://10.96.0.7:8723',
    VIGIE_PORT_8723_TCP: 'tcp://10.96.0.7:8723',
    VIGIE_PORT_8723_TCP_ADDR: '10.96.0.7',
    VIGIE_PUBLIC_SERVICE_HOST: '10.96.0.8',
    VIGIE_PUBLIC_PORT_8724_TCP_PROTO: 'tcp',
  };
  const inPod = { ...links, KUBERNETES_SERVICE_HOST: '10.96.0.1' };
  expect(problems(inPod)).toEqual([]);
  expect(problems({ ...inPod, VIGIE_LISEN: 'x' })).toHaveLength(1);
  expect(problems({ VIGIE_PORT: '8723' }), 'anywhere else it is a mistake').toHaveLength(1);
  const settings = VARIABLES.map((name) => [name, `${name}_FILE`]).flat();
  expect(settings.filter((name) => SERVICE_LINK.test(name))).toEqual([]);
});

test('variables of provisioning files are no mistake', () => {
  const env = { VIGIE_INGEST_GRAFANA: 't', VIGIE_HMAC: 's', VIGIE_ROOM: 'r', VIGIE_HOOK_FILE: '/run/token' };
  expect(problems(env)).toEqual([
    expect.stringMatching(/^VIGIE_ROOM is not a setting/),
    expect.stringMatching(/^VIGIE_HOOK_FILE is not a setting/),
  ]);
  const namesUsedIn = (folder: string) => (folder === '/etc/vigie' ? ['VIGIE_ROOM', 'VIGIE_HOOK'] : []);
  expect(problems({ ...env, VIGIE_PROVISIONING: '/etc/vigie' }, { namesUsedIn })).toEqual([]);
  expect(environmentValue(env, inputs, 'VIGIE_HOOK')).toBe('token-from-a-file-0123456789');
  expect(environmentValue({ EMPTY: '' }, inputs, 'EMPTY')).toBe('');
  expect(environmentValue(env, inputs, 'OTHER')).toBeUndefined();
});

test('a setting that works but is probably not meant is a finding', () => {
  const loaded = loadConfig(
    {
      VIGIE_API_TOKEN: 'short',
      VIGIE_PLUGIN_TOKEN: 'also-short',
      VIGIE_SMTP_URL: 'smtp://mail',
      VIGIE_PUBLIC_URL: 'https://oncall.example.com',
    },
    inputs,
  );
  expect(loaded.ok && loaded.config.mailFrom).toBe('Vigie <vigie@oncall.example.com>');
  expect(loaded.ok && loaded.findings.map(({ variable }) => variable)).toEqual([
    'VIGIE_API_TOKEN',
    'VIGIE_PLUGIN_TOKEN',
    'VIGIE_MAIL_FROM',
  ]);
});

const WRITABLE = 'target_session_attrs=read-write';
test.each([
  [
    `postgres://u:p@one:5432,two,[::1]:5433/d?${WRITABLE}`,
    [
      `postgres://u:p@one:5432/d?${WRITABLE}`,
      `postgres://u:p@two/d?${WRITABLE}`,
      `postgres://u:p@[::1]:5433/d?${WRITABLE}`,
    ],
  ],
  [
    `postgres://u:p@/d?host=one,two&port=5432,5433&${WRITABLE}`,
    [
      `postgres://u:p@localhost/d?host=one&port=5432&${WRITABLE}`,
      `postgres://u:p@localhost/d?host=two&port=5433&${WRITABLE}`,
    ],
  ],
  ['postgres:///d?host=one,two&port=5433', ['postgres:///d?host=one&port=5433', 'postgres:///d?host=two&port=5433']],
  ['postgres:///d?host=one,/tmp/two', ['postgres:///d?host=one', 'postgres:///d?host=%2Ftmp%2Ftwo']],
  ['postgres://u@/d?host=/tmp', ['postgres://u@localhost/d?host=/tmp']],
  ['postgres:///d?host=/var/run/postgresql', ['postgres:///d?host=/var/run/postgresql']],
  ['postgres://%2Ftmp%2Fone,%2Ftmp%2Ftwo/d', ['postgres://%2Ftmp%2Fone/d', 'postgres://%2Ftmp%2Ftwo/d']],
  ['postgres://one,two/d?target_session_attrs=primary', undefined],
])('the servers of a cluster are %s', (url, urls) => {
  const database = configOf({ VIGIE_DATABASE_URL: url }).database as { urls: string[] };
  expect(database.urls).toEqual(urls ?? [url.replace(',two', ''), url.replace('one,', '')]);
});

test('where the files are gone that may use a variable, only a slip of the hand stops the start', () => {
  const given = { VIGIE_ZABBIX_TOKEN: 'x', VIGIE_LISEN: '127.0.0.1:1' };
  const variables = (problems: readonly ConfigProblem[]) => problems.map(({ variable }) => variable);
  const unknown = loadConfig(given, { readFile: () => null, namesUsedIn: () => null });
  expect(!unknown.ok && variables(unknown.problems)).toEqual(['VIGIE_LISEN']);
  const started = loadConfig({ VIGIE_ZABBIX_TOKEN: 'x' }, { readFile: () => null, namesUsedIn: () => null });
  expect(started.ok && variables(started.findings)).toContain('VIGIE_ZABBIX_TOKEN');
  const known = loadConfig(given, { readFile: () => null, namesUsedIn: () => [] });
  expect(!known.ok && variables(known.problems).sort()).toEqual(['VIGIE_LISEN', 'VIGIE_ZABBIX_TOKEN']);
});
