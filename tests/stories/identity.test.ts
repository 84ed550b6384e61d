/** Who is asking, and how the sidecar knows. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { contextOf, startGrafana } from '../support/grafana.ts';
import type { Grafana, GrafanaUser } from '../support/grafana.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

const provisioning = `
apiVersion: 1
users: [ { login: ann, email: ann@example.com } ]
teams: [ { id: sre, members: [ann] }, { id: db, grafanaTeam: 7 } ]
`;

const ann: GrafanaUser = { uid: 'u-ann', login: 'ann', name: 'Ann Martin', role: 'Editor' };
const zoe: GrafanaUser = { uid: 'u-zoe', login: 'zoë', name: 'Zoë Ångström', email: 'zoe@example.com' };

interface Me {
  kind: string;
  login: string | null;
  name: string;
  role: string;
  teams: string[];
  can: { respond: boolean };
}

onEachDatabase('Behind Grafana', (database) => {
  let grafana: Grafana;
  let sidecar: Sidecar;
  beforeAll(async () => {
    grafana = await startGrafana();
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh(), env: { VIGIE_GRAFANA_URL: grafana.url, VIGIE_GRAFANA_ORGS: '1,3' } });
  });
  afterAll(async () => {
    await sidecar?.remove();
    await grafana?.stop();
  });
  const me = (headers: Record<string, string>) => sidecar.api<Me>('GET', 'me', undefined, { headers });
  const refusal = async (headers: Record<string, string>) => {
    const { status, body } = await sidecar.api<{ error: { message: string } }>('GET', 'me', undefined, { headers });
    return `${status} ${body.error?.message ?? JSON.stringify(body)}`;
  };

  test('a person is who Grafana signed, with role and teams', async () => {
    const { status, body } = await me(await grafana.headers({ ...ann, teams: [7] }));
    expect([status, body]).toMatchObject([200, { kind: 'person', login: 'ann', role: 'Editor', teams: ['db', 'sre'] }]);
  });

  test('somebody new becomes a user, with the name as it is written', async () => {
    expect((await me(await grafana.headers(zoe))).status).toBe(200);
    const { body } = await sidecar.api<{ items: object[] }>('GET', 'users?q=zo');
    expect(body.items).toMatchObject([{ login: 'zoë', name: 'Zoë Ångström', email: 'zoe@example.com', provisioned: false }]);
  });

  test('only the token alone is the administrator', async () => {
    expect((await me({})).body).toMatchObject({ kind: 'script', name: 'api', role: 'Admin' });
    expect(await refusal({ 'X-Grafana-Org-Id': '1' })).toContain('401 Grafana sent no X-Grafana-Id');
    expect(await refusal({ Via: '1.1 grafana' })).toContain('401');
    expect(await refusal({ 'X-Grafana-Context': contextOf({ ...ann, role: 'Admin' }) })).toContain('401');
    expect((await sidecar.api('GET', 'me', undefined, { token: null, headers: await grafana.headers(ann) })).status).toBe(401);
    expect((await sidecar.api('GET', 'me', undefined, { token: 'wrong' })).status).toBe(401);
  });

  test('forged, expired and foreign identities are refused', async () => {
    expect(await refusal(await grafana.headers(ann, { forged: true }))).toContain('401 The signature');
    expect(await refusal(await grafana.headers(ann, { expiresIn: -60 }))).toContain('401 The identity that Grafana signed has expired');
    expect((await me(await grafana.headers(ann, { expiresIn: -10 }))).status, 'clocks may differ by half a minute').toBe(200);
    expect(await refusal(await grafana.headers({ ...ann, org: 2 }))).toContain('403 This sidecar serves the Grafana organisation 1, 3');
    expect((await me(await grafana.headers({ ...ann, org: 3 }))).status).toBe(200);
    expect(await refusal(await grafana.headers(ann, { audience: ['somewhere'] }))).toContain('401');
    expect(await refusal(await grafana.headers({ ...ann, type: 'api-key' }))).toContain('401');
    expect(await refusal({ 'X-Grafana-Id': 'not.a.token' })).toContain('401');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"jwt","kid":"x"}').toString('base64url')}.${Buffer.from('{"sub":"user:1"}').toString('base64url')}.`;
    expect(await refusal({ 'X-Grafana-Id': unsigned })).toContain('401');
  });

  test('the context of another person adds nothing', async () => {
    const { 'X-Grafana-Id': id } = await grafana.headers({ ...ann, role: 'Viewer' });
    const { body } = await me({ 'X-Grafana-Id': String(id), 'X-Grafana-Context': contextOf({ uid: 'u-dee', login: 'dee', role: 'Admin', teams: [7] }) });
    expect(body).toMatchObject({ login: 'ann', role: 'Viewer', teams: ['sre'] });
  });

  test('service accounts and anonymous visitors only read', async () => {
    for (const type of ['service-account', 'anonymous'] as const) {
      expect((await me(await grafana.headers({ uid: 'x', login: '', type }))).body).toMatchObject({ kind: 'script', login: null, can: { respond: false } });
    }
  });

  test('a renamed login stays the same person; a taken login is refused until an Admin rebinds it', async () => {
    expect((await me(await grafana.headers({ ...ann, login: 'ann.martin' }))).body.login).toBe('ann');
    const impostor = await grafana.headers({ uid: 'u-other', login: 'ann', role: 'Admin' });
    expect(await refusal(impostor)).toContain('401 The login ann belongs to another Grafana user');
    expect((await sidecar.api('POST', 'users/ann/rebind', { uid: 'u-other' })).status).toBe(204);
    expect((await me(impostor)).body.login).toBe('ann');
    expect((await sidecar.api('POST', 'users/ann/rebind', { uid: 'u-ann' })).status).toBe(204);
    expect((await me(await grafana.headers(ann))).body.login).toBe('ann');
  });

  test('keys rotate, and the old ones go on counting while Grafana keeps them', async () => {
    const old = await grafana.headers(ann);
    await grafana.rotate();
    expect((await me(await grafana.headers(ann))).status).toBe(200);
    expect((await me(old)).status).toBe(200);
    await grafana.rotate(false);
    expect((await me(await grafana.headers(ann))).status).toBe(200);
    expect(await refusal(old)).toContain('401');
  });

  test('while Grafana is away, known keys go on counting', async () => {
    const before = await grafana.headers(ann);
    expect((await me(before)).status).toBe(200);
    await grafana.stop();
    expect((await me(before)).status).toBe(200);
    await grafana.rotate();
    expect(await refusal(await grafana.headers(ann))).toContain('401');
    await grafana.start();
  });
});

describe('without the address of Grafana', () => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning });
  });
  afterAll(() => sidecar?.remove());

  test('its word is taken, behind the shared token', async () => {
    const ask = (user: GrafanaUser, token?: string) => sidecar.api<Me>('GET', 'me', undefined, { headers: { 'X-Grafana-Context': contextOf(user) }, ...(token === undefined ? {} : { token }) });
    expect((await ask(zoe)).body).toMatchObject({ login: 'zoë', role: 'Viewer' });
    expect((await ask({ ...ann, org: 2 })).status).toBe(403);
    expect((await ask(ann, 'wrong')).status).toBe(401);
    expect((await sidecar.api('GET', 'me', undefined, { headers: { 'X-Grafana-Context': '{broken' } })).status).toBe(401);
    expect((await sidecar.api<{ identity: string }>('GET', 'status')).body.identity).toBe('believed');
  });
});

describe('API tokens', () => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning });
  });
  afterAll(() => sidecar?.remove());

  test.each(['ann', 'Ann', 'api', 'files', 'vigie'])('are not called %s: what they do would look like the deeds of somebody else', async (name) => {
    const refused = await sidecar.api<{ error: { details: object[] } }>('POST', 'tokens', { name, scopes: ['respond'] });
    expect(refused).toMatchObject({ status: 400, body: { error: { details: [{ path: 'name', message: expect.stringContaining('audit log') }] } } });
    const made = await sidecar.api<{ id: string }>('POST', 'tokens', { name: `script of ${name}`, scopes: ['respond'] });
    expect((await sidecar.api('PUT', `tokens/${made.body.id}`, { name, scopes: ['respond'] })).status).toBe(400);
    expect((await sidecar.api('DELETE', `tokens/${made.body.id}`)).status).toBe(204);
  });

  test('of one name have each a limit of their own: one script that asks much does not stop the other', async () => {
    const token = async () => (await sidecar.api<{ token: string; id: string }>('POST', 'tokens', { name: 'twins', scopes: ['read'] })).body;
    const [one, other] = [await token(), await token()];
    const left = async (of: { token: string }) => Number((await sidecar.api('GET', 'me', undefined, { token: of.token })).headers.get('x-ratelimit-remaining'));
    expect([await left(one), await left(one), await left(other)]).toEqual([2999, 2998, 2999]);
    for (const { id } of [one, other]) {
      expect((await sidecar.api('DELETE', `tokens/${id}`)).status).toBe(204);
    }
  });

  test('are shown once, expire, and can be revoked', async () => {
    const made = await sidecar.api<{ id: string; token: string; expiresAt: string }>('POST', 'tokens', { name: 'bot', scopes: ['read'] });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body.expiresAt).toBe('2027-01-01T00:00:00.000Z');
    const { token, id } = made.body;
    expect((await sidecar.api<Me>('GET', 'me', undefined, { token })).body).toMatchObject({ kind: 'script', name: 'bot', can: { respond: false } });
    const list = await sidecar.api<{ items: object[] }>('GET', 'tokens');
    expect(list.body.items).toMatchObject([{ id, name: 'bot', lastUsedAt: '2026-01-01T00:00:00.000Z' }]);
    expect(JSON.stringify(list.body)).not.toContain(token);
    const short = await sidecar.api<{ token: string }>('POST', 'tokens', { name: 'short', scopes: ['admin'], expiresAt: '2026-01-01T01:00:00Z' });
    expect((await sidecar.api('GET', 'me', undefined, { token: short.body.token })).status).toBe(200);
    await sidecar.advance('1h');
    expect((await sidecar.api<{ error: { message: string } }>('GET', 'me', undefined, { token: short.body.token })).body.error.message).toContain('expired');
    expect((await sidecar.api('DELETE', `tokens/${id}`)).status).toBe(204);
    expect((await sidecar.api('GET', 'me', undefined, { token })).status).toBe(401);
  });
});
