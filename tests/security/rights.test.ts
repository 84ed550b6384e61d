/** Rights that depend on what is sent, or on whom others' things concern. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachDatabase } from '../support/databases.ts';
import { contextOf } from '../support/grafana.ts';
import { startSidecar } from '../support/sidecar.ts';
import type { Answer, Sidecar } from '../support/sidecar.ts';

/** Teams sre (Ann, Cleo; the Editor Cleo) and db (Ben, an Editor); Dee is in none. */
const provisioning = `
apiVersion: 1
users: [ { login: ann }, { login: ben }, { login: cleo }, { login: dee }, { login: eve } ]
teams: [ { id: sre, members: [ann, cleo] }, { id: db, members: [ben] } ]
rotas: [ { id: sre, team: sre, timeZone: UTC, layers: [ { id: a, participants: [[ann], [eve]], rotation: { every: 1, unit: week, start: 2025-12-29T00:00 } } ] } ]
escalationPolicies:
  - { id: sre, team: sre, steps: [ { notify: [ { rota: sre } ], wait: 5m } ] }
  - { id: db, team: db, steps: [ { notify: [ { user: ben } ], wait: 5m } ] }
integrations: [ { id: sre, type: zabbix, team: sre, token: ingest-token-of-sre-0123456789, policy: sre } ]
absences: [ { id: flu, user: ann, start: 2026-01-01T00:00, end: 2026-01-03T00:00, timeZone: UTC, kind: sick, note: "The flu" } ]
`;

type Who = 'ann' | 'ben' | 'cleo' | 'dee' | 'eve' | 'root';
const ROLES: Record<Who, 'Viewer' | 'Editor' | 'Admin'> = {
  ann: 'Viewer',
  ben: 'Editor',
  cleo: 'Editor',
  dee: 'Viewer',
  eve: 'Viewer',
  root: 'Admin',
};

