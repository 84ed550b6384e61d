/** The preview host hands on what a real Grafana does. */
import { readFileSync } from 'node:fs';
import { createServer, request as requestOf } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeIdentities } from './identity.ts';
import type { Identities } from './identity.ts';
import { PEOPLE, ROBOT } from './people.ts';
import type { Person } from './people.ts';
import { proxy } from './proxy.ts';

interface Seen {
  received: { url: string; h: Record<string, string> };
}
const capture = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../captures/grafana-api/plugin-proxy.json'), 'utf8'),
) as { seen: Record<string, Seen> };

/** As the script sent them that the capture is of. */
const SENT = { 'User-Agent': 'Python-urllib/3.11', 'Accept-Encoding': 'identity', 'Content-Type': 'application/json' };

let identities: Identities;
let upstream: Server;
let grafana: Server;
let person: Person = ROBOT;
const received: Array<{ url: string | undefined; headers: IncomingHttpHeaders }> = [];

const listening = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  identities = await makeIdentities();
  upstream = createServer((request, response) => {
    received.push({ url: request.url, headers: request.headers });
    response.end('{}');
  });
  await listening(upstream);
  const routes = [
    {
      path: 'api/*',
      method: '*',
      url: '{{ .JsonData.sidecarUrl }}/api',
      headers: [{ name: 'Authorization', content: 'Bearer {{ .SecureJsonData.sidecarToken }}' }],
    },
  ];
  grafana = createServer((request, response) => {
    const settings = {
      enabled: true,
      jsonData: { sidecarUrl: `http://127.0.0.1:${portOf(upstream)}` },
      secureJsonData: { sidecarToken: 'token' },
    };
    void proxy({
      request,
      response,
      rest: (request.url ?? '').slice(1),
      search: '',
      routes,
      settings,
      person,
      identities,
      root: 'http://localhost:3000/',
    });
  });
  await listening(grafana);
});
afterAll(() => {
  upstream?.close();
  grafana?.close();
});

function ask(headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    requestOf({ port: portOf(grafana), host: '127.0.0.1', path: '/api/v1/me', headers, agent: false }, (answer) =>
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0)),
    )
      .once('error', reject)
      .end();
  });
}

/** Node's client says how long it keeps the connection; who is asked and where differs. */
async function handedOn(headers: Record<string, string>) {
  received.length = 0;
  await ask(headers);
  const { connection: _connection, host: _host, ...rest } = received[0]?.headers ?? {};
  return { url: received[0]?.url, headers: rest };
}

function claimsOf(token: unknown): Record<string, unknown> {
  return JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<
    string,
    unknown
  >;
}

const WHO: Array<[string, Person, Record<string, string>]> = [
  ['admin', { ...(PEOPLE[0] as Person), login: 'admin', name: '' }, SENT],
  ['viewer', PEOPLE[4] as Person, SENT],
  ['editor', { ...(PEOPLE[1] as Person), role: 'Editor' }, SENT],
  ['serviceAccountEditor', ROBOT, SENT],
  [
    'viewerWhoNamesHeadersInConnection',
    PEOPLE[4] as Person,
    {
      Connection: 'close, X-Grafana-Id, X-Grafana-Context, X-Grafana-User, X-Grafana-Referer, Via',
      'Accept-Encoding': 'identity',
    },
  ],
  [
    'viewerWhoSendsContext',
    PEOPLE[4] as Person,
    {
      ...SENT,
      'X-Grafana-Context': '{"Login":"admin"}',
      'X-Grafana-Id': 'made.up.token',
      'X-Forwarded-For': '10.1.1.1',
    },
  ],
];

describe.each(WHO)('%s', (name, who, sent) => {
  test('has the headers of the capture', async () => {
    person = who;
    const { received: real } = capture.seen[name] as Seen;
    const { url, headers } = await handedOn(sent);
    expect(url).toBe(real.url);
    const { host: _host, 'x-grafana-id': realId, 'x-grafana-context': realContext, ...plain } = real.h;
    const { 'x-grafana-id': id, 'x-grafana-context': context, ...rest } = headers;
    expect(rest).toEqual(plain);
    expect([id === undefined, context === undefined]).toEqual([realId === undefined, realContext === undefined]);
    if (realId !== undefined && realContext !== undefined) {
      expect(Object.keys(claimsOf(id)).sort()).toEqual(Object.keys(claimsOf(realId)).sort());
      expect(claimsOf(id)).toMatchObject({
        aud: claimsOf(realId)['aud'],
        type: claimsOf(realId)['type'],
        role: claimsOf(realId)['role'],
      });
      expect(Object.keys(JSON.parse(String(context)) as object)).toEqual(
        Object.keys(JSON.parse(realContext) as object),
      );
    }
  });
});

test('hop-by-hop headers, and those that Connection names, are not passed on; the length of the body is', async () => {
  person = PEOPLE[4] as Person;
  const { headers } = await handedOn({
    ...SENT,
    Connection: ' x-forwarded-for ,AUTHORIZATION, Content-Length, X-Mine',
    'X-Mine': '1',
    TE: 'trailers, deflate',
    'Proxy-Authorization': 'x',
    'Keep-Alive': 'timeout=9',
    'Content-Length': '0',
  });
  expect(headers).toMatchObject({ te: 'trailers', 'content-length': '0', 'x-forwarded-for': '127.0.0.1' });
  expect(Object.keys(headers)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(authorization|x-mine|proxy-authorization|keep-alive)$/)]),
  );
});
