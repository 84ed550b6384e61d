import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { loadConfig } from '../config/config.ts';
import { listeningProblem, portProblems } from './listening-problem.ts';

const failing = (start: Promise<unknown>) =>
  start.then(
    () => new Error('it started'),
    (error: unknown) => error,
  );

test('an address in use is reported by its variable', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const listen = { host: '127.0.0.1', port: (other.address() as AddressInfo).port };
  const error = await failing(fastify().listen(listen));
  other.close();
  expect(listeningProblem('VIGIE_LISTEN', listen, error)).toMatch(
    /^VIGIE_LISTEN 127\.0\.0\.1:\d+ cannot be used \(listen EADDRINUSE.*\)\. Stop what listens there, or choose another port\.$/,
  );
});

test('so is a host that does not exist', async () => {
  const listen = { host: 'no-such-host.invalid', port: 0 };
  const error = Object.assign(new Error('getaddrinfo ENOTFOUND no-such-host.invalid'), {
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
  });
  expect(listeningProblem('VIGIE_PUBLIC_LISTEN', listen, error)).toContain(
    'VIGIE_PUBLIC_LISTEN no-such-host.invalid:0 cannot be used',
  );
});

test('another failure before listening is reported as it is, without blaming the address', async () => {
  const app = fastify();
  app.addHook('onReady', async () =>
    Promise.reject(new Error('GET /api/v1/new has no rule in backend-shim/rights/table.ts')),
  );
  const error = await failing(app.listen({ host: '127.0.0.1', port: 0 }));
  expect(listeningProblem('VIGIE_LISTEN', { host: '127.0.0.1', port: 0 }, error)).toBe(
    'The sidecar cannot start: GET /api/v1/new has no rule in backend-shim/rights/table.ts',
  );
});

const WELL = {
  version: '0.2.0',
  now: '2026-01-05T09:00:00.000Z',
  clock: 'system',
  database: { kind: 'sqlite', bytes: 4096 },
  engine: 'ok',
  provisioning: { state: 'ok', problems: [], details: [], warnings: [], warningDetails: [] },
  identity: 'believed',
  grafana: null,
  publicUrl: 'https://oncall.example.com',
  listeners: [{ kind: 'smtp', address: '0.0.0.0:2525', tls: 'none', domain: null }],
  channelsDown: [],
  unreadable: [],
  shadow: { all: false, setting: false, teams: [], integrations: [] },
  incidents: { open: 0, acknowledged: 0, snoozed: 0, exhausted: 0 },
};
const READY = { status: 'ok', store: 'ok', engine: 'ok' };
const REFUSED = { error: { code: 'not-found', message: 'There is nothing at GET /.' } };
const TOKEN = 'a-token-that-is-long-enough';

interface Held {
  /** By port: why it cannot be listened at. */
  codes: Record<number, string>;
  /** By port and path: what answers there. */
  answers?: Record<string, unknown>;
  isRunning?: boolean;
}

async function held({ codes, answers = {}, isRunning = false }: Held): Promise<string[]> {
  const env = {
    VIGIE_LISTEN: '0.0.0.0:1000',
    VIGIE_PUBLIC_LISTEN: '127.0.0.1:1001',
    VIGIE_SMTP_LISTEN: '0.0.0.0:2525',
    VIGIE_SNMP_LISTEN: '0.0.0.0:1162',
    VIGIE_API_TOKEN: TOKEN,
  };
  const loaded = loadConfig(env, { readFile: () => null });
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  const problems = await portProblems(loaded.config, isRunning, {
    files: { read: () => Promise.resolve(null) },
    tryListening: ({ port }) => Promise.resolve(codes[port] ?? null),
    get: (url, token) => {
      const { port, pathname } = new URL(url);
      const body = answers[port + pathname];
      const isAllowed = !pathname.startsWith('/api') || token === TOKEN;
      return body === undefined
        ? Promise.reject(new Error('refused'))
        : Promise.resolve({ status: isAllowed ? 200 : 401, body });
    },
  });
  return problems.map(({ variable, reason, data }) => `${variable} ${reason} ${data.code}`);
}

const TAKEN = 'EADDRINUSE';
const ALL = { 1000: TAKEN, 1001: TAKEN, 2525: TAKEN };

test.each<[what: string, held: Held, problems: string[]]>([
  ['every address is free', { codes: {} }, []],
  [
    'the own sidecar takes the token and says where it listens',
    { codes: ALL, answers: { '1000/api/v1/status': WELL, '1001/': REFUSED } },
    [],
  ],
  [
    'it has the database open, and was started with another token',
    { codes: ALL, answers: { '1000/readyz': READY, '1001/': REFUSED }, isRunning: true },
    [],
  ],
  [
    'it runs, and others have two of the addresses',
    { codes: { ...ALL, 1162: TAKEN }, answers: { '1000/api/v1/status': WELL, '1001/': 'It works!' } },
    ['VIGIE_PUBLIC_LISTEN address-unusable EADDRINUSE', 'VIGIE_SNMP_LISTEN address-unusable EADDRINUSE'],
  ],
  [
    'another Vigie, which does not know the token',
    { codes: { 1000: TAKEN }, answers: { '1000/readyz': READY } },
    ['VIGIE_LISTEN address-unusable EADDRINUSE'],
  ],
  [
    'the own sidecar runs at another address, and something else at this one',
    { codes: { 1000: TAKEN }, isRunning: true },
    ['VIGIE_LISTEN address-unusable EADDRINUSE'],
  ],
  [
    'an address of another machine',
    { codes: { 1001: 'EADDRNOTAVAIL' } },
    ['VIGIE_PUBLIC_LISTEN address-unusable EADDRNOTAVAIL'],
  ],
  [
    'a port that only the service may use',
    { codes: { 2525: 'EACCES' } },
    ['VIGIE_SMTP_LISTEN address-not-tried EACCES'],
  ],
])('before a start: %s', async (_what, situation, problems) => {
  expect(await held(situation)).toEqual(problems);
});
