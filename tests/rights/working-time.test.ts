/** Who may see working time is read from rows as well, so these routes are asked on PostgreSQL, too. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onPostgres } from '../support/databases.ts';
import { startGrafana } from '../support/grafana.ts';
import type { Grafana } from '../support/grafana.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { openDoors, provisioningAtNight, workAtNight } from './cast.ts';
import type { CastIds, Door } from './cast.ts';
import { CALLERS, EXPECTED } from './expected.ts';
import type { CallerName } from './expected.ts';
import { knockAt } from './knock.ts';

const OF_WORKING_TIME = EXPECTED.filter(({ route }) =>
  / \/(units|work-profiles|labour|decisions|statements|payroll|interventions|users\/:login\/export)/.test(route),
);

onPostgres('Working time', (database) => {
  let grafana: Grafana;
  let sidecar: Sidecar;
  let doors: ReadonlyMap<CallerName, Door>;
  let ids: CastIds;
  beforeAll(async () => {
    grafana = await startGrafana();
    const env = { VIGIE_GRAFANA_URL: grafana.url };
    sidecar = await startSidecar({ provisioning: provisioningAtNight, env, databaseUrl: await database.fresh() });
    doors = await openDoors(sidecar, grafana);
    ids = await workAtNight(sidecar, doors);
  }, 180_000);
  afterAll(async () => {
    await sidecar?.remove();
    await grafana?.stop();
  });

  it('has routes', () => {
    expect(OF_WORKING_TIME.length).toBeGreaterThanOrEqual(29);
  });

  it.each(OF_WORKING_TIME)('$route is for those who may', async (expected) => {
    const allowed: CallerName[] = [];
    for (const name of CALLERS) {
      const { status } = await knockAt(sidecar, expected, doors.get(name) as Door, ids);
      expect(status, name).not.toBe(401);
      expect(status, name).toBeLessThan(500);
      allowed.push(...(status === 403 ? [] : [name]));
    }
    expect(allowed).toEqual(CALLERS.filter((name) => expected.who.includes(name)));
  });
});
