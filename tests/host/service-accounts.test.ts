/** Service accounts of the preview host: the statuses, messages and rights of Grafana 12.4, which 13 kept. */
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Host } from './server.ts';
import { startHost } from './server.ts';

let host: Host;
// The sources have the manifest, too: no unit test waits for a build.
const dist = path.resolve(import.meta.dirname, '../../src');
beforeAll(async () => void (host = await startHost({ line: '12', isApiOnly: true, dist })));
afterAll(() => host.close());

async function ask(method: string, path: string, body?: object, authorization = basic('admin')) {
  const answer = await fetch(`${host.url}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as { id: number; key: string; message?: string } };
}

function basic(login: string): string {
  return `Basic ${Buffer.from(`${login}:x`).toString('base64')}`;
}

test('an account has a role, and its token does what the role may', async () => {
  const made = await ask('POST', '/api/serviceaccounts', { name: 'Reads silences', role: 'Viewer' });
  expect(made).toMatchObject({
    status: 201,
    body: { name: 'Reads silences', login: 'sa-1-reads-silences', orgId: 1, role: 'Viewer', tokens: 0 },
  });
  const tokens = `/api/serviceaccounts/${made.body.id}/tokens`;
  const token = await ask('POST', tokens, { name: 'a' });
  expect(token).toMatchObject({
    status: 200,
    body: { name: 'a', key: expect.stringMatching(/^glsa_\S+_[0-9a-f]{8}$/) },
  });
  const bearer = `Bearer ${token.body.key}`;
  expect((await ask('GET', '/api/alertmanager/grafana/api/v2/silences', undefined, bearer)).status).toBe(200);
  expect((await ask('POST', '/api/alertmanager/grafana/api/v2/silences', {}, bearer)).status).toBe(403);
  expect((await ask('GET', tokens)).body).toMatchObject([{ id: token.body.id, expiration: null, hasExpired: false }]);
  expect(await ask('DELETE', `/api/serviceaccounts/${made.body.id}`)).toMatchObject({
    status: 200,
    body: { message: 'Service account deleted' },
  });
  expect((await ask('GET', '/api/alertmanager/grafana/api/v2/silences', undefined, bearer)).status).toBe(401);
  expect(await ask('GET', tokens), 'of an account that is gone').toMatchObject({ status: 200, body: [] });
  expect((await ask('GET', `/api/serviceaccounts/${made.body.id}`)).status).toBe(404);
});

test('names are unique in an organisation; those of tokens, too', async () => {
  const first = await ask('POST', '/api/serviceaccounts', { name: 'One', role: 'Viewer' });
  expect(await ask('POST', '/api/serviceaccounts', { name: 'One', role: 'Viewer' })).toMatchObject({
    status: 400,
    body: { messageId: 'serviceaccounts.ErrAlreadyExists', message: 'service account already exists' },
  });
  const elsewhere = await ask('POST', '/api/serviceaccounts', { name: 'One', role: 'Viewer' }, basic('olga'));
  expect(elsewhere).toMatchObject({ status: 201, body: { orgId: 2 } });
  expect((await ask('GET', `/api/serviceaccounts/${elsewhere.body.id}`)).status, 'of another organisation').toBe(404);
  const other = await ask('POST', '/api/serviceaccounts', { name: 'Two', role: 'Viewer' });
  await ask('POST', `/api/serviceaccounts/${first.body.id}/tokens`, { name: 'same' });
  expect(await ask('POST', `/api/serviceaccounts/${other.body.id}/tokens`, { name: 'same' })).toMatchObject({
    status: 400,
    body: { messageId: 'serviceaccounts.ErrTokenAlreadyExists' },
  });
});

test('a limit of how long tokens live is refused by message only', async () => {
  const { body } = await ask('POST', '/api/serviceaccounts', { name: 'Limited', role: 'Viewer' });
  host.state.serviceAccounts.longest = 3600;
  const path = `/api/serviceaccounts/${body.id}/tokens`;
  expect(await ask('POST', path, { name: 'b' })).toMatchObject({
    status: 400,
    body: { message: 'Number of seconds before expiration should be set' },
  });
  expect(await ask('POST', path, { name: 'b', secondsToLive: 3601 })).toMatchObject({
    status: 400,
    body: { message: 'Number of seconds before expiration is greater than the global limit' },
  });
  expect((await ask('POST', path, { name: 'b', secondsToLive: 3600 })).status).toBe(200);
});

test('they are the administrators’, unless an action was taken from them', async () => {
  expect(await ask('GET', '/api/serviceaccounts/search', undefined, basic('cleo'))).toMatchObject({
    status: 403,
    body: { message: expect.stringContaining('serviceaccounts:read') },
  });
  host.state.takenActions.add('serviceaccounts:create');
  expect(await ask('POST', '/api/serviceaccounts', { name: 'Three', role: 'Viewer' })).toMatchObject({
    status: 403,
    body: { message: expect.stringContaining('serviceaccounts:create') },
  });
  expect((await ask('GET', '/api/serviceaccounts/search')).status).toBe(200);
});
