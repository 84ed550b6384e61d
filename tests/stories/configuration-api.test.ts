/** What people configure through the API: made, changed, kept from being broken, remembered. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

const provisioning = `
apiVersion: 1
users:
  - { login: ann, name: Ann Martin, email: ann@example.com, timeZone: Europe/Paris }
  - { login: ben, name: Ben Petit, email: ben@example.com }
  - { login: cleo, name: Cleo Roux, email: cleo@example.com }
teams: [ { id: sre, members: [ann, ben], managers: [cleo] } ]
rotas:
  - { id: week, team: sre, timeZone: Europe/Paris, layers: [ { id: l, rotation: { unit: week, start: 2026-01-05T09:00 }, participants: [[ann], [ben]] } ] }
escalationPolicies: [ { id: sre, team: sre, steps: [ { notify: [ { rota: week } ], wait: 5m } ] } ]
`;

interface Stored {
  id: string;
  version: number;
  provisioned: boolean;
  [field: string]: unknown;
}

onEachDatabase('The configuration API', (database) => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
  });
  afterAll(() => sidecar?.remove());

  const rota = {
    name: 'Nuit été',
    team: 'sre',
    timeZone: 'Europe/Paris',
    layers: [{ id: 'a', participants: [['ann']] }],
  };

  describe('one object', () => {
    test('is made, read, changed and deleted, with its version', async () => {
      const made = await sidecar.api<Stored>('POST', 'rotas', rota);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      expect(made.body).toMatchObject({ id: 'nuit-ete', provisioned: false, version: 1, onAbsence: 'flag' });
      const read = await sidecar.api<Stored>('GET', 'rotas/nuit-ete');
      expect(read.body).toEqual(made.body);
      expect(read.headers.get('etag')).toBe('"1"');
      const changed = await sidecar.api<Stored>(
        'PUT',
        'rotas/nuit-ete',
        { ...read.body, name: 'Nights' },
        { headers: { 'If-Match': '"1"' } },
      );
      expect(changed.body).toMatchObject({ name: 'Nights', version: 2 });
      const stale = await sidecar.api<{ error: { code: string } }>('PUT', 'rotas/nuit-ete', read.body, {
        headers: { 'If-Match': '"1"' },
      });
      expect([stale.status, stale.body.error.code]).toEqual([409, 'conflict']);
      expect(
        (await sidecar.api('DELETE', 'rotas/nuit-ete', undefined, { headers: { 'If-Match': '"1"' } })).status,
      ).toBe(409);
      expect(
        (await sidecar.api('DELETE', 'rotas/nuit-ete', undefined, { headers: { 'Content-Type': 'application/json' } }))
          .status,
      ).toBe(204);
      expect((await sidecar.api('GET', 'rotas/nuit-ete')).status).toBe(404);
    });

    test('cannot take a token whose URL is spoken for', async () => {
      const taken = await sidecar.api<{ error: { details: object[] } }>('POST', 'integrations', {
        id: 'spoken-for',
        type: 'webhook',
        policy: 'sre',
        token: 'commands',
      });
      expect(taken.status).toBe(400);
      expect(taken.body.error.details).toEqual([
        {
          path: 'token',
          reason: 'reserved',
          data: { value: 'commands' },
          message: expect.stringContaining('must not be "commands"'),
        },
      ]);
    });

    test('says by field what is wrong with it', async () => {
      const wrong = await sidecar.api<{ error: { details: object[] } }>('POST', 'rotas', {
        ...rota,
        layers: [{ id: 'a', rotation: { every: 0, unit: 'week', start: '2026-01-05T09:00' }, participants: [['zed']] }],
      });
      expect(wrong.status).toBe(400);
      expect(wrong.body.error.details).toEqual([
        { path: 'layers[0].rotation.every', reason: 'too-small', data: { min: 1 }, message: 'must be at least 1' },
      ]);
      const unknown = await sidecar.api<{ error: { details: object[] } }>('POST', 'rotas', {
        ...rota,
        layers: [{ id: 'a', participants: [['zed']] }],
      });
      expect(unknown.status).toBe(400);
      expect(unknown.body.error.details).toMatchObject([
        { path: 'layers[0].participants[0][0]', message: expect.stringContaining('"zed", which does not exist') },
      ]);
    });

    test('of a file is read-only', async () => {
      const { body } = await sidecar.api<Stored>('GET', 'policies/sre');
      expect(body.provisioned).toBe(true);
      const refused = await sidecar.api<{ error: { code: string; message: string } }>('PUT', 'policies/sre', body);
      expect(refused.status).toBe(409);
      expect(refused.body.error).toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('provisioning file'),
      });
      expect((await sidecar.api('DELETE', 'users/ben')).status).toBe(409);
    });

    test('of a person whom a file comes to state word for word is the file’s from then on', async () => {
      const person = { login: 'eve', name: 'Eve Blanc', email: 'eve@example.com', timeZone: 'Europe/Paris' };
      const made = await sidecar.api<Stored>('POST', 'users', person);
      expect([made.status, made.body.provisioned]).toEqual([201, false]);
      const stated = (people: string) => provisioning.replace('teams:', `${people}teams:`);
      await sidecar.provision(stated(`  - ${JSON.stringify(person)}\n`));
      await expect
        .poll(async () => (await sidecar.api<Stored>('GET', 'users/eve')).body.provisioned, { timeout: 20_000 })
        .toBe(true);
      expect((await sidecar.api('DELETE', 'users/eve')).status).toBe(409);
      await sidecar.provision(provisioning);
      await expect.poll(async () => (await sidecar.api('GET', 'users/eve')).status, { timeout: 20_000 }).toBe(404);
    });

    test('that others refer to stays', async () => {
      for (const id of ['office', 'office2']) {
        await sidecar.api('POST', 'time-windows', {
          id,
          timeZone: 'Europe/Paris',
          windows: [{ days: ['workday'], from: '09:00', to: '18:00' }],
        });
      }
      const policy = await sidecar.api('POST', 'policies', {
        id: 'day',
        steps: [{ notify: [{ user: 'ann' }], when: 'office' }],
      });
      expect(policy.status, JSON.stringify(policy.body)).toBe(201);
      const refused = await sidecar.api<{ error: { message: string } }>('DELETE', 'time-windows/office');
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toBe(
        'The time window office is still in use: escalation policy "day" (steps[0].when) names time window "office". Change that first.',
      );
      expect((await sidecar.api('DELETE', 'policies/day')).status).toBe(204);
      expect((await sidecar.api('DELETE', 'time-windows/office')).status).toBe(204);
    });
  });

  test('lists come in pages', async () => {
    for (const id of ['m1', 'm2', 'm3']) {
      await sidecar.api('POST', 'teams', { id, members: ['ann'] });
    }
    const first = await sidecar.api<{ items: Stored[]; next: string }>('GET', 'teams?limit=2');
    expect(first.body.items.map(({ id }) => id)).toEqual(['m1', 'm2']);
    const second = await sidecar.api<{ items: Stored[]; next: string | null }>(
      'GET',
      `teams?limit=2&cursor=${first.body.next}`,
    );
    expect(second.body.items.map(({ id }) => id)).toEqual(['m3', 'sre']);
    expect(second.body.next).toBeNull();
  });

  test('every change is in the audit log, without secrets', async () => {
    const made = await sidecar.api<Stored>('POST', 'channels', {
      id: 'room',
      type: 'webhook',
      settings: { url: 'https://chat.example.com' },
      secrets: { secret: 'very-secret' },
    });
    expect(made.body, JSON.stringify(made.body)).toMatchObject({ secrets: { secret: null } });
    await sidecar.api('PUT', 'channels/room', { ...made.body, name: 'Room' });
    const { body } = await sidecar.api<{ items: object[] }>('GET', 'audit?kind=channels&subject=room');
    expect(body.items).toMatchObject([
      { actor: 'api', action: 'change', before: { name: null }, after: { name: 'Room' } },
      { actor: 'api', action: 'create', before: null, after: { id: 'room' } },
    ]);
    expect(JSON.stringify(body)).not.toContain('very-secret');
  });

  test('a maintenance has an author, unless a file states it', async () => {
    const planned = { integrations: [], match: ['env="dev"'], start: '2026-02-01T10:00', end: '2026-02-01T11:00' };
    const authors = async () => (await sidecar.api<{ items: object[] }>('GET', 'maintenance-authors')).body.items;
    expect(await authors()).toEqual([]);
    await sidecar.api('POST', 'maintenances', { ...planned, id: 'patch', timeZone: 'UTC' });
    const { body } = await sidecar.api<Stored>('GET', 'maintenances/patch');
    await sidecar.api('PUT', 'maintenances/patch', { ...body, name: 'Patch' });
    const made = { maintenance: 'patch', createdBy: 'api', createdAt: '2026-01-01T00:00:00.000Z' };
    expect(await authors(), 'a change is not a creation').toEqual([made]);
    await sidecar.api('DELETE', 'maintenances/patch');
    expect(await authors()).toEqual([]);
    const file =
      'maintenances: [ { id: stated, match: [env=dev], start: 2026-02-01T10:00, end: 2026-02-01T11:00, timeZone: UTC } ]\n';
    await sidecar.provision(provisioning + file);
    await expect
      .poll(async () => (await sidecar.api('GET', 'maintenances/stated')).status, { timeout: 20_000 })
      .toBe(200);
    expect(await authors()).toEqual([]);
    await sidecar.provision(provisioning);
  });

  describe('overrides', () => {
    test('cover a shift of a rota that a file states', async () => {
      const before = await sidecar.api<{ onCall: object[] }>('GET', 'rotas/week/on-call?at=2026-01-06T12:00:00Z');
      expect(before.body.onCall).toMatchObject([{ user: 'ann' }]);
      const made = await sidecar.api<Stored>('POST', 'rotas/week/overrides', {
        start: '2026-01-06T00:00',
        end: '2026-01-07T00:00',
        replace: 'ann',
        with: 'cleo',
      });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      expect(made.body).toMatchObject({ createdBy: 'api', createdAt: '2026-01-01T00:00:00.000Z', provisioned: false });
      const after = await sidecar.api<{ onCall: object[] }>('GET', 'rotas/week/on-call?at=2026-01-06T12:00:00Z');
      expect(after.body.onCall).toEqual([{ user: 'cleo', source: { override: made.body.id } }]);
      const list = await sidecar.api<{ items: Stored[] }>('GET', 'rotas/week/overrides');
      expect(list.body.items).toEqual([made.body]);
      await sidecar.restart();
      expect(
        (await sidecar.api<{ onCall: object[] }>('GET', 'rotas/week/on-call?at=2026-01-06T12:00:00Z')).body.onCall,
      ).toMatchObject([{ user: 'cleo' }]);
      expect((await sidecar.api('DELETE', `rotas/week/overrides/${made.body.id}`)).status).toBe(204);
      expect(
        (await sidecar.api<{ onCall: object[] }>('GET', 'rotas/week/on-call?at=2026-01-06T12:00:00Z')).body.onCall,
      ).toMatchObject([{ user: 'ann' }]);
    });

    test('name people and layers that exist', async () => {
      const wrong = await sidecar.api<{ error: { details: object[] } }>('POST', 'rotas/week/overrides', {
        start: '2026-01-06T00:00',
        end: '2026-01-07T00:00',
        layer: 'x',
        set: ['ann'],
      });
      expect(wrong.status).toBe(400);
      expect(wrong.body.error.details).toMatchObject([{ path: 'layer' }]);
    });
  });

  describe('the past of a rota', () => {
    const at = (sidecarOf: Sidecar, id: string, instant: string) =>
      sidecarOf
        .api<{ onCall: Array<{ user: string }> }>('GET', `rotas/${id}/on-call?at=${instant}`)
        .then(({ body }) => body.onCall.map(({ user }) => user));

    test('does not change, and the future can be planned', async () => {
      await sidecar.api('POST', 'rotas', {
        id: 'plan',
        timeZone: 'UTC',
        layers: [{ id: 'a', participants: [['ann']] }],
      });
      await sidecar.setClock('2026-01-02T00:00:00Z');
      const planned = await sidecar.api('PUT', 'rotas/plan?from=2026-01-09T00:00:00Z', {
        timeZone: 'UTC',
        layers: [{ id: 'a', participants: [['ben']] }],
      });
      expect(planned.status, JSON.stringify(planned.body)).toBe(200);
      expect(await at(sidecar, 'plan', '2026-01-08T00:00:00Z')).toEqual(['ann']);
      expect(await at(sidecar, 'plan', '2026-01-09T00:00:00Z')).toEqual(['ben']);
      await sidecar.api('PUT', 'rotas/plan', { timeZone: 'UTC', layers: [{ id: 'a', participants: [['cleo']] }] });
      expect(await at(sidecar, 'plan', '2026-01-01T12:00:00Z')).toEqual(['ann']);
      expect(await at(sidecar, 'plan', '2026-01-03T00:00:00Z')).toEqual(['cleo']);
      expect(await at(sidecar, 'plan', '2026-01-10T00:00:00Z')).toEqual(['cleo']);
      expect(
        (await sidecar.api('PUT', 'rotas/plan?from=2026-01-01T00:00:00Z', { timeZone: 'UTC', layers: [] })).status,
      ).toBe(400);
    });

    test('outlives its deletion', async () => {
      await sidecar.api('DELETE', 'rotas/plan');
      await sidecar.setClock('2026-01-03T00:00:00Z');
      await sidecar.api('POST', 'rotas', {
        id: 'plan',
        timeZone: 'UTC',
        layers: [{ id: 'a', participants: [['ben']] }],
      });
      expect(await at(sidecar, 'plan', '2026-01-01T12:00:00Z')).toEqual(['ann']);
      expect(await at(sidecar, 'plan', '2026-01-02T12:00:00Z')).toEqual([]);
      expect(await at(sidecar, 'plan', '2026-01-03T12:00:00Z')).toEqual(['ben']);
    });
  });

  test('an integration gets a token, a new one, and the old one goes on for a day', async () => {
    const made = await sidecar.api<Stored & { token: string }>('POST', 'integrations', {
      id: 'hook',
      type: 'webhook',
      policy: 'sre',
      hmac: null,
    });
    const old = made.body.token;
    expect(old.length).toBeGreaterThan(24);
    const replaced = await sidecar.api<{ token: string; oldValidUntil: string }>('POST', 'integrations/hook/token');
    expect(replaced.status, JSON.stringify(replaced.body)).toBe(200);
    expect(replaced.body.token).not.toBe(old);
    expect((await sidecar.ingest(old, { title: 'a', status: 'resolved' })).status).toBe(202);
    expect((await sidecar.ingest(replaced.body.token, { title: 'b', status: 'resolved' })).status).toBe(202);
    await sidecar.advance('25h');
    expect((await sidecar.ingest(old, { title: 'c', status: 'resolved' })).status).toBe(401);
    expect((await sidecar.ingest(replaced.body.token, { title: 'd', status: 'resolved' })).status).toBe(202);
  });
});
