import { expect, test } from 'vitest';
import type { ErrorDetail } from '#contract/errors';
import { PROBLEMS } from '#contract/reasons/problems';
import type { ConfigProblem } from '../config/values.ts';
import { isKnownRegion } from '../adapters/holidays.ts';
import { isKnownZone } from '../adapters/zones.ts';
import { CHANNEL_DEFINITIONS } from '../channels/registry.ts';
import { runCheck } from './check.ts';
import type { StartFinding, StartOutlook } from '../starting/start-check.ts';
import { checkOwn } from '../configuration/own-checks.ts';
import { namesUsedIn, provisioningFiles } from '../provisioning/files.ts';
import { sources } from '../sources/registry.ts';

const kinds = ['WEBHOOK', 'GRAFANA', 'ALERTMANAGER', 'ZABBIX', 'NAGIOS', 'ICINGA2', 'EMAIL', 'HEARTBEAT'];
const tokens = Object.fromEntries(kinds.map((kind) => [`VIGIE_INGEST_${kind}`, `example-${kind}-0123456789abcdef`]));
const smtp = { VIGIE_SMTP_URL: 'smtp://127.0.0.1:25', VIGIE_MAIL_FROM: 'vigie@example.com' };

interface Asked {
  filesOnly?: boolean;
  /** Findings of modules. */
  ofModules?: ConfigProblem[];
}

async function check(
  env: Record<string, string>,
  json = false,
  { filesOnly = false, ofModules = [], ...outlook }: Partial<StartOutlook> & Asked = {},
) {
  const lines: string[] = [];
  const code = await runCheck({
    env,
    inputs: { readFile: () => null, namesUsedIn },
    provisioning: {
      files: provisioningFiles,
      world: { isZone: isKnownZone, isHolidayRegion: isKnownRegion },
      checkOwn: (kind, body) => checkOwn(CHANNEL_DEFINITIONS, sources, kind, body),
    },
    checkStart: async () => ({ findings: [], fileProblems: [], hasState: false, ...outlook }),
    findings: () => ofModules,
    filesOnly,
    json,
    print: (line) => lines.push(line),
  });
  return { code, lines };
}

test('the example team passes without a warning', async () => {
  expect(await check({ ...tokens, ...smtp })).toEqual({
    code: 0,
    lines: [
      './provisioning/vigie states users: 3, teams: 1, absences: 1, rotas: 1, timeWindows: 1, escalationPolicies: 2, maintenances: 1, integrations: 8; 0 errors, 0 warnings',
    ],
  });
});

test('warnings do not keep it from starting', async () => {
  const { code, lines } = await check({ ...tokens, VIGIE_API_TOKEN: 'short' });
  expect(code).toBe(0);
  expect(lines).toEqual([
    'warning: VIGIE_API_TOKEN has fewer than 24 characters and can be guessed; use a long random one',
    'warning: VIGIE_SMTP_URL is not set: no mail can be sent',
    expect.stringMatching(/; 0 errors, 2 warnings$/),
  ]);
});

test('problems of settings and files are reported together', async () => {
  const { code, lines } = await check({ ...tokens, VIGIE_LISTEN: 'nonsense', VIGIE_INGEST_EMAIL: 'not url safe' });
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.stringMatching(/^error: VIGIE_LISTEN must be host:port/),
    expect.stringMatching(
      /^error: provisioning\/vigie\/30-integrations\.yaml:\d+ integrations\[6\]\.token: must be URL-safe text/,
    ),
    '2 errors, 0 warnings; the sidecar does not start',
  ]);
});

const GONE = { file: 'provisioning/vigie', line: null, path: '', message: 'states nothing' };

