/** Editors change an integration of their team and leave where its source is told as it is, however they write that. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ErrorBody } from '#contract/errors';
import { onEachDatabase } from '../../support/databases.ts';
import { contextOf } from '../../support/grafana.ts';
import { startSidecar, type Sidecar } from '../../support/sidecar.ts';

const provisioning = `
apiVersion: 1
users: [ { login: cleo, name: Cleo Roux } ]
teams: [ { id: sre, members: [cleo] } ]
escalationPolicies: [ { id: sre, team: sre, steps: [ { notify: [], wait: 1h } ] } ]
`;
const url = 'https://alertmanager.example.com';
const sync = { url, silence: '4h', user: 'vigie', password: 'secret-of-alertmanager' };
const integration = (changes: object) => ({
  id: 'am',
  name: 'Alertmanager',
  type: 'alertmanager',
  team: 'sre',
  policy: 'sre',
  ...changes,
});

onEachDatabase('Where a source is told', (database) => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
    expect((await sidecar.api('POST', 'integrations', integration({ sync }))).status).toBe(201);
  });
  afterAll(() => sidecar.remove());

  const cleo = {
    headers: { 'X-Grafana-Context': contextOf({ uid: 'u-cleo', login: 'cleo', name: 'Cleo Roux', role: 'Editor' }) },
  };
  const save = (changes: object) =>
    sidecar.api<ErrorBody & { name?: string; sync: object }>('PUT', 'integrations/am', integration(changes), cleo);

  it.each([
    ['as the editor sends it: without what is usual, and without secrets', { url, silence: '4h', user: 'vigie' }],
    [
      'as the API answers it',
      { url, token: null, user: 'vigie', password: null, ca: null, close: true, silence: '4h' },
    ],
    ['in another order and in minutes', { close: true, user: 'vigie', silence: '240m', url }],
    ['with its own secret', sync],
  ])('stays: %s', async (name, given) => {
    const saved = await save({ name: name.slice(0, 50), sync: given });
    expect({ status: saved.status, error: saved.body.error }).toEqual({ status: 200, error: undefined });
    expect(saved.body.sync).toMatchObject({ url, user: 'vigie', password: null, close: true });
  });

  it.each([
    ['another address', { ...sync, url: 'https://elsewhere.example.com' }],
    ['another length', { ...sync, silence: '5h' }],
    ['another user', { ...sync, user: 'root' }],
    ['another secret', { ...sync, password: 'of-somebody-else' }],
    ['what is said at the end', { ...sync, close: false }],
    ['what is none', { ...sync, url: 7 }],
  ])('is for Admins: %s', async (_, given) => {
    expect(await save({ sync: given })).toMatchObject({
      status: 403,
      body: { error: { code: 'forbidden', reason: 'sync-by-admins' } },
    });
  });

  it('where there was none is for Admins', async () => {
    expect((await sidecar.api('POST', 'integrations', integration({ id: 'plain', sync: null }))).status).toBe(201);
    expect(
      await sidecar.api('PUT', 'integrations/plain', integration({ id: 'plain', sync: { url, silence: '4h' } }), cleo),
    ).toMatchObject({ status: 403, body: { error: { reason: 'sync-by-admins' } } });
  });
});
