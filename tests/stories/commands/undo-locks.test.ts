/** Two sidecars may share a database: an undone merge waits while another one handles an alert with one of its keys. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onPostgres } from '../../support/databases.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';

const TOKEN = 'undo-locks-token-0123456789';
const provisioning = `
apiVersion: 1
escalationPolicies: [ { id: sre, steps: [ { notify: [], wait: 1h } ] } ]
integrations: [ { id: scripts, type: webhook, token: ${TOKEN}, policy: sre } ]
`;

onPostgres('Undoing a merge', (database) => {
  let sidecar: Sidecar;
  let client: pg.Client;
  beforeAll(async () => {
    const databaseUrl = await database.fresh();
    sidecar = await startSidecar({ provisioning, databaseUrl });
    client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await sidecar?.remove();
  });

  const alert = async (id: string) =>
    (await sidecar.ingest<{ incidents: string[] }>(TOKEN, { title: id, id })).body.incidents[0] ?? '';
  const merge = (id: string, into: string) => sidecar.api('POST', `incidents/${id}/merge`, { into });

  it('waits for every key that it takes back, also for one that came by an earlier merge', async () => {
    const [zero, first, into] = [await alert('zero'), await alert('first'), await alert('into')];
    const { rows } = await client.query<{ key: string }>(
      `select integration || E'\\n' || group_key as key from incident_keys where incident = $1`,
      [zero],
    );
    await merge(zero, first);
    await merge(first, into);
    const lock = [7283646, rows[0]?.key];
    await client.query('select pg_advisory_lock($1, hashtext($2) & 1023)', lock);
    let isDone = false;
    const undone = sidecar.api('POST', `incidents/${first}/undo`).then((answer) => ((isDone = true), answer.status));
    await pause(500);
    expect(isDone).toBe(false);
    await client.query('select pg_advisory_unlock($1, hashtext($2) & 1023)', lock);
    expect(await undone).toBe(200);
    expect(await alert('zero')).toBe(first);
  });
});
