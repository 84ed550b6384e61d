/** A team moves in by the wizard: read, interrupted, mapped, compared, applied, compared daily, switched, forgotten. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportProof } from '#modules/importing/contract/proof';
import type { ImportDetail, ImportList, ImportWire, PlanReport } from '#modules/importing/contract/wizard';
import { importTry } from '../../../../backend-shim/modules/importing/client/importing.fake.ts';
import { goalert } from '../../../../backend-shim/modules/importing/client/pagers/goalert/definition.ts';
import {
  goalertContent,
  TAKEN,
} from '../../../../backend-shim/modules/importing/client/pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../../../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import { onEachDatabase } from '../../../support/databases.ts';
import { startPager } from '../../../support/pager-server.ts';
import type { PagerServer } from '../../../support/pager-server.ts';
import { startSidecar } from '../../../support/sidecar.ts';
import type { Sidecar } from '../../../support/sidecar.ts';
import { until } from '../../../support/waiting.ts';

const KEY = 'first-key\nsecond-key';

async function requestsOfOneReading(): Promise<number> {
  const peer = goalertPeer(goalertContent);
  const one = await importTry({ pager: goalert, transport: peer, now: TAKEN });
  await one.run({ step: 'fetch' });
  await one.remove();
  return peer.requests.length;
}

onEachDatabase('A team moves in by the wizard', (database) => {
  let sidecar: Sidecar;
  let pager: PagerServer;
  let id = '';

  beforeAll(async () => {
    pager = await startPager(goalertPeer(goalertContent));
    sidecar = await startSidecar({ databaseUrl: await database.fresh() });
    await sidecar.setClock(TAKEN);
    await sidecar.api('POST', 'users', { login: 'ann', email: 'Ann@example.com' });
  });
  afterAll(async () => {
    await sidecar?.remove();
    await pager?.stop();
  });

  const begin = async (change: object = {}) => {
    const body = { source: 'goalert', url: pager.url, key: KEY, ...change };
    return sidecar.api<ImportWire>('POST', 'imports', body);
  };
  const ask = (command: string, body: object = {}) => sidecar.api<ImportWire>('POST', `imports/${id}/${command}`, body);
  const read = async (of = id) => (await sidecar.api<ImportDetail>('GET', `imports/${of}`)).body;
  const idle = (of = id) =>
    until('nothing of the import runs', async () => {
      const one = await read(of);
      return one.steps.length === 0 && one;
    });
  const rotas = async () => (await sidecar.api<{ items: Array<{ id: string }> }>('GET', 'rotas')).body.items;

  test('the pagers are listed, and what cannot be an address or a source is refused', async () => {
    const { body } = await sidecar.api<ImportList>('GET', 'imports');
    expect(body.items).toEqual([]);
    expect(body.sources).toContainEqual({ source: 'opsgenie', url: 'https://api.opsgenie.com' });
    for (const [change, path] of [
      [{ url: 'ftp://pager.example.com' }, 'url'],
      [{ url: 'https://me:secret@pager.example.com' }, 'url'],
      [{ url: undefined }, 'url'],
      [{ key: ' ' }, 'key'],
      [{ key: 'clé' }, 'key'],
      [{ source: 'xmatters' }, 'source'],
    ] as const) {
      expect(await begin(change), JSON.stringify(change)).toMatchObject({
        status: 400,
        body: { error: { details: [{ path }] } },
      });
    }
  });

  test('an address that users may not reach is not asked', async () => {
    const { body } = await begin({ url: 'http://169.254.169.254/latest' });
    const ended = await idle(body.id);
    expect(ended.failure).toMatchObject({ step: 'fetch', code: 'address-refused' });
    expect((await sidecar.api('DELETE', `imports/${body.id}`)).status).toBe(204);
  });

  test('a wrong key is said, and another one can be given', async () => {
    ({ id } = (await begin({ key: 'wrong-key' })).body);
    expect((await idle()).failure).toMatchObject({ step: 'fetch', code: 'key-refused', data: { status: 401 } });
    expect(await ask('plan')).toMatchObject({
      status: 409,
      body: { error: { reason: 'import-not-ready', data: { needs: 'fetch' } } },
    });
  });

  test('a sidecar that is killed while it reads goes on where it was', async () => {
    const before = pager.requests();
    expect((await ask('fetch', { key: KEY })).body.steps).toEqual(['fetch', 'plan', 'prove']);
    await until('some requests were made', () => pager.requests() >= before + 3);
    pager.hold();
    expect(await ask('plan')).toMatchObject({ status: 409, body: { error: { reason: 'import-busy' } } });
    await sidecar.kill9();
    pager.release();
    await sidecar.start();
    // On PostgreSQL the lease of the dead sidecar must end first.
    await sidecar.advance('20s');
    const detail = await idle();
    expect(detail).toMatchObject({
      failure: null,
      unknownPeople: 3,
      peopleConfirmed: false,
      proof: { unexplained: 0 },
    });
    expect(detail.people.find(({ login }) => login === 'ann')).toMatchObject({ id: 'u-ann', by: 'mail' });
    // Nothing was asked twice but what was under way.
    expect(pager.requests() - before).toBeLessThanOrEqual((await requestsOfOneReading()) + 1);
  });

  test('people are mapped, and nothing is applied before', async () => {
    const { people } = await read();
    expect(await ask('apply')).toMatchObject({ status: 409, body: { error: { data: { needs: 'people' } } } });
    const logins: Record<string, string> = { 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' };
    const body = { confirmed: true, people: people.map((one) => ({ id: one.id, login: logins[one.id] })) };
    expect((await sidecar.api('PUT', `imports/${id}/people`, body)).status).toBe(200);
    expect(await ask('apply')).toMatchObject({ status: 409, body: { error: { data: { needs: 'plan' } } } });
    expect((await ask('plan')).body.steps).toEqual(['plan', 'prove']);
    expect(await idle()).toMatchObject({ unknownPeople: 0, peopleConfirmed: true, failure: null });
    expect(await rotas()).toEqual([]);
  });

  test('the report and both timelines can be read, without keys', async () => {
    const report = (await sidecar.api<PlanReport>('GET', `imports/${id}/report`)).body;
    expect(report.items.map(({ kind }) => kind)).toContain('rota');
    const proof = (await sidecar.api<ImportProof>('GET', `imports/${id}/proof`)).body;
    expect(proof).toMatchObject({ answeredBy: 'api', rotas: [{ rota: 'database', seconds: 7_776_000 }] });
    expect(proof.rotas[0]?.source).toEqual(proof.rotas[0]?.vigie);
    const page = await sidecar.api<string>('GET', `imports/${id}/report?format=html`);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.body).toContain('2,160 of 2,160 hours equal');
    expect(JSON.stringify([report, proof, page.body])).not.toMatch(/4f1f7f1e|0c6e2b9e|612345678/);
    expect((await sidecar.api('GET', `imports/${id}/proof?again=true`)).status).toBe(409);
  });

  test('it is applied in the name of the Admin, and compared', async () => {
    expect((await ask('apply')).status).toBe(200);
    const applied = await idle();
    expect(applied).toMatchObject({
      failure: null,
      applied: { made: 9, changed: 1, same: 0, silent: ['moved-from-goalert'] },
    });
    expect(applied.comparisons).toMatchObject([{ unexplained: 0 }]);
    expect((await rotas()).map(({ id: rota }) => rota).sort()).toEqual(['database', 'db-week']);
    const { items } = (await sidecar.api<{ items: object[] }>('GET', 'audit?kind=rotas')).body;
    expect(items).toMatchObject([
      { actor: 'api', action: 'create' },
      { actor: 'api', action: 'create' },
    ]);
  });

  test('applied again, nothing is made twice, and what was changed in Vigie stays and shows as a difference', async () => {
    const { body } = await sidecar.api<object>('GET', 'rotas/database');
    await sidecar.api('PUT', 'rotas/database', { ...body, overrides: [] });
    await ask('apply');
    const again = await idle();
    expect(again).toMatchObject({
      failure: null,
      applied: { made: 0, changed: 0, same: 10, kept: ['rotas database'] },
    });
    expect(again.comparisons.at(-1)?.unexplained).toBeGreaterThan(0);
    expect(await rotas()).toHaveLength(2);
  });

  test('a step can be stopped', async () => {
    pager.hold();
    const before = pager.requests();
    await ask('fetch');
    await until('the pager is asked', () => pager.requests() > before);
    expect((await ask('cancel')).body.steps).toEqual([]);
    pager.release();
    await sidecar.advance('0s');
    expect(await read()).toMatchObject({ steps: [], failure: null, progress: null });
    const after = pager.requests();
    await ask('plan');
    expect((await idle()).failure).toBeNull();
    expect(pager.requests()).toBe(after);
  });

  test('until the switch it is compared every day, and 30 days after it nothing is left', async () => {
    const before = (await read()).comparisons.length;
    await sidecar.advance('25h');
    expect((await idle()).comparisons).toHaveLength(before + 1);
    expect((await ask('switch')).body.switchedAt).not.toBeNull();
    await sidecar.advance('26h');
    expect((await idle()).comparisons).toHaveLength(before + 1);
    await sidecar.advance('700h');
    expect((await sidecar.api('GET', `imports/${id}`)).status).toBe(404);
  });

  test('keys are neither in the log nor in the audit log', async () => {
    const audit = JSON.stringify((await sidecar.api('GET', 'audit?kind=imports&limit=500')).body);
    expect(audit).toContain('"action":"apply"');
    expect(audit + JSON.stringify(sidecar.log)).not.toMatch(/first-key|second-key|wrong-key/);
    expect(sidecar.errors).toEqual([]);
  });
});
