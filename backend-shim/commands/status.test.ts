import { expect, test } from 'vitest';
import { runStatus } from './status.ts';
import type { HttpAnswer } from '../starting/listening-problem.ts';
import { runToken } from './token.ts';

const env = { VIGIE_LISTEN: '0.0.0.0:8723', VIGIE_API_TOKEN: 'test-api-token-0123456789' };
const inputs = { readFile: () => null, namesUsedIn: () => [] };
const files = { read: () => Promise.resolve(null) };

const WELL = {
  version: '0.2.0',
  now: '2026-01-05T09:00:00.000Z',
  clock: 'system',
  database: { kind: 'sqlite', bytes: 4096 },
  engine: 'ok',
  store: { state: 'ok', trouble: null, low: false },
  provisioning: { state: 'ok', problems: [], details: [], warnings: [], warningDetails: [] },
  identity: 'believed',
  grafana: null,
  publicUrl: 'https://oncall.example.com',
  listeners: [],
  channelsDown: [],
  unreadable: [],
  shadow: { all: false, setting: false, teams: [], integrations: [] },
  incidents: { open: 3, acknowledged: 1, snoozed: 0, exhausted: 0 },
};

async function statusOf(answers: Record<string, HttpAnswer>) {
  const lines: string[] = [];
  const asked: Array<[string, string | null]> = [];
  const code = await runStatus({
    env,
    inputs,
    files,
    get: (url, token) => {
      asked.push([url, token]);
      const answer = answers[new URL(url).pathname];
      return answer ? Promise.resolve(answer) : Promise.reject(new TypeError('fetch failed'));
    },
    print: (line) => lines.push(line),
  });
  return { code, text: lines.join('\n'), asked };
}

const READY = { status: 200, body: { status: 'ok' } };

test('a sidecar that is well says its version and what is open', async () => {
  const { code, text, asked } = await statusOf({ '/readyz': READY, '/api/v1/status': { status: 200, body: WELL } });
  expect(code).toBe(0);
  expect(text).toBe(
    'the sidecar at http://127.0.0.1:8723 is ready\nversion 0.2.0\nincidents: 3 open, 1 acknowledged, 0 snoozed',
  );
  expect(asked).toEqual([
    ['http://127.0.0.1:8723/readyz', null],
    ['http://127.0.0.1:8723/api/v1/status', 'test-api-token-0123456789'],
  ]);
});

test('what needs care is a warning', async () => {
  const body = {
    ...WELL,
    channelsDown: [{ service: 'mail.example.com', kind: 'email', since: '2026-01-05T08:00:00.000Z' }],
    incidents: { ...WELL.incidents, exhausted: 2 },
    store: { ...WELL.store, low: true },
    shadow: { all: false, setting: true, teams: ['sre'], integrations: ['probe'] },
  };
  const { code, text } = await statusOf({ '/readyz': READY, '/api/v1/status': { status: 200, body } });
  expect(code).toBe(0);
  expect(text).toContain('warning: nobody answered 2 incidents');
  expect(text).toContain('warning: the disk of the database is nearly full');
  expect(text).toContain('warning: in shadow, nothing is sent: team sre, integration probe');
  expect(text).toContain('warning: VIGIE_SHADOW of this sidecar is true, but another one decided');
  expect(text).toContain('warning: email (mail.example.com) does not work since 2026-01-05T08:00:00.000Z');
});

test('files that are not applied are an error, which says why', async () => {
  const provisioning = {
    ...WELL.provisioning,
    state: 'failing',
    problems: ['/etc/vigie/provisioning: states nothing'],
  };
  const body = { ...WELL, provisioning };
  const { code, text } = await statusOf({ '/readyz': READY, '/api/v1/status': { status: 200, body } });
  expect(code).toBe(1);
  expect(text).toContain('error: the provisioning files are not applied, the last good state is in force');
  expect(text).toContain('error: /etc/vigie/provisioning: states nothing');
});

test.each([
  [{}, /^error: no sidecar answers at .*systemctl start vigie/],
  [
    { '/readyz': { status: 503, body: { store: 'disk-full', engine: 'ok', why: 'the disk of /data is full' } } },
    /^error: .* is not ready: the disk of \/data is full\. Free space there.*journalctl -u vigie/,
  ],
  [{ '/readyz': { status: 503, body: { engine: 'standing still' } } }, /^error: .*standing still.*journalctl -u vigie/],
])('a sidecar that is not ready is an error that says what to do: %j', async (answers, says) => {
  const { code, text } = await statusOf(answers);
  expect([code, text]).toEqual([1, expect.stringMatching(says)]);
});

test('a sidecar that stops between the two questions ends in a warning, not in a stack', async () => {
  const { code, text } = await statusOf({ '/readyz': READY });
  expect([code, text]).toEqual([0, expect.stringContaining('warning: it does not tell more')]);
});

test('another token than that of the running sidecar is named', async () => {
  const { text } = await statusOf({ '/readyz': READY, '/api/v1/status': { status: 401, body: null } });
  expect(text).toContain('warning: it refuses VIGIE_API_TOKEN');
});

test.each([
  [{ VIGIE_PLUGIN_TOKEN: 'from-the-environment-0123456789' }, null, 0, 'from-the-environment-0123456789'],
  [{}, 'from-the-file\n', 0, 'from-the-file'],
  [{}, null, 1, expect.stringMatching(/^error: there is no token yet\. Start the sidecar once/)],
  [{ VIGIE_LISTEN: 'nowhere' }, null, 1, expect.stringMatching(/^error: VIGIE_LISTEN/)],
])('the token of the plugin: %j, file %j', async (given, file, code, line) => {
  const lines: string[] = [];
  const read = (name: string) => Promise.resolve(name === 'data/plugin-token' ? file : null);
  expect(await runToken({ env: given, inputs, files: { read }, print: (text) => lines.push(text) })).toBe(code);
  expect(lines).toEqual([line]);
});