onEachDatabase('Rights that bodies and others decide', (database) => {
  let sidecar: Sidecar;
  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
  });
  afterAll(() => sidecar.remove());
  const ask = <Body = { error?: { reason: string | null } }>(
    who: Who,
    method: string,
    path: string,
    body?: object,
  ): Promise<Answer<Body>> =>
    sidecar.api<Body>(method, path, body, {
      headers: { 'X-Grafana-Context': contextOf({ uid: `uid-${who}`, login: who, name: who, role: ROLES[who] }) },
    });
  const status = async (who: Who, method: string, path: string, body?: object) =>
    (await ask(who, method, path, body)).status;

  it.each<[Who, object, number]>([
    ['ann', { policy: 'sre' }, 201],
    ['ann', { policy: 'sre', team: 'sre' }, 201],
    ['ann', { policy: 'sre', team: 'db' }, 403],
    ['ann', { policy: 'db' }, 403],
    ['ann', { policy: 'db', team: 'sre' }, 403],
    ['ann', { team: 'sre', users: ['cleo'] }, 201],
    ['ann', { team: 'sre', users: ['cleo', 'ben'] }, 403],
    ['ann', { policy: 'sre', users: ['dee'] }, 403],
    ['ann', { team: 'db', users: ['cleo'] }, 403],
    ['ann', { users: ['cleo'] }, 403],
    ['dee', { users: ['dee'] }, 403],
    ['dee', { policy: 'sre' }, 403],
    ['ben', { policy: 'sre', users: ['ann'] }, 201],
  ])('%s pages by hand with %j: %d', async (who, body, expected) => {
    const answer = await ask(who, 'POST', 'incidents', { title: 'By hand', ...body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(expected);
    expect(answer.body.error?.reason).toBe(expected === 403 ? 'paging-by-hand' : undefined);
  });

  it('a Viewer without a team who is on call pages by that policy, and only then', async () => {
    const pages = async (who: Who) => (await ask<{ pages: object }>(who, 'GET', 'me')).body.pages;
    expect(await pages('ann')).toEqual({ anybody: false, policies: ['sre'], users: ['ann', 'cleo'] });
    expect(await pages('ben')).toMatchObject({ anybody: true });
    expect(await pages('eve')).toEqual({ anybody: false, policies: [], users: [] });
    expect(await status('eve', 'POST', 'incidents', { title: 'Not her week', policy: 'sre' })).toBe(403);
    const week = { start: '2026-01-01T00:00', end: '2026-01-02T00:00', set: ['eve'], layer: null };
    const made = await ask<{ id: string }>('root', 'POST', 'rotas/sre/overrides', week);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(await pages('eve')).toEqual({ anybody: false, policies: ['sre'], users: [] });
    expect(await status('eve', 'POST', 'incidents', { title: 'Her day', policy: 'sre' })).toBe(201);
    expect(await status('eve', 'POST', 'incidents', { title: 'Her day', users: ['eve'] })).toBe(403);
    await ask('root', 'DELETE', `rotas/sre/overrides/${made.body.id}`);
  });

  it('handoff notes are left by people of the rota and of its team, Editors of the team, Admins', async () => {
    const statuses = await Promise.all(
      (['ann', 'eve', 'cleo', 'root', 'dee', 'ben'] as const).map(async (who) => [
        who,
        await status(who, 'POST', 'rotas/sre/handoff-notes', { text: 'Quiet' }),
      ]),
    );
    expect(statuses).toEqual([
      ['ann', 201],
      ['eve', 201],
      ['cleo', 201],
      ['root', 201],
      ['dee', 403],
      ['ben', 403],
    ]);
  });

  it('a time window in somebody’s own rules is changed by them, Editors of their team, Admins', async () => {
    const window = { id: 'evenings', timeZone: 'UTC', windows: [{ days: ['daily'], from: '18:00', to: '22:00' }] };
    expect(await status('ben', 'POST', 'time-windows', window)).toBe(201);
    expect(await status('ben', 'PUT', 'time-windows/evenings', window)).toBe(200);
    await ask('ann', 'GET', 'me');
    const { body: ann } = await ask<object>('ann', 'GET', 'users/ann');
    const method = { id: 'hook', type: 'webhook', to: 'https://hooks.example.com/ann' };
    const saved = await ask('ann', 'PUT', 'users/ann', {
      ...ann,
      contactMethods: [method],
      notificationRules: { default: [{ method: 'hook', when: 'evenings' }], urgent: [] },
    });
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
    expect([
      await status('ben', 'PUT', 'time-windows/evenings', window),
      await status('ben', 'DELETE', 'time-windows/evenings'),
    ]).toEqual([403, 403]);
    expect([
      await status('cleo', 'PUT', 'time-windows/evenings', window),
      await status('root', 'PUT', 'time-windows/evenings', window),
    ]).toEqual([200, 200]);
  });

  it('a time window of two teams is for nobody who edits one of them', async () => {
    const window = { id: 'shared', timeZone: 'UTC', windows: [{ days: ['daily'], from: '08:00', to: '18:00' }] };
    expect(await status('ben', 'POST', 'time-windows', window)).toBe(201);
    const policy = (team: string) => ({
      id: `in-hours-${team}`,
      team,
      steps: [{ notify: [], when: 'shared', wait: '5m' }],
    });
    expect([
      await status('ben', 'POST', 'policies', policy('db')),
      await status('ben', 'PUT', 'time-windows/shared', window),
    ]).toEqual([201, 200]);
    expect([
      await status('cleo', 'POST', 'policies', policy('sre')),
      await status('cleo', 'PUT', 'time-windows/shared', window),
      await status('ben', 'PUT', 'time-windows/shared', window),
    ]).toEqual([201, 403, 403]);
  });

  it('where acknowledgements go back to is set by Admins', async () => {
    const made = {
      id: 'zabbix',
      type: 'zabbix',
      name: 'Zabbix',
      team: 'sre',
      policy: 'sre',
      sync: { url: 'https://zabbix.example.com/api_jsonrpc.php', token: 'secret-of-zabbix' },
    };
    expect([
      await status('cleo', 'POST', 'integrations', made),
      await status('root', 'POST', 'integrations', made),
    ]).toEqual([403, 201]);
    const { body: shown } = await ask<{ sync: object }>('cleo', 'GET', 'integrations/zabbix');
    const moved = { ...shown, sync: { ...shown.sync, url: 'http://169.254.169.254/' } };
    expect([
      await status('cleo', 'PUT', 'integrations/zabbix', moved),
      await status('cleo', 'PUT', 'integrations/zabbix', { ...shown, name: 'Zabbix 7' }),
    ]).toEqual([403, 200]);
  });

  it('that somebody is ill is for them, Editors of their team and Admins', async () => {
    const override = await ask('root', 'POST', 'rotas/sre/overrides', {
      start: '2026-01-01T00:00',
      end: '2026-01-03T00:00',
      set: ['ann'],
    });
    expect(override.status).toBe(201);
    for (const [who, sees] of [
      ['ann', true],
      ['cleo', true],
      ['root', true],
      ['ben', false],
      ['dee', false],
      ['eve', false],
    ] as const) {
      const [list, one, health] = await Promise.all(
        ['absences', 'absences/flu', 'rotas/sre/health?from=2026-01-01T00:00:00Z&to=2026-01-05T00:00:00Z'].map((path) =>
          ask(who, 'GET', path),
        ),
      );
      const said = JSON.stringify([list?.body, one?.body, health?.body]);
      expect([who, list?.status, one?.status, health?.status]).toEqual([who, 200, 200, 200]);
      expect([who, /sick|The flu|and ill/.test(said), /"absent"/.test(said), said.includes('is on call and')]).toEqual([
        who,
        sees,
        !sees,
        true,
      ]);
    }
  });
});
