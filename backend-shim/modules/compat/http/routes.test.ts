/** What cannot be stored, or belongs to nobody, in the words of each pager. */
import { gzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import type { Integration, SourceKind } from '#domain/routing/integration';
import type { Directory } from '../../../ports/directory.ts';
import type { IngestAnswer, IngestRequest } from '../../../ports/ingest.ts';
import type { Metrics } from '../../../ports/metrics.ts';
import { StoreUnavailable } from '../../../store/store.ts';
import { silentLog } from '../../../store/upkeep/silent-log.fake.ts';
import { errorHandler } from '../../../http/errors.ts';
import type { CompatDeps } from './compat-deps.ts';
import { compatRoutes } from './routes.ts';

const UNREADABLE = 'token-that-cannot-be-read-0123456789';
const integrations = new Map(
  (['pagerduty', 'opsgenie', 'webhook'] as const).map((type: SourceKind) => [
    type as string,
    {
      id: type,
      name: type,
      type,
      team: null,
      token: `key-of-${type}`,
      groupBy: null,
      heartbeat: type === 'webhook' ? {} : null,
      ...(type === 'opsgenie' && { pings: ['webhook'] }),
    } as unknown as Integration,
  ]),
);
const directory = {
  integrations,
  integrationByToken: (token: string) => [...integrations.values()].find((one) => one.token === token) ?? null,
  tokenEnds: () => null,
  mustComeAgain: (token: string) => token === UNREADABLE,
} as unknown as Directory;

const STORED: IngestAnswer = { accepted: 1, duplicates: 0, incidents: ['i'] };

let app: FastifyInstance;
afterEach(() => app.close());

function serve(changes: Partial<CompatDeps> = {}): { submitted: IngestRequest[]; wrong: string[]; rejected: string[] } {
  const seen = { submitted: [] as IngestRequest[], wrong: [] as string[], rejected: [] as string[] };
  app = fastify({ routerOptions: { ignoreTrailingSlash: true } });
  app.setErrorHandler(errorHandler(silentLog));
  compatRoutes(app, ['oncall', 'pagerduty', 'opsgenie'], {
    log: silentLog,
    directory: () => directory,
    clock: { now: () => Promise.resolve(0) } as CompatDeps['clock'],
    guesses: { wrong: (address) => Promise.resolve(void seen.wrong.push(address)) },
    metrics: { alerts: { inc: () => undefined } } as unknown as Metrics,
    refusals: { note: () => undefined, overloaded: () => undefined },
    parse: () => ({ ok: true, alerts: [{ fingerprint: 'disk', groupKey: 'disk', status: 'firing' } as never] }),
    decode: () => null,
    unwanted: () => null,
    submit: (request) => Promise.resolve((seen.submitted.push(request), STORED)),
    beat: () => Promise.resolve(),
    reject: ({ reason }) => Promise.resolve(void seen.rejected.push(reason)),
    verify: () => Promise.resolve(null),
    overloaded: () => false,
    newId: () => 'new',
    placesOf: () => Promise.resolve([]),
    alertAt: () => Promise.resolve(null),
    requestNamed: () => Promise.resolve(null),
    ...changes,
  });
  return seen;
}

interface Sent {
  method: 'POST' | 'PUT' | 'GET' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  payload?: object | Buffer;
}

const event = { event_action: 'trigger', payload: { summary: 'x', source: 'x', severity: 'info' } };
const genie = { authorization: 'GenieKey key-of-opsgenie' };

/** Everything that stores, each with a right key. */
const STORES: Sent[] = [
  { method: 'POST', url: '/v2/enqueue', payload: { routing_key: 'key-of-pagerduty', ...event } },
  { method: 'POST', url: '/v2/enqueue/', headers: { 'x-routing-key': 'key-of-pagerduty' }, payload: event },
  { method: 'POST', url: '/v2/change/enqueue', payload: { routing_key: 'key-of-pagerduty', payload: event.payload } },
  ...['', '/jsm/ops/integration'].flatMap((prefix): Sent[] => [
    { method: 'POST', url: `${prefix}/v2/alerts`, headers: genie, payload: { message: 'x' } },
    { method: 'POST', url: `${prefix}/v2/alerts/a/close?identifierType=alias`, headers: genie, payload: {} },
    { method: 'POST', url: `${prefix}/v2/alerts/1/acknowledge?identifierType=tiny`, headers: genie },
    { method: 'PUT', url: `${prefix}/v2/alerts/i/message`, headers: genie, payload: { message: 'y' } },
    { method: 'DELETE', url: `${prefix}/v2/alerts/i`, headers: genie },
    { method: 'POST', url: `${prefix}/v2/alerts/i/actions/restart`, headers: genie },
  ]),
  ...['', '/oncall'].map((prefix): Sent => ({
    method: 'POST',
    url: `${prefix}/integrations/v1/webhook/key-of-webhook/`,
    payload: { title: 'x' },
  })),
];
const BEATS: Sent[] = [
  { method: 'GET', url: '/v2/heartbeats/webhook/ping', headers: genie },
  { method: 'GET', url: '/integrations/v1/webhook/key-of-webhook/heartbeat/' },
];

const named = (sent: Sent[]) => sent.map((one) => [`${one.method} ${one.url}`, one] as const);

describe.each(named(STORES))('%s', (_name, sent) => {
  test('is answered 202 once it is stored', async () => {
    const seen = serve();
    expect((await app.inject(sent)).statusCode).toBe(202);
    expect(seen.submitted).toHaveLength(1);
    expect(seen.wrong).toEqual([]);
  });

  test.each<[string, Partial<CompatDeps>]>([
    ['the database is away', { submit: () => Promise.reject(new StoreUnavailable('away')) }],
    ['storing fails unexpectedly', { submit: () => Promise.reject(new Error('bug')) }],
    ['too many wait', { overloaded: () => true }],
    ['nobody could be told', { submit: () => Promise.resolve({ ...STORED, untold: true }) }],
  ])('asks to send it again where %s', async (_what, changes) => {
    serve(changes);
    const answer = await app.inject(sent);
    expect(answer.statusCode).toBe(503);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});

test.each(named(BEATS))('%s asks to send it again where the database is away', async (_name, sent) => {
  serve({ beat: () => Promise.reject(new StoreUnavailable('away')) });
  const answer = await app.inject(sent);
  expect([answer.statusCode, Number(answer.headers['retry-after']) > 0]).toEqual([503, true]);
});

test.each<[string, Sent, number]>([
  ['PagerDuty', { method: 'POST', url: '/v2/enqueue', payload: { routing_key: 'KEY', ...event } }, 400],
  ['Opsgenie', { method: 'POST', url: '/v2/alerts', headers: { authorization: 'GenieKey KEY' }, payload: {} }, 401],
  ['a ping', { method: 'GET', url: '/v2/heartbeats/x/ping', headers: { authorization: 'GenieKey KEY' } }, 401],
  ['OnCall', { method: 'POST', url: '/integrations/v1/webhook/KEY/', payload: {} }, 401],
])('a wrong key of %s counts as a guess; one that cannot be read now is asked for again', async (_n, sent, status) => {
  const withKey = (key: string) => JSON.parse(JSON.stringify(sent).replace('KEY', key)) as Sent;
  const seen = serve();
  expect((await app.inject(withKey('wrong'))).statusCode).toBe(status);
  expect(seen.wrong).toHaveLength(1);
  expect((await app.inject(withKey(UNREADABLE))).statusCode).toBe(503);
  expect(seen.wrong).toHaveLength(1);
  expect([seen.submitted, seen.rejected]).toEqual([[], []]);
});

test('the routing key is kept nowhere, and a made key is answered', async () => {
  let parsed: unknown;
  serve({ parse: (_integration, { body }) => ((parsed = body), { ok: false, reason: 'payload: wrong' }) });
  await app.inject({ method: 'POST', url: '/v2/enqueue', payload: { routing_key: 'key-of-pagerduty', ...event } });
  expect(parsed).toEqual({ ...event, dedup_key: 'new' });
});

test('nothing of an event is parsed before its key is known, and only the key at its top counts', async () => {
  const seen = serve();
  const send = (payload: string) =>
    app.inject({ method: 'POST', url: '/v2/enqueue', headers: { 'content-type': 'application/json' }, payload });
  const deep = `{"payload":${'['.repeat(500_000)}`;
  for (const wrong of [deep, `${deep},"routing_key":"wrong"`, '', '{}']) {
    expect([(await send(wrong)).json<{ message: string }>().message, seen.rejected]).toEqual([
      'Invalid routing key',
      [],
    ]);
  }
  expect(seen.wrong).toHaveLength(4);
  // The holder of the key is told what is wrong with it.
  expect((await send(`${deep},"routing_key":"key-of-pagerduty"`)).json()).toMatchObject({ status: 'invalid event' });
  expect([seen.rejected, seen.wrong.length]).toEqual([[expect.stringContaining('nested')], 4]);
  const nested = { ...event, payload: { ...event.payload, custom_details: { routing_key: 'key-of-pagerduty' } } };
  expect((await send(JSON.stringify({ ...nested, routing_key: 'wrong' }))).statusCode).toBe(400);
  expect((await send(JSON.stringify(nested))).statusCode).toBe(400);
  expect([seen.wrong.length, seen.submitted]).toEqual([6, []]);
  expect((await send(JSON.stringify({ ...nested, routing_key: 'key-of-pagerduty' }))).statusCode).toBe(202);
});

test('a wrong signature is refused, and kept', async () => {
  const seen = serve({ verify: () => Promise.resolve('the signature is wrong') });
  const [first] = STORES;
  expect((await app.inject(first ?? '')).statusCode).toBe(400);
  expect((await app.inject({ method: 'POST', url: '/v2/alerts', headers: genie, payload: {} })).statusCode).toBe(401);
  expect(seen.rejected).toEqual(['the signature is wrong', 'the signature is wrong']);
  expect(seen.submitted).toEqual([]);
});

test('an event may be compressed, within the limit of the route', async () => {
  const seen = serve();
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const send = (summary: string) =>
    app.inject({
      method: 'POST',
      url: '/v2/enqueue',
      headers,
      payload: gzipSync(JSON.stringify({ routing_key: 'key-of-pagerduty', ...event, client: summary })),
    });
  expect((await send('x')).statusCode).toBe(202);
  const large = await send('x'.repeat(2 ** 20));
  expect([large.statusCode, large.json<{ errors: string[] }>().errors]).toEqual([
    413,
    ['the body is larger than 1 MiB once decompressed'],
  ]);
  expect(seen.submitted).toHaveLength(1);
});

test('the body of an action that is not supported is not read', async () => {
  const seen = serve({
    parse: (_integration, { body }) => ({ ok: true, alerts: [{ fingerprint: 'a', raw: body } as never] }),
  });
  const headers = { ...genie, 'content-type': 'multipart/form-data; boundary=x' };
  const url = '/v2/alerts/a/attachments?identifierType=alias';
  expect((await app.inject({ method: 'POST', url, headers, payload: Buffer.from('--x') })).statusCode).toBe(202);
  expect(seen.submitted[0]?.alerts[0]?.raw).toEqual({ action: 'POST attachments', alias: 'a' });
});
