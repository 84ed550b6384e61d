/** Who is asking, and how the sidecar knows. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { contextOf, startGrafana } from '../support/grafana.ts';
import type { Grafana, GrafanaUser } from '../support/grafana.ts';
import { apiToken, pluginToken, startSidecar } from '../support/sidecar.ts';
import type { RequestOptions, Sidecar } from '../support/sidecar.ts';

const provisioning = `
apiVersion: 1
users: [ { login: ann, email: ann@example.com } ]
teams: [ { id: sre, members: [ann] }, { id: db, grafanaTeam: 7 } ]
rotas: [ { id: db, team: db, timeZone: UTC, layers: [ { id: a, participants: [[ann]] } ] } ]
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

interface Refused {
  error: { message: string; reason: string; data: { why?: string; login?: string; orgs?: string[] } };
}

onEachDatabase('Behind Grafana', (database) => {
  let grafana: Grafana;
  let sidecar: Sidecar;
  beforeAll(async () => {
    grafana = await startGrafana();
    sidecar = await startSidecar({
      provisioning,
      databaseUrl: await database.fresh(),
      env: { VIGIE_GRAFANA_URL: grafana.url, VIGIE_GRAFANA_ORGS: '1,3' },
    });
  });
  afterAll(async () => {
    await sidecar?.remove();
    await grafana?.stop();
  });
  const me = (headers: Record<string, string>) => sidecar.api<Me>('GET', 'me', undefined, { headers, door: 'plugin' });
  const refusalOf = async (options: RequestOptions) => {
    const { status, body } = await sidecar.api<Refused>('GET', 'me', undefined, options);
    return { status, ...body.error };
  };
  /** `401 identity-unknown expired` */
  const refusal = async (headers: Record<string, string>) => {
    const { status, reason, data } = await refusalOf({ headers, door: 'plugin' });
    return [status, reason, data?.why].filter((part) => part !== undefined).join(' ');
  };

  test('a person is who Grafana signed, with role and teams', async () => {
    const { status, body } = await me(await grafana.headers({ ...ann, teams: [7] }));
    expect([status, body]).toMatchObject([200, { kind: 'person', login: 'ann', role: 'Editor', teams: ['db', 'sre'] }]);
  });

  test('somebody new becomes a user, with the name as it is written', async () => {
    expect((await me(await grafana.headers(zoe))).status).toBe(200);
    const { body } = await sidecar.api<{ items: object[] }>('GET', 'users?q=zo');
    expect(body.items).toMatchObject([
      { login: 'zoë', name: 'Zoë Ångström', email: 'zoe@example.com', provisioned: false },
    ]);
  });

  test('only the API token on the way of scripts is the administrator', async () => {
    expect((await sidecar.api<Me>('GET', 'me')).body).toMatchObject({ kind: 'script', name: 'api', role: 'Admin' });
    for (const headers of [
      { 'X-Grafana-Org-Id': '1' },
      { Via: '1.1 grafana' },
      { 'X-Forwarded-For': '127.0.0.1, 127.0.0.1' },
      { Forwarded: 'for=127.0.0.1' },
      await grafana.headers({ ...ann, role: 'Admin' }),
    ]) {
      expect(await refusalOf({ headers, door: 'scripts' }), JSON.stringify(headers)).toMatchObject({
        status: 401,
        reason: 'forwarded',
        message: expect.stringContaining('update the plugin'),
      });
    }
    expect(await refusalOf({ token: pluginToken, door: 'scripts' })).toMatchObject({
      status: 401,
      reason: 'plugin-token',
    });
    expect(await refusalOf({ token: null })).toMatchObject({ status: 401, reason: 'token-missing' });
    expect(await refusalOf({ token: 'wrong' })).toMatchObject({ status: 401, reason: 'token-unknown' });
  });

  test.each([
    ['the plugin’s', pluginToken],
    ['the API', apiToken],
  ])('on the plugin’s way %s token opens nothing by itself', async (_, token) => {
    const asked = (headers: Record<string, string>) => refusalOf({ headers, token, door: 'plugin' });
    expect(await asked({})).toMatchObject({ status: 401, reason: 'identity-unknown', data: { why: 'no-identity' } });
    expect(await asked({ 'X-Grafana-Context': contextOf({ ...ann, role: 'Admin' }) })).toMatchObject({
      status: 401,
      reason: 'identity-unknown',
    });
    expect(
      (await sidecar.api<Me>('GET', 'me', undefined, { token, headers: await grafana.headers(ann) })).body,
    ).toMatchObject({ login: 'ann' });
  });

  test('no other token counts on the plugin’s way, nor does a person without one', async () => {
    const headers = await grafana.headers(ann);
    const made = await sidecar.api<{ token: string }>('POST', 'tokens', { name: 'strayed', scopes: ['admin'] });
    expect(await refusalOf({ headers, token: made.body.token })).toMatchObject({
      status: 401,
      reason: 'plugin-token-wrong',
    });
    expect(await refusalOf({ headers, token: 'wrong' })).toMatchObject({ status: 401, reason: 'plugin-token-wrong' });
    expect(await refusalOf({ headers, token: null })).toMatchObject({ status: 401, reason: 'token-missing' });
    const behindProxy = await sidecar.api<Me>('GET', 'me', undefined, {
      token: made.body.token,
      headers: { 'X-Forwarded-For': '203.0.113.7' },
      door: 'scripts',
    });
    expect(behindProxy.body).toMatchObject({ kind: 'script', name: 'strayed' });
  });

  test('an address that ends in a slash leads to the same place', async () => {
    const headers = { ...(await grafana.headers(ann)), Authorization: `Bearer ${pluginToken}` };
    const answer = await fetch(`${sidecar.url}//grafana/api/v1/me`, { headers });
    expect([answer.status, await answer.json()]).toMatchObject([200, { login: 'ann' }]);
  });

  test('forged, expired and foreign identities are refused', async () => {
    expect(await refusal(await grafana.headers(ann, { forged: true }))).toBe('401 identity-unknown not-signed');
    expect(await refusal(await grafana.headers(ann, { expiresIn: -60 }))).toBe('401 identity-unknown expired');
    expect(await refusal(await grafana.headers(ann, { expiresIn: null })), 'one that never ends').toBe(
      '401 identity-unknown not-signed',
    );
    expect(
      (await me(await grafana.headers(ann, { expiresIn: -10 }))).status,
      'clocks may differ by half a minute',
    ).toBe(200);
    expect(await refusalOf({ headers: await grafana.headers({ ...ann, org: 2 }) })).toMatchObject({
      status: 403,
      reason: 'identity-foreign',
      data: { orgs: ['1', '3'] },
    });
    expect((await me(await grafana.headers({ ...ann, org: 3 }))).status).toBe(200);
    expect(await refusal(await grafana.headers(ann, { audience: ['somewhere'] }))).toBe(
      '401 identity-unknown wrong-audience',
    );
    expect(await refusal(await grafana.headers({ ...ann, type: 'api-key' }))).toBe('401 identity-unknown wrong-kind');
    expect(await refusal({ 'X-Grafana-Id': 'not.a.token' })).toBe('401 identity-unknown not-signed');
    const unsigned = `${Buffer.from('{"alg":"none","typ":"jwt","kid":"x"}').toString('base64url')}.${Buffer.from('{"sub":"user:1"}').toString('base64url')}.`;
    expect(await refusal({ 'X-Grafana-Id': unsigned })).toBe('401 identity-unknown not-signed');
  });

  test('the context of another person adds nothing', async () => {
    const { 'X-Grafana-Id': id } = await grafana.headers({ ...ann, role: 'Viewer' });
    const { body } = await me({
      'X-Grafana-Id': String(id),
      'X-Grafana-Context': contextOf({ uid: 'u-dee', login: 'dee', role: 'Admin', teams: [7] }),
    });
    expect(body).toMatchObject({ login: 'ann', role: 'Viewer', teams: ['sre'] });
  });

  test('somebody new is where their browser is, not in UTC; whoever is known stays where they are', async () => {
    const at = async (login: string, zone: string | null) => {
      await me({
        ...(await grafana.headers({ uid: `u-${login}`, login, role: 'Viewer' })),
        ...(zone !== null && { 'X-Vigie-Time-Zone': zone }),
      });
      return (await sidecar.api<{ timeZone: string }>('GET', `users/${login}`)).body.timeZone;
    };
    expect(await at('yoko', 'Asia/Tokyo')).toBe('Asia/Tokyo');
    expect(await at('yoko', 'America/New_York')).toBe('Asia/Tokyo');
    expect([await at('odd', 'Mars/Olympus'), await at('mute', null)]).toEqual(['UTC', 'UTC']);
  });

  test('anonymous visitors only read, whatever role Grafana gives them', async () => {
    const { body } = await me(
      await grafana.headers({ uid: 'anonymous:0', login: '', type: 'anonymous', role: 'Admin' }),
    );
    expect(body).toMatchObject({
      kind: 'script',
      login: null,
      name: 'anonymous',
      role: 'Viewer',
      can: { respond: false, edit: false, administer: false },
    });
  });

  test('a service account has its role and its name, and is nobody who could be paged', async () => {
    const robot: GrafanaUser = {
      uid: 'sa-9',
      login: 'sa-1-robot',
      name: 'robot',
      type: 'service-account',
      role: 'Editor',
      teams: [7],
    };
    expect((await me(await grafana.headers(robot))).body).toMatchObject({
      kind: 'script',
      login: null,
      name: 'robot',
      role: 'Editor',
      teams: ['db'],
      can: { edit: true, administer: false },
    });
    expect((await me(await grafana.headers({ ...robot, name: 'ann' }))).body.name, 'not the name of a person').toBe(
      'sa-1-robot',
    );
    const { 'X-Grafana-Id': alone } = await grafana.headers(robot);
    expect((await me({ 'X-Grafana-Id': String(alone) })).body).toMatchObject({
      name: 'service account sa-9',
      role: 'Editor',
      teams: [],
    });
    const { body } = await sidecar.api<{ items: Array<{ login: string }> }>('GET', 'users');
    expect(body.items.map(({ login }) => login).filter((login) => /robot|sa-/.test(login))).toEqual([]);
  });

  test.each(['Viewer', 'Editor', 'Admin'] as const)(
    'a service account that is %s gets no calendar link, which would outlive it',
    async (role) => {
      const robot = {
        headers: await grafana.headers({
          uid: 'sa-9',
          login: 'sa-1-robot',
          name: 'robot',
          type: 'service-account',
          role,
          teams: [7],
        }),
      };
      const visitor = { headers: await grafana.headers({ uid: '', login: '', type: 'anonymous', role }) };
      expect((await sidecar.api('POST', 'rotas/db/ical')).status).toBe(201);
      for (const who of [robot, visitor]) {
        for (const [method, route] of [
          ['GET', 'rotas/db/ical'],
          ['POST', 'rotas/db/ical'],
          ['GET', 'users/ann/ical'],
          ['POST', 'users/ann/ical'],
        ] as const) {
          const { status, body } = await sidecar.api(method, route, undefined, who);
          expect([status, JSON.stringify(body)], `${method} ${route}`).toEqual([
            403,
            expect.not.stringContaining('.ics'),
          ]);
        }
      }
      expect(
        (await sidecar.api('GET', 'rotas/db/ical', undefined, { headers: await grafana.headers(ann) })).status,
      ).toBe(200);
    },
  );

  test('a renamed login stays the same person; a taken login is refused until an Admin rebinds it', async () => {
    expect((await me(await grafana.headers({ ...ann, login: 'ann.martin' }))).body.login).toBe('ann');
    const impostor = await grafana.headers({ uid: 'u-other', login: 'ann', role: 'Admin' });
    expect(await refusal(impostor)).toBe('401 login-taken');
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
    expect(await refusal(old)).toBe('401 identity-unknown unknown-key');
  });

  test('while Grafana is away, known keys go on counting', async () => {
    const before = await grafana.headers(ann);
    expect((await me(before)).status).toBe(200);
    await grafana.stop();
    expect((await me(before)).status).toBe(200);
    await grafana.rotate();
    expect(await refusal(await grafana.headers(ann))).toBe('401 identity-unknown unknown-key');
    await grafana.start();
  });
});

