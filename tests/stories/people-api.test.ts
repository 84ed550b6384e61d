/** How people say how they are reached: their own methods, shown to work before they count. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contextOf } from '../support/grafana.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { startWebhookSink } from '../support/webhook-sink.ts';
import type { WebhookSink } from '../support/webhook-sink.ts';

const provisioning = `
apiVersion: 1
users:
  - { login: ann, name: Ann Martin, email: ann@example.com, timeZone: Europe/Paris }
  - { login: ben, contactMethods: [ { id: mail, type: email, to: ben@example.com } ] }
`;

interface User {
  version: number;
  contactMethods: Array<{
    id: string;
    verified: boolean;
    hasSecret?: boolean;
    secret?: null;
    to?: string;
    healthy: boolean;
  }> | null;
  [field: string]: unknown;
}

let sidecar: Sidecar;
let sink: WebhookSink;
beforeAll(async () => {
  sink = await startWebhookSink();
  sidecar = await startSidecar({ provisioning });
});
afterAll(async () => {
  await sidecar?.remove();
  await sink?.stop();
});

const asAnn = { headers: { 'X-Grafana-Context': contextOf({ uid: 'u-ann', login: 'ann' }) } };
const ann = () => sidecar.api<User>('GET', 'users/ann', undefined, asAnn).then(({ body }) => body);

describe('a person of a file', () => {
  test('adds a method beside what the file states, and proves that it reaches them', async () => {
    const before = await ann();
    const method = { id: 'hook', type: 'webhook', to: `${sink.url('/ann')}`, secret: 'sign-with-this' };
    const saved = await sidecar.api<User>(
      'PUT',
      'users/ann',
      { ...before, contactMethods: [method], notificationRules: { default: [{ method: 'hook' }] } },
      asAnn,
    );
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    expect(saved.body.contactMethods).toMatchObject([
      { id: 'hook', verified: false, healthy: true, hasSecret: true, secret: null, to: `${sink.url('/ann')}` },
    ]);
    expect(JSON.stringify(saved.body)).not.toContain('sign-with-this');

    const sent = await sidecar.api<{ verified: boolean; sent: { outcome: string }; expiresAt: string }>(
      'POST',
      'users/ann/contact-methods/hook/verify',
      undefined,
      asAnn,
    );
    expect(sent.body, JSON.stringify(sent.body)).toMatchObject({
      verified: false,
      sent: { outcome: 'done' },
      expiresAt: '2026-01-01T00:10:00.000Z',
    });
    const message = await sink.waitFor(({ path }) => path === '/ann');
    expect(message.body).toMatchObject({ kind: 'test', person: { login: 'ann' } });
    expect(message.headers['x-vigie-signature']).toMatch(/^sha256=/);
    const code = /\b(\d{6})\b/.exec(String(message.body['text']))?.[1] ?? '';
    expect(
      (await sidecar.api('POST', 'users/ann/contact-methods/hook/verify', undefined, asAnn)).status,
      'a code a moment ago',
    ).toBe(429);
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await sidecar.api('POST', 'users/ann/contact-methods/hook/verify', { code: wrong }, asAnn)).status).toBe(
      400,
    );
    expect((await sidecar.api('POST', 'users/ann/contact-methods/hook/verify', { code }, asAnn)).body).toMatchObject({
      verified: true,
    });
    expect((await ann()).contactMethods).toMatchObject([{ id: 'hook', verified: true }]);
    expect(
      (await sidecar.api<{ outcome: string }>('POST', 'users/ann/contact-methods/hook/test', undefined, asAnn)).body
        .outcome,
    ).toBe('done');
  });

  test('keeps secret and proof when saved as read, and loses the proof with another address', async () => {
    const read = await ann();
    const same = await sidecar.api<User>('PUT', 'users/ann', read, {
      ...asAnn,
      headers: { ...asAnn.headers, 'If-Match': `"${read.version}"` },
    });
    expect(same.status, JSON.stringify(same.body)).toBe(200);
    expect(same.body.contactMethods).toMatchObject([{ verified: true, hasSecret: true }]);
    expect(
      (
        await sidecar.api('PUT', 'users/ann', read, {
          ...asAnn,
          headers: { ...asAnn.headers, 'If-Match': `"${read.version}"` },
        })
      ).status,
    ).toBe(409);
    const [method] = same.body.contactMethods ?? [];
    const moved = await sidecar.api<User>(
      'PUT',
      'users/ann',
      { ...same.body, contactMethods: [{ ...method, to: `${sink.url('/elsewhere')}` }] },
      asAnn,
    );
    expect(moved.body.contactMethods).toMatchObject([{ verified: false, hasSecret: true }]);
  });

  test('survives a reload of the files, and what the file states stays as it is', async () => {
    await sidecar.provision(provisioning.replace('Ann Martin', 'Ann M. Martin'));
    await sidecar.logLine(({ msg }) => msg === 'provisioning files reloaded');
    const body = await ann();
    expect(body).toMatchObject({ name: 'Ann M. Martin', provisioned: true, contactMethods: [{ id: 'hook' }] });
    const renamed = await sidecar.api<{ error: { message: string } }>('PUT', 'users/ann', { ...body, name: 'Queen' });
    expect([renamed.status, renamed.body.error.message]).toEqual([409, expect.stringContaining('states name of ann')]);
    const ben = (await sidecar.api<User>('GET', 'users/ben')).body;
    expect((await sidecar.api('PUT', 'users/ben', { ...ben, contactMethods: [] })).status).toBe(409);
    expect(
      (
        await sidecar.api('PUT', 'users/ben', {
          ...ben,
          quietHours: { windows: [{ days: ['daily'], from: '22:00', to: '07:00' }] },
        })
      ).status,
    ).toBe(200);
  });
});

test('an address that cannot be one is refused by its field', async () => {
  const { status, body } = await sidecar.api<{ error: { details: object[] } }>(
    'PUT',
    'users/ann',
    { ...(await ann()), contactMethods: [{ id: 'x', type: 'email', to: 'nobody' }], notificationRules: null },
    asAnn,
  );
  expect([status, body.error.details]).toMatchObject([
    400,
    [{ path: 'contactMethods[0].to', message: expect.stringContaining('mail address') }],
  ]);
});

test('an Admin makes a person, and vouches for a method', async () => {
  const method = { id: 'hook', type: 'webhook', to: `${sink.url('/dee')}`, verified: true };
  const made = await sidecar.api<User>('POST', 'users', { login: 'dee', contactMethods: [method] });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  expect(made.body.contactMethods).toMatchObject([{ id: 'hook', verified: true }]);
  const asDee = { headers: { 'X-Grafana-Context': contextOf({ uid: 'u-dee', login: 'dee' }) } };
  const own = (await sidecar.api<User>('GET', 'users/dee', undefined, asDee)).body;
  const raised = await sidecar.api('PUT', 'users/dee', { ...own, admin: true }, asDee);
  expect(raised.status).toBe(403);
  const another = await sidecar.api<User>(
    'PUT',
    'users/dee',
    { ...own, contactMethods: [{ ...method, id: 'second' }] },
    asDee,
  );
  expect(another.body.contactMethods, 'nobody vouches for themselves').toMatchObject([
    { id: 'second', verified: false },
  ]);
  expect((await sidecar.api('DELETE', 'users/dee')).status).toBe(204);
});

test('a person who has changed since is not deleted, and the refusal names the versions that were seen', async () => {
  const made = (await sidecar.api<User & { version: number }>('POST', 'users', { login: 'fay' })).body;
  const changed = (await sidecar.api<User & { version: number }>('PUT', 'users/fay', { ...made, name: 'Fay' })).body;
  const remove = (version: number) =>
    sidecar.api<{ error: { message: string } }>('DELETE', 'users/fay', undefined, {
      headers: { 'If-Match': `"${version}"` },
    });
  const stale = await remove(made.version);
  expect(stale.status).toBe(409);
  expect(stale.body.error.message).toContain(`(version ${changed.version}, not ${made.version})`);
  expect((await remove(changed.version)).status).toBe(204);
});

test("who tried a way of reaching somebody, and who took a person's data along, is in the audit log", async () => {
  const asAnn = { headers: { 'X-Grafana-Context': contextOf({ uid: 'u-ann', login: 'ann' }) } };
  const logged = async (query: string) =>
    (await sidecar.api<{ items: object[] }>('GET', `audit?${query}&limit=1`)).body.items;
  await sidecar.api('POST', 'channels', { id: 'den', type: 'webhook', settings: { url: `${sink.url('/den')}` } });
  await sidecar.api('POST', 'channels/den/test');
  expect(await logged('kind=channels&subject=den')).toMatchObject([
    { actor: 'api', action: 'test', before: null, after: { outcome: 'done', reason: null } },
  ]);
  await sidecar.api('POST', 'users', {
    login: 'eve',
    contactMethods: [{ id: 'hook', type: 'webhook', to: `${sink.url('/eve')}`, verified: true }],
  });
  await sidecar.api('POST', 'users/eve/contact-methods/hook/test');
  expect(await logged('kind=users&subject=eve')).toMatchObject([
    { actor: 'api', action: 'test', before: null, after: { method: 'hook', outcome: 'done', reason: null } },
  ]);
  await sidecar.api('POST', 'users', {
    login: 'gil',
    contactMethods: [{ id: 'hook', type: 'webhook', to: `${sink.url('/gil')}` }],
  });
  expect((await sidecar.api('POST', 'users/gil/contact-methods/hook/verify')).status).toBe(200);
  expect(await logged('kind=users&subject=gil')).toMatchObject([
    { actor: 'api', action: 'send-code', before: null, after: { method: 'hook', outcome: 'done', reason: null } },
  ]);
  expect((await sidecar.api('GET', 'users/eve/export')).status).toBe(200);
  expect(await logged('kind=users&subject=eve')).toMatchObject([
    { actor: 'api', action: 'export', before: null, after: null },
  ]);
  expect((await sidecar.api('GET', 'users/ann/export', undefined, asAnn)).status).toBe(200);
  expect(await logged('kind=users&subject=ann')).toMatchObject([{ actor: 'ann', action: 'export' }]);
  expect((await sidecar.api('GET', 'users/nobody/export')).status).toBe(404);
  expect(await logged('kind=users&subject=nobody'), 'nothing was taken along').toEqual([]);
});

test('a room is tried, and the tester sees no answer of the other side', async () => {
  await sidecar.api('POST', 'channels', { id: 'room', type: 'webhook', settings: { url: `${sink.url('/room')}` } });
  expect((await sidecar.api<{ outcome: string }>('POST', 'channels/room/test')).body).toMatchObject({
    outcome: 'done',
  });
  sink.mode({ status: 403 }, '/room');
  expect((await sidecar.api('POST', 'channels/room/test')).body).toMatchObject({
    outcome: 'never',
    reason: 'refused',
    detail: expect.stringContaining('403'),
  });
  expect((await sidecar.api('POST', 'channels', { id: 'bad', type: 'webhook' })).status).toBe(400);
});

test('an empty address is filled from Grafana at a later visit, and one that is there stays', async () => {
  const visit = async (login: string, email: string) => {
    const headers = { 'X-Grafana-Context': contextOf({ uid: `u-${login}`, login, email }) };
    return (await sidecar.api<User>('GET', `users/${login}`, undefined, { headers })).body.email;
  };
  expect(await visit('dora', '')).toBe(null);
  expect(await visit('dora', 'dora@example.com')).toBe('dora@example.com');
  expect(await visit('dora', 'other@example.com')).toBe('dora@example.com');
  // A file says who ben is, and says no address.
  expect(await visit('ben', 'ben@elsewhere.example')).toBe(null);
});
