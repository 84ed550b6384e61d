/** Who left is disabled in Grafana first: Vigie pages them no more, and says so where they are still on call. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';

const provisioning = `
apiVersion: 1
users:
  - { login: ann, name: Ann Martin, email: ann@example.com }
  - { login: ben, name: Ben Petit, email: ben@example.com }
rotas:
  - { id: skips, timeZone: UTC, onAbsence: next, layers: [ { id: all, rotation: { every: 52, unit: week, start: "2025-06-02T00:00" }, participants: [[ann], [ben]] } ] }
  - { id: sre, name: SRE, timeZone: UTC, layers: [ { id: all, participants: [[ann]] } ] }
escalationPolicies:
  - { id: sre, name: SRE, steps: [ { notify: [ { rota: sre } ], wait: 5m }, { notify: [ { user: ben } ], wait: 5m } ] }
integrations:
  - { id: scripts, type: webhook, token: scripts-token-0123456789, policy: sre }
`;

interface Person {
  disabled: boolean;
  disabledInGrafana: boolean;
  version: number;
}

onEachDatabase('Somebody disabled in Grafana', (database) => {
  let grafana: Server;
  let sidecar: Sidecar;
  let disabled: string[] = [];
  let isDown = false;

  beforeAll(async () => {
    grafana = createServer((request, response) => {
      const isAllowed = request.headers.authorization === 'Bearer glsa_people';
      const orgUsers = ['ann', 'ben', 'stranger'].map((login) => ({
        uid: `u-${login}`,
        login,
        isDisabled: disabled.includes(login) || login === 'stranger',
      }));
      response
        .writeHead(isDown ? 500 : isAllowed ? 200 : 401, { 'content-type': 'application/json' })
        .end(JSON.stringify(isDown ? {} : { totalCount: orgUsers.length, orgUsers }));
    });
    await new Promise<void>((resolve) => grafana.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(grafana.address() as AddressInfo).port}`;
    sidecar = await startSidecar({
      provisioning,
      databaseUrl: await database.fresh(),
      env: { VIGIE_GRAFANA_URL: url, VIGIE_GRAFANA_TOKEN: 'glsa_people' },
    });
  });
  afterAll(async () => {
    await sidecar?.remove();
    grafana?.close();
  });

  const person = async (login: string) => (await sidecar.api<Person>('GET', `users/${login}`)).body;
  /** The look is not waited for by anybody; the next call of the clock begins another. */
  const until = async (login: string, isDisabled: boolean) => {
    await sidecar.advance('5m');
    await expect.poll(async () => (await person(login)).disabledInGrafana, { timeout: 5_000 }).toBe(isDisabled);
  };

  it('is a finding on the rota, and the step moves on to somebody else', async () => {
    disabled = ['ann'];
    await until('ann', true);
    expect(await person('ben')).toMatchObject({ disabledInGrafana: false });
    expect(await person('ann'), 'Vigie’s own word stays').toMatchObject({ disabled: false });
    const health = await sidecar.api<{ findings: Array<{ kind: string; users: string[] }> }>(
      'GET',
      'rotas/sre/health?from=2026-01-02T00:00:00Z&to=2026-01-03T00:00:00Z',
    );
    expect(health.body.findings).toContainEqual(expect.objectContaining({ kind: 'disabled', users: ['ann'] }));
    const { body } = await sidecar.ingest<{ incidents: string[] }>('scripts-token-0123456789', {
      title: 'Disk full',
      id: 'a',
    });
    await sidecar.advance('0s');
    const pages = await sidecar.api<{ items: Array<{ user: string }> }>('GET', `incidents/${body.incidents[0]}/pages`);
    expect(pages.body.items.map(({ user }) => user)).toEqual(['ben']);
    await sidecar.api('POST', `incidents/${body.incidents[0]}/resolve`);
  });

  it('counts as absent: the rota has somebody else from then on', async () => {
    const onCall = async (at: string) =>
      (await sidecar.api<{ onCall: Array<{ user: string }> }>('GET', `rotas/skips/on-call?at=${at}`)).body.onCall.map(
        ({ user }) => user,
      );
    expect(await onCall('2026-01-02T00:00:00Z')).toEqual(['ben']);
    expect(await onCall('2025-12-31T00:00:00Z')).toEqual(['ann']);
  });

  it('stays so while Grafana is away, and is told in the log', async () => {
    isDown = true;
    disabled = [];
    await sidecar.advance('5m');
    await sidecar.logLine((line) => line.msg === 'the users of Grafana could not be read');
    expect(await person('ann')).toMatchObject({ disabledInGrafana: true });
    isDown = false;
  });

  it('can save what they read, without overruling Grafana', async () => {
    const read = await person('ann');
    const { status, body } = await sidecar.api('PUT', 'users/ann', read);
    expect(status, JSON.stringify(body)).toBe(200);
  });

  it('is paged again once Grafana lets them in, and both are in the audit log', async () => {
    await until('ann', false);
    const audit = await sidecar.api<{ items: Array<{ actor: string; after: unknown }> }>('GET', 'audit?subject=ann');
    expect(audit.body.items.filter(({ actor }) => actor === 'grafana').map(({ after }) => after)).toEqual([
      { disabledInGrafana: false },
      { disabledInGrafana: true },
    ]);
  });
});