describe('without the address of Grafana', () => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning });
  });
  afterAll(() => sidecar?.remove());

  test('its word is taken on the plugin’s way', async () => {
    const ask = (user: GrafanaUser, token?: string) =>
      sidecar.api<Me>('GET', 'me', undefined, {
        headers: { 'X-Grafana-Context': contextOf(user) },
        ...(token === undefined ? {} : { token }),
      });
    expect((await ask(zoe)).body).toMatchObject({ login: 'zoë', role: 'Viewer' });
    expect((await ask({ ...ann, org: 2 })).status).toBe(403);
    expect((await ask(ann, 'wrong')).status).toBe(401);
    expect(
      (await ask({ uid: 'sa-9', login: 'sa-1-robot', name: 'robot', type: 'service-account', role: 'Editor' })).body,
    ).toMatchObject({ kind: 'script', login: null, name: 'robot', role: 'Editor' });
    for (const headers of [{ 'X-Grafana-Context': '{broken' }, {}] as Array<Record<string, string>>) {
      const refused = await sidecar.api<Refused>('GET', 'me', undefined, { headers, door: 'plugin' });
      expect([refused.status, refused.body.error]).toMatchObject([
        401,
        { reason: 'identity-unknown', data: { why: 'no-context' } },
      ]);
    }
    expect((await sidecar.api<{ identity: string }>('GET', 'status')).body.identity).toBe('believed');
  });
});

