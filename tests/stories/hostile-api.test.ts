/** What the API is sent by mistake or in bad faith is refused in words, on both databases. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEachDatabase, onPostgres } from '../support/databases.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';

const provisioning = `
apiVersion: 1
users: [ { login: ann, email: ann@example.com } ]
escalationPolicies: [ { id: sre, steps: [ { notify: [ { user: ann } ], wait: 5m } ] } ]
`;

onEachDatabase('A hostile request', (database) => {
  let sidecar: Sidecar;
  let incident = '';
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
    incident = (await sidecar.api<{ id: string }>('POST', 'incidents', { title: 'Disk full', users: ['ann'] })).body.id;
  });
  afterAll(() => sidecar?.remove());

  test.each([
    ['GET', 'incidents/%00', undefined],
    ['GET', 'incidents?q=%00', undefined],
    ['GET', 'incidents?cursor=abc', undefined],
    ['GET', 'incidents?limit=1&limit=2', undefined],
    ['GET', 'audit?subject=%00', undefined],
    ['GET', 'audit?from=yesterday', undefined],
    ['GET', 'zones?names=Mars/Olympus', undefined],
    ['GET', 'holidays?region=XX', undefined],
    ['GET', 'rotas?limit=0', undefined],
    ['POST', 'incidents/:incident/note', { text: 'a\u0000b' }],
    ['POST', 'incidents', { title: 'x', description: '\u0000', users: ['ann'] }],
    ['POST', 'tokens', { name: 'a\u0000', scopes: ['read'] }],
    ['POST', 'users/ann/rebind', { uid: '\u0000' }],
    ['POST', 'policies', { id: 'x', steps: [{ notify: [{ user: 'ann' }], when: { match: ['a=~"(a+)+$'] } }] }],
    ['POST', 'rotas', { id: '../../etc', timeZone: 'UTC', layers: [] }],
    [
      'POST',
      'rotas',
      { id: 'constructor', timeZone: 'UTC', layers: [{ id: 'toString', participants: [['__proto__']] }] },
    ],
    ['PUT', 'rotas/none', 7],
    ['POST', 'incidents/bulk', { ids: ['x'], command: 'constructor' }],
  ])('%s %s', async (method, path, body) => {
    const { status, body: answer } = await sidecar.api<{ error: { code: string; message: string } }>(
      method,
      path.replace(':incident', incident),
      body,
    );
    expect([400, 404], JSON.stringify(answer)).toContain(status);
    expect(answer.error.message.length).toBeGreaterThan(10);
    expect(sidecar.errors).toEqual([]);
  });
});

onPostgres('Two sidecars', (database) => {
  test('answer for each other at once', async () => {
    const databaseUrl = await database.fresh();
    const one = await startSidecar({ provisioning, databaseUrl });
    const other = await startSidecar({ provisioning, databaseUrl });
    try {
      const made = await one.api<{ version: number }>('POST', 'teams', { id: 'sre', members: ['ann'] });
      const seen = await other.api<{ version: number }>('GET', 'teams/sre');
      expect(seen.body).toEqual(made.body);
      const [left, right] = await Promise.all(
        [one, other].map((sidecar) =>
          sidecar.api('PUT', 'teams/sre', { members: [] }, { headers: { 'If-Match': '"1"' } }),
        ),
      );
      expect([left?.status, right?.status].sort()).toEqual([200, 409]);
      const ids = await Promise.all(
        [one, other].map((sidecar) => sidecar.api('POST', 'teams', { id: 'db' }).then(({ status }) => status)),
      );
      expect(ids.sort()).toEqual([201, 409]);
    } finally {
      await one.remove();
      await other.remove();
    }
  });
});
