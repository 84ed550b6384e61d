/** Silences are followed with the token of a service account that the plugin made in Grafana. */
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ErrorBody } from '#contract/errors';
import { onEachDatabase } from '../../support/databases.ts';
import { contextOf } from '../../support/grafana.ts';
import { startSidecar, type Sidecar } from '../../support/sidecar.ts';
import { SilencingMonitor } from '../../support/silencing-monitor.ts';

const INGEST = 'token-of-grafana-0123456789';
const SECRET = 'glsa_nobody-may-read-this_01234567';
const ACCOUNT = { id: 12, token: 3, org: 1, expiresAt: '2026-03-01T00:00:00Z' };

interface Told {
  status: number;
  body: ErrorBody & { version: number; sync: { account?: object; token: null; silence: string | null } | null };
}

onEachDatabase('A service account that the plugin made', (database) => {
  let sidecar: Sidecar;
  let grafana: SilencingMonitor;
  let databaseUrl: string;
  beforeEach(async () => {
    grafana = await SilencingMonitor.start();
    databaseUrl = await database.fresh();
    sidecar = await startSidecar({
      databaseUrl,
      provisioning: `
apiVersion: 1
users: [ { login: ann, name: Ann Martin }, { login: cleo, name: Cleo Roux } ]
teams: [ { id: sre, members: [ann, cleo] } ]
escalationPolicies: [ { id: sre, team: sre, steps: [ { notify: [], wait: 1h } ] } ]
`,
    });
    await save('POST', null);
  });
  afterEach(async () => {
    await Promise.all([grafana.stop(), sidecar.remove()]);
  });

  const headersOf = (login: string, role: 'Editor' | 'Admin') => ({
    headers: { 'X-Grafana-Context': contextOf({ uid: `u-${login}`, login, name: login, role }) },
  });
  const following = (changes: object = {}) => ({ url: grafana.url, token: SECRET, account: ACCOUNT, ...changes });
  const save = (method: 'POST' | 'PUT', sync: object | null, who: object = {}, name = 'Grafana'): Promise<Told> =>
    sidecar.api(
      method,
      method === 'POST' ? 'integrations' : 'integrations/g',
      { id: 'g', name, type: 'grafana', team: 'sre', token: INGEST, policy: 'sre', sync },
      who,
    );
  async function fires(): Promise<string> {
    const sent = grafana.fires('2026-02-01T09:00:00Z', 'web-1');
    return (await sidecar.ingest<{ incidents: string[] }>(INGEST, sent)).body.incidents[0] ?? '';
  }

  it('reads silences without being told anything: acknowledging makes none', async () => {
    expect(await save('PUT', following())).toMatchObject({ status: 200 });
    const id = await fires();
    await sidecar.api('POST', `incidents/${id}/acknowledge`);
    await sidecar.api('POST', `incidents/${id}/note`, { text: 'on it' });
    await sidecar.advance('2m');
    expect((await sidecar.api('GET', `incidents/${id}/sync`)).body).toMatchObject({ items: [] });
    expect(grafana.active).toEqual([]);
    expect(grafana.asked).toContain('GET /api/alertmanager/grafana/api/v2/silences');
    expect(grafana.asked.filter((one) => !one.startsWith('GET '))).toEqual([]);
    expect((await sidecar.api('GET', `incidents/${id}`)).body).toMatchObject({ followsSilences: true });
  });

  it('where acknowledgements make silences, none is left behind when that ends', async () => {
    await save('PUT', following({ silence: '4h' }));
    const id = await fires();
    await sidecar.api('POST', `incidents/${id}/acknowledge`);
    await sidecar.advance('1m');
    expect(grafana.active).toHaveLength(1);
    expect(await save('PUT', following({ token: null }))).toMatchObject({
      status: 200,
      body: { sync: { silence: null, account: ACCOUNT } },
    });
    await sidecar.api('POST', `incidents/${id}/resolve`);
    await sidecar.advance('2m');
    expect(grafana.active).toEqual([]);
  });

  it('its token is never told: in no answer, not in the audit log, the log or the database', async () => {
    const saved = await save('PUT', following());
    expect(saved.body.sync).toMatchObject({ token: null, account: ACCOUNT });
    const read = await Promise.all(
      ['integrations', 'integrations/g', 'audit'].map((path) => sidecar.api<object>('GET', path)),
    );
    expect(read[2]?.body).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ subject: 'g' })]) });
    expect(JSON.stringify([saved, read])).not.toContain(SECRET);
    expect(JSON.stringify(sidecar.log)).not.toContain(SECRET);
    const file = databaseUrl.replace(/^sqlite:/, '');
    const stored = [file, `${file}-wal`].filter((one) => existsSync(one)).map((one) => readFileSync(one, 'latin1'));
    expect(stored.length > 0, 'SQLite keeps a file').toBe(database.kind === 'sqlite');
    expect(stored.join('').includes(SECRET)).toBe(false);
  });

  it('a renewed token takes the place of the old one at once', async () => {
    await save('PUT', following());
    await save(
      'PUT',
      following({ token: 'glsa_renewed_01234567', account: { ...ACCOUNT, token: 4, expiresAt: null } }),
    );
    const id = await fires();
    await sidecar.advance('2m');
    expect((await sidecar.api('GET', `incidents/${id}`)).status).toBe(200);
    expect([...new Set(grafana.bearers)]).toEqual(['Bearer glsa_renewed_01234567']);
  });

  it('is for Admins: Editors of the team keep it as it is, and neither change nor remove its number', async () => {
    await save('PUT', following());
    const cleo = headersOf('cleo', 'Editor');
    const kept = await save('PUT', following({ token: null }), cleo, 'Renamed');
    expect(kept).toMatchObject({ status: 200, body: { sync: { account: ACCOUNT } } });
    for (const account of [{ ...ACCOUNT, id: 1 }, { ...ACCOUNT, token: 9 }, undefined]) {
      expect(await save('PUT', following({ token: null, account }), cleo)).toMatchObject({
        status: 403,
        body: { error: { reason: 'sync-by-admins' } },
      });
    }
    expect(await save('PUT', following({ token: null, silence: '4h' }), cleo)).toMatchObject({ status: 403 });
    expect(await save('PUT', null, headersOf('zoe', 'Admin'))).toMatchObject({ status: 200, body: { sync: null } });
  });

  it('without a token there is none to follow with', async () => {
    expect(await save('PUT', { url: grafana.url, account: ACCOUNT })).toMatchObject({
      status: 400,
      body: { error: { details: [expect.objectContaining({ path: 'sync.token', reason: 'missing' })] } },
    });
  });
});
