/** Every route of the API × everybody who may knock. A route that is missing here fails, too. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULED_ROUTES } from '../support/rules.ts';
import { startGrafana } from '../support/grafana.ts';
import type { Grafana } from '../support/grafana.ts';
import { pluginToken, startSidecar } from '../support/sidecar.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { openDoors, provisioningAtNight, workAtNight } from './cast.ts';
import type { CastIds, Door } from './cast.ts';
import { CALLERS, EXPECTED } from './expected.ts';
import type { CallerName, Expected } from './expected.ts';
import { knockAt } from './knock.ts';

/** Each says to the person what would have to be otherwise. */
const SPECIFIC: ReadonlySet<string> = new Set([
  'read-only',
  'admins-only',
  'editors-only',
  'team-editors-only',
  'team-managers-only',
  'people-only',
  'person-or-admin',
  'person-alone',
  'own-name-only',
  'not-concerned',
  'paging-by-hand',
  'guest-link',
  'absence-of-others',
  'maintenance-of-others',
  'time-window-of-others',
  'shift-of-others',
  'interventions-of-others',
  'handoff-of-others',
  'hr-only',
  'labour-of-others',
  'fields-by-admins',
]);

let grafana: Grafana;
let sidecar: Sidecar;
let incident = '';
let ids: CastIds;
let doors: ReadonlyMap<CallerName, Door>;

beforeAll(async () => {
  grafana = await startGrafana();
  sidecar = await startSidecar({ provisioning: provisioningAtNight, env: { VIGIE_GRAFANA_URL: grafana.url } });
  doors = await openDoors(sidecar, grafana);
  const opened = await sidecar.ingest<{ incidents: string[] }>('ingest-token-of-sre-123456', {
    title: 'Disk full',
    id: 'disk',
  });
  incident = opened.body.incidents[0] ?? '';
  expect(incident).not.toBe('');
  ids = { ...(await workAtNight(sidecar, doors)), incident };
}, 180_000);
afterAll(async () => {
  await sidecar?.remove();
  await grafana?.stop();
});

const ask = (expected: Expected, door: Door) => knockAt(sidecar, expected, door, ids);

const knock = async (expected: Expected, door: Door) => (await ask(expected, door)).status;

it('every route is in the table', () => {
  expect(EXPECTED.map(({ route }) => route).sort()).toEqual([...RULED_ROUTES].sort());
});

describe.each(EXPECTED)('$route', (expected) => {
  it('is for those who may', async () => {
    const statuses: Record<string, number> = {};
    const reasons: Array<string | null> = [];
    for (const name of CALLERS) {
      const { status, reason } = await ask(expected, doors.get(name) as Door);
      statuses[name] = status;
      reasons.push(...(status === 403 ? [reason] : []));
    }
    expect(reasons.filter((reason) => reason === null || !SPECIFIC.has(reason))).toEqual([]);
    const allowed = Object.entries(statuses)
      .filter(([, status]) => status !== 403)
      .map(([name]) => name);
    expect(allowed, JSON.stringify(statuses)).toEqual(CALLERS.filter((name) => expected.who.includes(name)));
    expect(
      Object.values(statuses).filter((status) => status === 401 || status === 429 || status >= 500),
      JSON.stringify(statuses),
    ).toEqual([]);
  });

  it('is for nobody unknown', async () => {
    const forged = await grafana.headers({ uid: 'u-root', login: 'root', role: 'Admin' }, { forged: true });
    const unknown: Door[] = [
      { token: null, headers: {} },
      { token: 'wrong-token', headers: {} },
      { token: pluginToken, headers: forged },
      { token: pluginToken, headers: {}, door: 'plugin' },
      { token: pluginToken, headers: {}, door: 'scripts' },
      { token: null, headers: await grafana.headers({ uid: 'u-root', login: 'root', role: 'Admin' }) },
      { token: 'ingest-token-of-sre-123456', headers: {} },
    ];
    for (const door of unknown) {
      expect(await knock(expected, door)).toBe(401);
    }
  });
});

it('rest is given by a manager or HR of the unit, whoever else acts for one', async () => {
  const statuses: Record<string, number> = {};
  for (const [i, name] of CALLERS.entries()) {
    const at = (minute: number) => `2026-01-07T09:${String(minute).padStart(2, '0')}:00Z`;
    const expected: Expected = {
      route: 'POST /decisions/:id/settle',
      path: 'decisions/:decision/settle',
      who: [],
      body: { from: at(2 * i), to: at(2 * i + 1) },
    };
    const status = await knock(expected, doors.get(name) as Door);
    if (status !== 403) {
      statuses[name] = status;
    }
  }
  expect(statuses).toEqual({ manager: 200, hr: 200, otherHr: 404 });
});