test('files with problems beside a good state do not keep the sidecar from starting, and are an error all the same', async () => {
  const fileProblems = [{ ...GONE, reason: 'would-delete-all' as const, data: { count: 3 } }];
  const { code, lines } = await check({ ...tokens, ...smtp }, false, { fileProblems, hasState: true });
  expect([code, lines[0]]).toEqual([1, 'error: provisioning/vigie: states nothing']);
  expect(lines.at(-1)).toMatch(/; 1 error, 0 warnings; the sidecar starts on the last good state$/);
  const json = await check({ ...tokens, ...smtp }, true, { fileProblems, hasState: true });
  expect(JSON.parse(json.lines.join(''))).toMatchObject({ ok: false, start: 'last-good-state' });
});

test('without a state, and where the rest keeps it from starting, it says so', async () => {
  const fileProblems = [{ ...GONE, reason: 'would-delete-all' as const, data: { count: 3 } }];
  const error: StartFinding = {
    level: 'error',
    line: 'VIGIE_SECRET_KEY is another one',
    detail: { path: 'VIGIE_SECRET_KEY', reason: 'wrong-key', data: {}, message: 'VIGIE_SECRET_KEY is another one' },
  };
  const outlooks: Partial<StartOutlook>[] = [{ fileProblems }, { findings: [error], hasState: true }];
  for (const outlook of outlooks) {
    const { code, lines } = await check({ ...tokens, ...smtp }, false, outlook);
    expect([code, lines.at(-1)]).toEqual([1, expect.stringMatching(/; the sidecar does not start$/)]);
  }
});

test('files are judged without the settings of the sidecar, whose variables a pipeline does not have', async () => {
  const { code, lines } = await check({ VIGIE_LISTEN: 'nonsense', VIGIE_SECRET_KEY: 'short' }, false, {
    filesOnly: true,
    findings: [],
  });
  expect(code).toBe(0);
  expect(lines.slice(0, 2)).toEqual([
    'warning: VIGIE_INGEST_ALERTMANAGER is used by the files and not set here: its value was not checked',
    'warning: VIGIE_INGEST_EMAIL is used by the files and not set here: its value was not checked',
  ]);
  expect(lines.at(-1)).toMatch(/^\.\/provisioning\/vigie states users: 3.*; 0 errors, 8 warnings$/);
  const gone = await check({ VIGIE_PROVISIONING: '/nowhere/at/all' }, false, { filesOnly: true });
  expect(gone).toEqual({
    code: 1,
    lines: [
      'error: /nowhere/at/all: is not a readable folder; create it, or set VIGIE_PROVISIONING',
      '1 error, 0 warnings',
    ],
  });
});

test('what nobody foresaw is one line, without a stack', async () => {
  const lines: string[] = [];
  const code = await runCheck({
    env: smtp,
    inputs: { readFile: () => null, namesUsedIn },
    provisioning: { files: provisioningFiles, world: { isZone: isKnownZone, isHolidayRegion: isKnownRegion } },
    checkStart: () => Promise.reject(new TypeError('cannot read of undefined')),
    findings: () => [],
    filesOnly: false,
    json: false,
    print: (line) => lines.push(line),
  });
  expect([code, lines]).toEqual([
    1,
    ['error: the check itself failed: cannot read of undefined', '1 error, 0 warnings'],
  ]);
});

const SMTP_FILES = ['VIGIE_SMTP_TLS_CERT', 'VIGIE_SMTP_TLS_KEY'];
const format = (name: string) => ({ reason: 'wrong-format', data: { format: name } });

