/** Somebody whom the pager no longer lists, and whose turns it still has: the wizard asks for them like for any other. */
import { afterEach, expect, test } from 'vitest';
import {
  pagerdutyContent,
  TAKEN,
} from '../../../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/content.fake.ts';
import { pagerdutyPeer } from '../../../../backend-shim/modules/importing/client/pagers/pagerduty/fakes/peer.fake.ts';
import { onEachDatabase } from '../../../support/databases.ts';
import { startPager } from '../../../support/pager-server.ts';
import type { PagerServer } from '../../../support/pager-server.ts';
import { startSidecar } from '../../../support/sidecar.ts';
import type { Sidecar } from '../../../support/sidecar.ts';
import { Wizard } from '../wizard.ts';

const LOGINS: Readonly<Record<string, string>> = { PANN: 'ann', PBEN: 'ben', PCLEO: 'cleo' };
const users = (pagerdutyContent.lists['users'] ?? []).filter(({ id }) => id !== 'PDEE');

onEachDatabase('A team of which somebody is gone', (database) => {
  let sidecar: Sidecar | undefined;
  let pager: PagerServer | undefined;

  afterEach(async () => {
    await sidecar?.remove();
    await pager?.stop();
  });

  test('is asked for them, and moves with their turns left empty', { timeout: 240_000 }, async () => {
    pager = await startPager(pagerdutyPeer({ ...pagerdutyContent, lists: { ...pagerdutyContent.lists, users } }));
    sidecar = await startSidecar({ databaseUrl: await database.fresh() });
    await sidecar.setClock(TAKEN);
    for (const login of Object.values(LOGINS)) {
      await sidecar.api('POST', 'users', { login, email: `${login}@example.com` });
    }
    const wizard = new Wizard(sidecar);
    await wizard.begin({ source: 'pagerduty', url: pager.url, key: 'first-key', days: 7 });
    const { people, failure } = await wizard.idle();
    expect(failure).toBeNull();
    expect(people.map(({ id }) => id)).toContain('PDEE');
    expect(await wizard.ask('apply')).toMatchObject({ status: 409, body: { error: { data: { needs: 'people' } } } });

    await wizard.choose(LOGINS);
    await wizard.ask('plan');
    expect(await wizard.idle()).toMatchObject({ unknownPeople: 0, failure: null, proof: { unexplained: 0 } });
    expect((await wizard.ask('apply')).status).toBe(200);
    expect(await wizard.idle()).toMatchObject({ failure: null });
    expect((await sidecar.api('GET', 'rotas/database')).status).toBe(200);
  });
});