describe('API tokens', () => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning });
  });
  afterAll(() => sidecar?.remove());

  test.each(['ann', 'Ann', 'api', 'files', 'vigie'])(
    'are not called %s: what they do would look like the deeds of somebody else',
    async (name) => {
      const refused = await sidecar.api<{ error: { details: object[] } }>('POST', 'tokens', {
        name,
        scopes: ['respond'],
      });
      expect(refused).toMatchObject({
        status: 400,
        body: { error: { details: [{ path: 'name', message: expect.stringContaining('audit log') }] } },
      });
      const made = await sidecar.api<{ id: string }>('POST', 'tokens', {
        name: `script of ${name}`,
        scopes: ['respond'],
      });
      expect((await sidecar.api('PUT', `tokens/${made.body.id}`, { name, scopes: ['respond'] })).status).toBe(400);
      expect((await sidecar.api('DELETE', `tokens/${made.body.id}`)).status).toBe(204);
    },
  );

  test('of one name have each a limit of their own: one script that asks much does not stop the other', async () => {
    const token = async () =>
      (await sidecar.api<{ token: string; id: string }>('POST', 'tokens', { name: 'twins', scopes: ['read'] })).body;
    const [one, other] = [await token(), await token()];
    const left = async (of: { token: string }) =>
      Number((await sidecar.api('GET', 'me', undefined, { token: of.token })).headers.get('x-ratelimit-remaining'));
    expect([await left(one), await left(one), await left(other)]).toEqual([2999, 2998, 2999]);
    for (const { id } of [one, other]) {
      expect((await sidecar.api('DELETE', `tokens/${id}`)).status).toBe(204);
    }
  });

  test('are shown once, expire, and can be revoked', async () => {
    const made = await sidecar.api<{ id: string; token: string; expiresAt: string }>('POST', 'tokens', {
      name: 'bot',
      scopes: ['read'],
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(made.body.expiresAt).toBe('2027-01-01T00:00:00.000Z');
    const { token, id } = made.body;
    expect((await sidecar.api<Me>('GET', 'me', undefined, { token })).body).toMatchObject({
      kind: 'script',
      name: 'bot',
      can: { respond: false },
    });
    const list = await sidecar.api<{ items: object[] }>('GET', 'tokens');
    expect(list.body.items).toMatchObject([{ id, name: 'bot', lastUsedAt: '2026-01-01T00:00:00.000Z' }]);
    expect(JSON.stringify(list.body)).not.toContain(token);
    const short = await sidecar.api<{ token: string }>('POST', 'tokens', {
      name: 'short',
      scopes: ['admin'],
      expiresAt: '2026-01-01T01:00:00Z',
    });
    expect((await sidecar.api('GET', 'me', undefined, { token: short.body.token })).status).toBe(200);
    await sidecar.advance('1h');
    expect(
      (await sidecar.api<{ error: { message: string } }>('GET', 'me', undefined, { token: short.body.token })).body
        .error.message,
    ).toContain('expired');
    expect((await sidecar.api('DELETE', `tokens/${id}`)).status).toBe(204);
    expect((await sidecar.api('GET', 'me', undefined, { token })).status).toBe(401);
  });
});