test.each<[env: Record<string, string>, level: 'errors' | 'warnings', variable: string, why: object]>([
  [{ VIGIE_LISTEN: 'nonsense' }, 'errors', 'VIGIE_LISTEN', format('listen-address')],
  [
    { VIGIE_LISTEN: 'a:1', VIGIE_LISTEN_FILE: 'b' },
    'errors',
    'VIGIE_LISTEN',
    { reason: 'set-twice', data: { other: 'VIGIE_LISTEN_FILE' } },
  ],
  [
    { VIGIE_LISTEN_FILE: 'b' },
    'errors',
    'VIGIE_LISTEN',
    { reason: 'setting-file', data: { variable: 'VIGIE_LISTEN_FILE' } },
  ],
  [{ VIGIE_PUBLIC_URL: 'x' }, 'errors', 'VIGIE_PUBLIC_URL', format('base-address')],
  [{ VIGIE_HEARTBEAT_URL: 'x' }, 'errors', 'VIGIE_HEARTBEAT_URL', format('http-address')],
  [{ VIGIE_DATABASE_URL: 'mysql://' }, 'errors', 'VIGIE_DATABASE_URL', format('database')],
  [{ VIGIE_DATABASE_URL: 'postgres://[' }, 'errors', 'VIGIE_DATABASE_URL', format('postgres-address')],
  [{ VIGIE_DATABASE_URL: 'sqlite::memory:' }, 'errors', 'VIGIE_DATABASE_URL', format('database-file')],
  [{ VIGIE_API_TOKEN: 'not url safe at all 0123456789' }, 'errors', 'VIGIE_API_TOKEN', format('ingest-token')],
  [{ VIGIE_SECRET_KEY: 'short' }, 'errors', 'VIGIE_SECRET_KEY', { reason: 'too-short', data: { min: 32 } }],
  [{ VIGIE_GRAFANA_ORGS: 'x' }, 'errors', 'VIGIE_GRAFANA_ORGS', format('organisations')],
  [{ VIGIE_SMTP_URL: 'http://x' }, 'errors', 'VIGIE_SMTP_URL', format('smtp-address')],
  [{ VIGIE_MAIL_FROM: 'x' }, 'errors', 'VIGIE_MAIL_FROM', format('mail-address')],
  [{ VIGIE_OUTGOING_ALLOW: 'x' }, 'errors', 'VIGIE_OUTGOING_ALLOW', format('networks')],
  [{ VIGIE_PUSH_SERVICES: 'x' }, 'errors', 'VIGIE_PUSH_SERVICES', format('push-services')],
  [{ VIGIE_PUSH_KEY: 'x' }, 'errors', 'VIGIE_PUSH_KEY', format('push-key')],
  [{ VIGIE_PUSH_SUBJECT: 'x' }, 'errors', 'VIGIE_PUSH_SUBJECT', format('push-subject')],
  [{ VIGIE_RETENTION_PAYLOADS: '1h' }, 'errors', 'VIGIE_RETENTION_PAYLOADS', format('days')],
  [
    { VIGIE_CLOCK: 'manuel' },
    'errors',
    'VIGIE_CLOCK',
    { reason: 'not-a-choice', data: { choices: ['system', 'manual'], meant: 'manual' } },
  ],
  [{ VIGIE_CLOCK: 'manual', VIGIE_LISTEN: '0.0.0.0:1' }, 'errors', 'VIGIE_CLOCK', { reason: 'clock-reachable' }],
  [
    { VIGIE_LISTEN: '127.0.0.1:1', VIGIE_PUBLIC_LISTEN: '127.0.0.1:1' },
    'errors',
    'VIGIE_PUBLIC_LISTEN',
    { reason: 'same-as-other', data: { field: 'VIGIE_LISTEN' } },
  ],
  [
    { VIGIE_API_TOKEN: 'a-token-that-is-long-enough', VIGIE_PLUGIN_TOKEN: 'a-token-that-is-long-enough' },
    'errors',
    'VIGIE_PLUGIN_TOKEN',
    { reason: 'same-as-other', data: { field: 'VIGIE_API_TOKEN' } },
  ],
  [{ VIGIE_SMTP_LISTEN: '127.0.0.1:25', VIGIE_SMTP_DOMAIN: '-' }, 'errors', 'VIGIE_SMTP_DOMAIN', format('domains')],
  [
    { VIGIE_SMTP_LISTEN: '127.0.0.1:25', VIGIE_SMTP_AUTH: 'x' },
    'errors',
    'VIGIE_SMTP_AUTH',
    format('user-and-password'),
  ],
  [
    { VIGIE_SMTP_LISTEN: '127.0.0.1:25', VIGIE_SMTP_TLS_KEY: 'x' },
    'errors',
    'VIGIE_SMTP_TLS_CERT',
    { reason: 'needed-beside', data: { other: 'VIGIE_SMTP_TLS_KEY' } },
  ],
  [
    { VIGIE_SMTP_LISTEN: '127.0.0.1:25', VIGIE_SMTP_TLS: 'required' },
    'errors',
    'VIGIE_SMTP_TLS',
    { reason: 'needs-settings', data: { variables: SMTP_FILES } },
  ],
  [
    { VIGIE_SMTP_LISTEN: '0.0.0.0:25', VIGIE_SMTP_AUTH: 'ups:secret' },
    'errors',
    'VIGIE_SMTP_AUTH',
    { reason: 'password-in-clear', data: { variables: SMTP_FILES } },
  ],
  [
    { VIGIE_SMTP_DOMAIN: 'example.com' },
    'errors',
    'VIGIE_SMTP_DOMAIN',
    { reason: 'only-with', data: { field: 'VIGIE_SMTP_LISTEN' } },
  ],
  [{ VIGIE_LISTN: 'x' }, 'errors', 'VIGIE_LISTN', { reason: 'unknown-setting', data: { meant: 'VIGIE_LISTEN' } }],
  [{ VIGIE_API_TOKEN: 'short' }, 'warnings', 'VIGIE_API_TOKEN', { reason: 'guessable', data: { min: 24 } }],
  [{ VIGIE_SHADOW: 'true' }, 'warnings', 'VIGIE_SHADOW', { reason: 'in-shadow' }],
  [{ VIGIE_SMTP_URL: '' }, 'warnings', 'VIGIE_SMTP_URL', { reason: 'no-mail' }],
  [
    { VIGIE_MAIL_FROM: '' },
    'warnings',
    'VIGIE_MAIL_FROM',
    { reason: 'sender-made-up', data: { sender: 'Vigie <vigie@localhost>' } },
  ],
  [
    { VIGIE_SMTP_LISTEN: '127.0.0.1:25' },
    'warnings',
    'VIGIE_SMTP_DOMAIN',
    { reason: 'any-domain', data: { shown: 'localhost' } },
  ],
])('%j is reported by a reason with its data: %s, %s, %j', async (env, level, variable, why) => {
  const { lines } = await check({ ...tokens, ...smtp, ...env }, true);
  const found = JSON.parse(lines.join('')) as Record<typeof level, ErrorDetail[]>;
  expect(found[level]).toEqual([
    { path: variable, message: expect.stringMatching(/^(?:must|is|needs|has|can't)/), data: {}, ...why },
  ]);
  expect(PROBLEMS).toHaveProperty((why as { reason: string }).reason);
});

test('a warning of a module is printed like those of the settings', async () => {
  const finding: ConfigProblem = {
    variable: 'VIGIE_COMPAT',
    message: 'does not name pagerduty: senders of shop find nothing at the paths that they know',
    why: { reason: 'senders-unserved', data: { api: 'pagerduty', integrations: ['shop'] } },
  };
  const { code, lines } = await check({ ...tokens, ...smtp }, false, { ofModules: [finding] });
  expect([code, lines[0]]).toEqual([
    0,
    'warning: VIGIE_COMPAT does not name pagerduty: senders of shop find nothing at the paths that they know',
  ]);
});

const channel = (type: string, settings: Record<string, unknown>, secrets: Record<string, string> = {}) => ({
  kind: 'channels' as const,
  body: { id: 'x', type, name: null, team: null, settings, secrets },
});
const method = (type: string, to: string) => ({
  kind: 'users' as const,
  body: { login: 'ann', email: 'ann@example.com', contactMethods: [{ id: 'm', type, to }] },
});

test.each([
  [channel('telegrm', {}), 'type', 'unknown-type', 'Did you mean "telegram"?'],
  [channel('web-push', {}), 'type', 'unknown-type', 'is not a channel type that this version has'],
  [channel('telegram', { chat: 'not a chat' }), 'settings.chat', 'wrong-format', 'must be the number of a chat'],
  [channel('telegram', {}), 'secrets.token', 'at-least-one', 'is missing; give the token of a bot'],
  [channel('sms-http', {}), 'settings.url', 'at-least-one', 'is missing; give the address of the gateway, or a preset'],
  [channel('ntfy', {}), 'settings.url', 'missing', 'is missing; give Topic'],
  [
    channel('sms-http', { url: 'https://sms.example.com/{{ nmber }}' }),
    'settings.url',
    'wrong-template',
    'is not a template that can be used',
  ],
  [
    channel('sms-http', { url: 'https://sms.example.com', to: '0612' }),
    'settings.to',
    'wrong-format',
    'must be a number with its country',
  ],
  [channel('slack', { channel: 'a b' }), 'settings.channel', 'wrong-format', 'must be the id of a channel'],
  [channel('mattermost', { channel: 'short' }), 'settings.channel', 'wrong-format', 'must be an id of 26'],
  [channel('teams', {}, { url: 'nowhere' }), 'secrets.url', 'wrong-format', 'must be a complete address'],
  [
    channel('ntfy', { url: 'https://ntfy.example.com/' }),
    'settings.url',
    'wrong-format',
    'must end with the name of a topic',
  ],
  [channel('email', { to: 'nobody' }), 'settings.to', 'wrong-format', 'must be one mail address'],
  [
    channel('smpp', { host: 'smsc', systemId: 'me', port: 99_999 }, { password: 'p' }),
    'settings.port',
    'not-whole-number',
    'must be a whole number from 1 to 65535',
  ],
  [
    channel('ovh-sms', { service: 'a b', applicationKey: 'k' }, { applicationSecret: 's', consumerKey: 'c' }),
    'settings.service',
    'wrong-format',
    'must be the name of the SMS account',
  ],
  [
    channel('twilio-sms', { accountSid: `AC${'0'.repeat(32)}` }, { authToken: 't' }),
    'settings.from',
    'exactly-one',
    'must be given where "messagingService" is not',
  ],
  [
    channel('twilio-voice', { accountSid: 'AC1', from: '+33937000000' }, { authToken: 't' }),
    'settings.accountSid',
    'wrong-format',
    'must be AC and 32 hexadecimal digits',
  ],
  [
    channel('webhook', { url: 'https://example.com', template: '{{ incidnt }}' }),
    'settings.template',
    'wrong-template',
    'asks for incidnt',
  ],
  [method('pigeon', 'x'), 'contactMethods[0].type', 'unknown-type', 'is not a channel type'],
  [method('sms', '0612'), 'contactMethods[0].to', 'wrong-format', 'must be a number with its country'],
])('the API and --check refuse alike: %j', async ({ kind, body }, path, reason, words) => {
  const own = checkOwn(CHANNEL_DEFINITIONS, sources, kind, body);
  expect(own).toMatchObject([{ path, reason, message: expect.stringContaining(words) }]);
  const lines: string[] = [];
  const files = {
    list: async () => ['a.yaml'],
    read: async () => ({ ok: true as const, text: JSON.stringify({ apiVersion: 1, [kind]: [body] }) }),
  };
  const code = await runCheck({
    env: smtp,
    inputs: { readFile: () => null, namesUsedIn },
    provisioning: {
      files,
      world: { isZone: isKnownZone, isHolidayRegion: isKnownRegion },
      checkOwn: (of, one) => checkOwn(CHANNEL_DEFINITIONS, sources, of, one),
    },
    checkStart: async () => ({ findings: [], fileProblems: [], hasState: false }),
    findings: () => [],
    filesOnly: false,
    json: false,
    print: (line) => lines.push(line),
  });
  expect(code).toBe(1);
  expect(lines.filter((line) => line.startsWith('error: '))).toEqual([
    `error: provisioning/vigie/a.yaml:1 ${kind}[0].${path}: ${own[0]?.message}`,
  ]);
});
