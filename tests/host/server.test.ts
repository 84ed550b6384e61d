/** The preview host answers as Grafana 12.4 does: the plugin's settings, who asks, the answers of the proxy. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ROBOT_TOKEN } from './people.ts';
import type { Host } from './server.ts';
import { startHost } from './server.ts';

const SETTINGS = '/api/plugins/vigie-oncall-app/settings';
const ME = '/api/plugin-proxy/vigie-oncall-app/api/v1/me';

let sidecar: Server;
let host: Host;
let received: IncomingHttpHeaders = {};

beforeAll(async () => {
  sidecar = createServer((request, response) => {
    received = request.headers;
    response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'a=b' }).end('{}');
  });
  await new Promise<void>((resolve) => sidecar.listen(0, '127.0.0.1', resolve));
});
afterAll(() => sidecar.close());
beforeEach(async () => {
  await host?.close();
  host = await startHost({
    line: '12',
    isApiOnly: true,
    isSetUp: false,
    dist: path.resolve(import.meta.dirname, '../../src'),
  });
});
afterAll(() => host.close());

const basic = (login: string) => `Basic ${Buffer.from(`${login}:any`).toString('base64')}`;

async function ask(authorization: string | null, route: string, body?: object, method = body ? 'POST' : 'GET') {
  const headers: Record<string, string> = {
    ...(authorization === null ? { cookie: 'host_person=anonymous' } : { authorization }),
    'content-type': 'application/json',
  };
  const answer = await fetch(`${host.url}${route}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
}

const set = (enabled = true, who = 'admin') =>
  ask(basic(who), SETTINGS, {
    enabled,
    jsonData: { sidecarUrl: `http://127.0.0.1:${(sidecar.address() as AddressInfo).port}` },
  });

function claims(): Record<string, unknown> {
  return JSON.parse(
    Buffer.from(String(received['x-grafana-id']).split('.')[1] ?? '', 'base64url').toString('utf8'),
  ) as Record<string, unknown>;
}

const context = () => JSON.parse(String(received['x-grafana-context'])) as Record<string, unknown>;

describe('the plugin’s settings', () => {
  test('never saved: nothing is proxied, and the plugin is not enabled', async () => {
    expect(await ask(basic('admin'), ME)).toMatchObject({ status: 404, body: { message: 'Plugin setting not found' } });
    expect((await ask(basic('admin'), SETTINGS)).body).toMatchObject({ enabled: false, jsonData: null });
  });

  test('saved and not enabled', async () => {
    await set(false);
    expect(await ask(basic('admin'), ME)).toMatchObject({ status: 404, body: { message: 'Plugin is not enabled' } });
  });

  test('only an Admin saves them', async () => {
    expect(await set(true, 'cleo')).toMatchObject({ status: 403, body: { title: 'Access denied' } });
    expect((await set()).status).toBe(200);
    expect((await ask(basic('dee'), ME)).status).toBe(200);
  });

  test('of another organisation are its own', async () => {
    await set();
    expect(await ask(basic('olga'), ME)).toMatchObject({ status: 404, body: { message: 'Plugin setting not found' } });
    await set(true, 'olga');
    expect((await ask(basic('olga'), ME)).status).toBe(200);
  });
});

describe('who asks', () => {
  beforeEach(() => set());

  test('a visitor who has not signed in', async () => {
    expect((await ask(null, ME)).status).toBe(200);
    expect(claims()).toMatchObject({ sub: 'anonymous:0', type: 'anonymous', aud: 'org:1' });
    expect(context()).toMatchObject({ IsAnonymous: true, UserID: 0, Login: '', OrgRole: 'Viewer' });
    expect((await ask(null, '/api/login/ping')).status).toBe(401);
  });

  test('a service account, by its token; another token is nobody’s', async () => {
    expect((await ask(`Bearer ${ROBOT_TOKEN}`, ME)).status).toBe(200);
    expect(claims()).toMatchObject({ sub: 'service-account:9', type: 'service-account' });
    expect(context()).toMatchObject({ IsServiceAccount: true, AuthenticatedBy: 'apikey', OrgRole: 'Editor' });
    expect((await ask('Bearer glsa_other', ME)).status).toBe(401);
    expect((await ask(basic('nobody'), ME)).status).toBe(401);
  });

  test('somebody of a second organisation', async () => {
    await set(true, 'olga');
    await ask(basic('olga'), ME);
    expect(claims()).toMatchObject({ aud: 'org:2', namespace: 'org-2', iss: `${host.url}/` });
    expect(context()).toMatchObject({ OrgID: 2, OrgName: 'Second Org.', Login: 'olga' });
    expect((await ask(basic('olga'), '/api/org/users')).body).toMatchObject([{ login: 'olga', orgId: 2 }]);
  });
});

test('answers have Grafana’s headers, the proxied ones a sandbox and no cookie of the sidecar', async () => {
  await set();
  const own = (await ask(basic('dee'), '/api/user')).headers;
  const proxied = (await ask(basic('dee'), ME)).headers;
  for (const headers of [own, proxied]) {
    expect([
      headers.get('x-frame-options'),
      headers.get('x-xss-protection'),
      headers.get('x-content-type-options'),
    ]).toEqual(['deny', '1; mode=block', 'nosniff']);
  }
  expect([
    own.get('content-security-policy'),
    proxied.get('content-security-policy'),
    proxied.get('set-cookie'),
  ]).toEqual([null, 'sandbox', null]);
});

describe('what plugin.json asks of Grafana’s own roles', () => {
  const POLICY = '/api/plugin-proxy/vigie-oncall-app/api/v1/policies';

  test('everybody who may use the plugin has it, so that Vigie’s own rights decide', async () => {
    await set();
    expect((await ask(basic('dee'), POLICY, {})).status).toBe(200);
  });

  test('whoever lost it is stopped by Grafana, and still reads and answers', async () => {
    await set();
    host.state.takenActions.add('vigie-oncall-app.settings:write');
    expect(await ask(basic('dee'), POLICY, {})).toMatchObject({
      status: 403,
      body: { message: 'plugin proxy route access denied' },
    });
    expect((await ask(basic('dee'), POLICY)).status).toBe(200);
    expect(
      (await ask(basic('dee'), '/api/plugin-proxy/vigie-oncall-app/api/v1/incidents/i1/acknowledge', {})).status,
    ).toBe(200);
  });

  test('moving in writes settings; reading it, forgetting its key and undoing a deletion need no role of Grafana', async () => {
    await set();
    host.state.takenActions.add('vigie-oncall-app.settings:write').add('vigie-oncall-app.rotas:write');
    const to = async (path: string, body?: object, method?: string) =>
      (await ask(basic('admin'), `/api/plugin-proxy/vigie-oncall-app/api/v1/${path}`, body, method)).status;
    const movesIn = async () => [
      await to('imports', {}),
      await to('imports/i1/apply', {}),
      await to('imports/i1/people', {}, 'PUT'),
    ];
    expect(await movesIn()).toEqual([403, 403, 403]);
    expect([await to('imports/i1/report'), await to('imports/i1', undefined, 'DELETE')]).toEqual([200, 200]);
    expect(await to('deletions/undo', { resource: 'rotas', id: 'sre' })).toBe(200);
    host.state.takenActions.clear();
    expect(await movesIn()).toEqual([200, 200, 200]);
  });
});