describe('an incident is also theirs', () => {
  const act = async (name: CallerName, command: string, body: object = {}) => {
    const { token, headers } = doors.get(name) as Door;
    return (await sidecar.api('POST', `incidents/${incident}/${command}`, body, { token, headers })).status;
  };

  it('who are paged for it', async () => {
    await sidecar.api('POST', `incidents/${incident}/unresolve`);
    expect(await act('viewer', 'resolve')).toBe(403);
    expect((await sidecar.api('POST', `incidents/${incident}/responders`, { users: ['dee'] })).status).toBe(200);
    await sidecar.advance('0s');
    expect(await act('viewer', 'resolve')).toBe(200);
  });

  it('who are on call on its policy, while they are', async () => {
    const opened = await sidecar.ingest<{ incidents: string[] }>('ingest-token-of-sre-123456', {
      title: 'Disk full',
      id: 'another',
    });
    incident = opened.body.incidents[0] ?? '';
    expect(await act('otherEditor', 'snooze', { for: '1h' })).toBe(403);
    const cover = { start: '2025-12-31T00:00', end: '2026-03-01T00:00', set: ['ben'] };
    const made = await sidecar.api<{ id: string }>('POST', 'rotas/sre/overrides', cover);
    expect(await act('otherEditor', 'snooze', { for: '1h' })).toBe(200);
    await sidecar.api('DELETE', `rotas/sre/overrides/${made.body.id}`);
    expect(await act('otherEditor', 'wake')).toBe(403);
  });

  it('one by one, in bulk', async () => {
    const { token, headers } = doors.get('otherEditor') as Door;
    const answer = await sidecar.api<{ items: object[] }>(
      'POST',
      'incidents/bulk',
      { ids: [incident, 'gone'], command: 'resolve' },
      { token, headers },
    );
    expect(answer.body.items).toMatchObject([
      { id: incident, ok: false, reason: 'not-concerned', error: expect.stringContaining('Editors of the team') },
      { id: 'gone', ok: false, error: 'There is no such incident.', reason: 'not-found' },
    ]);
    const noted = await sidecar.api<{ items: object[] }>(
      'POST',
      'incidents/bulk',
      { ids: [incident], command: 'note', body: { text: 'Looking' } },
      { token, headers },
    );
    expect(noted.body.items).toEqual([{ id: incident, ok: true, changed: true, error: null, reason: null }]);
  });
});

it('when a rota must have somebody is for its team to say', async () => {
  const statuses: Record<string, number> = {};
  for (const name of CALLERS) {
    statuses[name] = await knock(
      { route: 'PUT /time-windows/:id', path: 'time-windows/nights', who: [], body: {} },
      doors.get(name) as Door,
    );
  }
  const allowed = Object.entries(statuses)
    .filter(([, status]) => status !== 403)
    .map(([name]) => name);
  expect(allowed, JSON.stringify(statuses)).toEqual(['editor', 'admin', 'adminAccount', 'editToken', 'adminToken']);
});

describe('another team', () => {
  const send = async (name: CallerName, path: string, body: object) => {
    const { token, headers } = doors.get(name) as Door;
    return (await sidecar.api('POST', path, body, { token, headers })).status;
  };

  it('is not paged by its policy in the name of one’s own', async () => {
    expect(await send('member', 'incidents', { title: 'x', policy: 'db', team: 'sre' })).toBe(403);
    expect(await send('member', 'incidents', { title: 'x', policy: 'sre', team: 'db' })).toBe(403);
    expect(await send('member', 'incidents', { title: 'x', policy: 'sre', team: 'sre' })).toBe(201);
  });

  it('has a heartbeat that no alert of others keeps alive', async () => {
    const feeds = {
      type: 'webhook',
      name: 'Feeds',
      policy: 'db',
      team: 'db',
      routes: [{ match: ['a="b"'], heartbeat: 'backup' }],
    };
    expect(await send('otherEditor', 'integrations', feeds)).toBe(403);
    expect(await send('editor', 'integrations', { ...feeds, team: 'sre' })).toBe(201);
    expect(await send('otherEditor', 'integrations', { ...feeds, routes: [] })).toBe(201);
  });
});

describe('what is shown', () => {
  const see = async (name: CallerName, path: string) => {
    const { token, headers } = doors.get(name) as Door;
    return JSON.stringify((await sidecar.api('GET', path, undefined, { token, headers })).body);
  };

  it('addresses go to their owner and to Admins', async () => {
    for (const [name, sees] of [
      ['member', true],
      ['admin', true],
      ['adminToken', true],
      ['viewer', false],
      ['editor', false],
      ['readToken', false],
      ['editToken', false],
    ] as const) {
      expect((await see(name, 'users/ann')).includes('ann@example.com'), name).toBe(sees);
      expect((await see(name, 'users')).includes('ben@example.com'), name).toBe(
        name === 'admin' || name === 'adminToken',
      );
    }
  });

  it('ingest tokens go to Admins and to Editors of the team', async () => {
    for (const [name, sees] of [
      ['editor', true],
      ['admin', true],
      ['editToken', true],
      ['member', false],
      ['otherEditor', false],
      ['viewer', false],
      ['readToken', false],
    ] as const) {
      expect((await see(name, 'integrations/sre')).includes('ingest-token-of-sre'), name).toBe(sees);
    }
  });

  it('where rooms are goes to Admins', async () => {
    for (const [name, sees] of [
      ['admin', true],
      ['editor', false],
      ['viewer', false],
    ] as const) {
      expect((await see(name, 'channels')).includes('secret-path'), name).toBe(sees);
    }
  });

  it('what went wrong is for everybody, where people are reached is not', async () => {
    const method = { id: 'home', type: 'webhook', to: 'http://127.0.0.1:9/secret-hook', verified: true };
    expect((await sidecar.api('POST', 'users', { login: 'eve', contactMethods: [method] })).status).toBe(201);
    const { id } = (await sidecar.api<{ id: string }>('POST', 'incidents', { title: 'x', users: ['eve'] })).body;
    await sidecar.advance('1s');
    for (const part of ['pages', 'timeline']) {
      const seen = await see('viewer', `incidents/${id}/${part}`);
      expect(seen).toContain('no answer from the receiver');
      expect(seen).not.toContain('127.0.0.1');
    }
  });

  it('raw payloads go to Editors and Admins', async () => {
    for (const [name, sees] of [
      ['editor', true],
      ['otherEditor', true],
      ['admin', true],
      ['viewer', false],
      ['member', false],
    ] as const) {
      expect((await see(name, 'integrations/sre/alerts')).includes('"raw":{'), name).toBe(sees);
    }
  });
});
