/** A schedule of which no rota gives the same: it alone is frozen, empty or left out, and everybody else moves. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportDetail, ImportWire, PlanReport, RotaChoicesWire } from '#modules/importing/contract/wizard';
import {
  differingContent,
  TAKEN,
} from '../../../../backend-shim/modules/importing/client/pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../../../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import { onEachDatabase } from '../../../support/databases.ts';
import { startPager } from '../../../support/pager-server.ts';
import type { PagerServer } from '../../../support/pager-server.ts';
import { startSidecar } from '../../../support/sidecar.ts';
import type { Sidecar } from '../../../support/sidecar.ts';
import { until } from '../../../support/waiting.ts';

const LOGINS: Record<string, string> = { 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' };

onEachDatabase('A schedule of which no rota gives the same', (database) => {
  let sidecar: Sidecar;
  let pager: PagerServer;
  let id = '';

  beforeAll(async () => {
    pager = await startPager(goalertPeer(differingContent));
    sidecar = await startSidecar({ databaseUrl: await database.fresh() });
    await sidecar.setClock(TAKEN);
    const body = { source: 'goalert', url: pager.url, key: 'first-key\nsecond-key' };
    id = (await sidecar.api<ImportWire>('POST', 'imports', body)).body.id;
    const { people } = await idle();
    const map = { confirmed: true, people: people.map((one) => ({ id: one.id, login: LOGINS[one.id] })) };
    expect((await sidecar.api('PUT', `imports/${id}/people`, map)).status).toBe(200);
  });
  afterAll(async () => {
    await sidecar?.remove();
    await pager?.stop();
  });

  const idle = () =>
    until('nothing of the import runs', async () => {
      const one = (await sidecar.api<ImportDetail>('GET', `imports/${id}`)).body;
      return one.steps.length === 0 && one;
    });
  const ask = async (command: string) => {
    expect((await sidecar.api('POST', `imports/${id}/${command}`, {})).status).toBe(200);
    return idle();
  };
  const choose = async (choice: string) => {
    const body = { rotas: [{ schedule: 'sch-1', choice }] };
    expect((await sidecar.api('PUT', `imports/${id}/rotas`, body)).status).toBe(200);
    return ask('plan');
  };
  const choices = async () => (await sidecar.api<RotaChoicesWire>('GET', `imports/${id}/rotas`)).body.items;
  const rota = async () => {
    const { items } = (await sidecar.api<PlanReport>('GET', `imports/${id}/report`)).body;
    return items.find(({ kind, sourceId }) => kind === 'rota' && sourceId === 'sch-1');
  };

  test('stops everything until somebody chooses', async () => {
    const compared = await ask('plan');
    expect(compared.proof?.unexplained).toBeGreaterThan(0);
    expect(await choices()).toEqual([{ schedule: 'sch-1', name: 'Database', choice: null }]);
    expect((await ask('apply')).failure).toMatchObject({ step: 'apply', code: 'proof-failed' });
    expect(
      (await sidecar.api('PUT', `imports/${id}/rotas`, { rotas: [{ schedule: 'sch-1', choice: 'thawed' }] })).status,
    ).toBe(400);
  });

  test('left out or empty, it is compared no more', async () => {
    expect(await choose('left-out')).toMatchObject({ failure: null, proof: { seconds: 0, unexplained: 0 } });
    expect(await rota()).toMatchObject({ class: 'left-out', reason: 'chosen-left-out', vigieId: null });
    expect(await choose('empty')).toMatchObject({ failure: null, proof: { seconds: 0, unexplained: 0 } });
    expect(await rota()).toMatchObject({ class: 'left-out', reason: 'chosen-empty' });
  });

  test('frozen, it is what the pager says until the compared range ends, and says so after a kill, too', async () => {
    expect(await choose('frozen')).toMatchObject({ failure: null, proof: { unexplained: 0 } });
    expect(await rota()).toMatchObject({ class: 'frozen', reason: 'chosen-frozen' });
    expect(await choices()).toMatchObject([{ choice: 'frozen' }]);
    await sidecar.kill9();
    await sidecar.start();
    await sidecar.advance('20s');
    expect(await ask('apply')).toMatchObject({ failure: null });
    const { to } = (await sidecar.api<PlanReport>('GET', `imports/${id}/report`)).body;
    const saved = (
      await sidecar.api<{ layers: unknown[]; overrides: unknown[]; frozenUntil: string }>('GET', 'rotas/database')
    ).body;
    expect(saved).toMatchObject({ layers: [], frozenUntil: to.replace('.000Z', 'Z') });
    expect(saved.overrides.length).toBeGreaterThan(10);
  });
});
