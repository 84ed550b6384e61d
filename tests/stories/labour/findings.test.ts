/** A night call, a start that moved, and what the rules, the person and the manager say of it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { contextOf } from '../../support/grafana.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Answer, Sidecar } from '../../support/sidecar.ts';

const TOKEN = 'token-of-scripts-0123456789';
const provisioning = `
apiVersion: 1
users: [ { login: ann }, { login: ben }, { login: cleo }, { login: hana }, { login: hugo } ]
teams: [ { id: sre, members: [ann, ben], managers: [cleo] } ]
rotas: [ { id: sre, team: sre, timeZone: UTC, layers: [ { id: a, participants: [[ann]] } ] } ]
escalationPolicies: [ { id: sre, team: sre, ackTimeout: none, steps: [ { notify: [ { rota: sre } ], wait: 1h } ] } ]
integrations: [ { id: scripts, type: webhook, team: sre, policy: sre, token: ${TOKEN} } ]
units:
  - { id: ops, name: Ops, since: 2026-01-01, timeZone: UTC, teams: [sre], hr: [hana], duties: [ { rota: sre, kind: onCall } ], rules: [ { from: 2026-01-01, pack: fr-default@1 } ] }
  - { id: lab, name: Lab, since: 2026-01-01, timeZone: UTC, hr: [hugo], rules: [ { from: 2026-01-01, pack: eu@1 } ] }
`;
const profile = {
  id: 'ann',
  user: 'ann',
  unit: 'ops',
  from: '2026-01-01',
  contract: 'hours',
  schedule: [{ days: ['workday'], from: '09:00', to: '17:00' }],
};

interface Found {
  indicative: true;
  items: Array<{ id: string; rule: string; severity: string; data: { owed: number }; decision: object | null }>;
}
interface Refusal {
  error: { reason: string; details: Array<{ path: string; reason: string }> };
}

onEachDatabase('A night call', (database) => {
  let sidecar: Sidecar;
  let rest = '';
  let finding = '';
  const ask = <Body = Record<string, unknown>>(login: string, method: string, path: string, body?: unknown) =>
    sidecar.api<Body>(method, path, body, {
      headers: login === 'api' ? {} : { 'X-Grafana-Context': contextOf({ uid: `u-${login}`, login }) },
    });
  const refusalOf = ({ status, body }: Answer<unknown>) => {
    const { reason, details } = (body as Refusal).error;
    return [status, reason, ...details.map(({ path, reason: why }) => `${path} ${why}`)];
  };
  const foundBy = async (login: string, query = '') =>
    (await ask<Found>(login, 'GET', `labour/findings?rule=restDaily${query}`)).body;

  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
    expect((await ask('hana', 'POST', 'work-profiles', profile)).status).toBe(201);
    // A Tuesday; the unit was first saved on Thursday, 1 January.
    await sidecar.setClock('2026-01-13T18:00:00Z');
  });
  afterAll(async () => sidecar.remove());

  it('moves the next start, which the person, managers and HR read', async () => {
    await sidecar.setClock('2026-01-14T02:00:00Z');
    const { body } = await sidecar.ingest<{ incidents: string[] }>(TOKEN, { title: 'Disk full', id: 'disk' });
    const [incident = ''] = body.incidents;
    expect((await ask('ann', 'POST', `incidents/${incident}/acknowledge`, {})).status).toBe(200);
    await sidecar.setClock('2026-01-14T02:05:00Z');
    expect((await ask('ann', 'POST', `incidents/${incident}/resolve`, {})).status).toBe(200);
    await sidecar.setClock('2026-01-14T10:00:00Z');
    for (const login of ['ann', 'cleo', 'hana']) {
      const { items } = (await ask<{ items: Array<{ id: string }> }>(login, 'GET', 'labour/rests')).body;
      expect(items).toMatchObject([
        {
          user: 'ann',
          unit: 'ops',
          rule: 'restDaily',
          state: 'applies',
          provisional: true,
          startedAt: null,
          plannedAt: '2026-01-14T09:00:00.000Z',
          earliestAt: '2026-01-14T13:15:00.000Z',
        },
      ]);
      rest = items[0]?.id ?? '';
      // A release counts as kept until the person says otherwise.
      expect(await foundBy(login)).toEqual({ indicative: true, items: [], next: null });
    }
    for (const login of ['ben', 'hugo', 'api']) {
      expect((await ask(login, 'GET', 'labour/rests')).body).toEqual({ items: [], next: null });
    }
  });

  it('is read and corrected by the person and those of the unit, and nothing is entered before its first day', async () => {
    const listed = await ask<{ items: Array<{ id: string; incident: string }> }>(
      'ann',
      'GET',
      'interventions?user=ann',
    );
    const [{ incident } = { incident: '' }] = listed.body.items;
    for (const login of ['cleo', 'hana']) {
      for (const query of ['', '?user=ann', '?user=ann&format=csv']) {
        const { status, body } = await ask<unknown>(login, 'GET', `interventions${query}`);
        expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining(incident)]);
      }
    }
    expect((await ask('hugo', 'GET', 'interventions?user=ann')).body).toEqual({ items: [], next: null });
    expect((await ask('api', 'GET', 'interventions?user=ann')).body).toEqual({ items: [], next: null });
    expect(refusalOf(await ask('ben', 'GET', 'interventions?user=ann'))).toEqual([403, 'interventions-of-others']);
    const early = { incident, user: 'ann', start: '2026-01-01T20:00:00Z', end: '2026-01-01T21:00:00Z' };
    for (const login of ['ann', 'hana']) {
      const { status, body } = await ask<{ error: { details: object[] } }>(login, 'POST', 'interventions', early);
      expect([status, body.error.details]).toMatchObject([
        400,
        [{ path: 'start', reason: 'before-since', data: { since: '2026-01-02' } }],
      ]);
    }
    for (const login of ['cleo', 'hugo', 'api']) {
      expect((await ask(login, 'POST', 'interventions', early)).status).toBe(403);
    }
    const again = await ask<{ items: object[] }>('ann', 'GET', 'interventions?user=ann');
    expect(again.body.items).toEqual(listed.body.items);
  });

  it.each([
    ['2026-01-14T10:30:00Z', ['at in-future']],
    ['2026-01-14T08:59:00Z', ['at not-after']],
  ])('is not followed by a start at %s', async (at, problems) => {
    expect(refusalOf(await ask('ann', 'POST', `labour/rests/${rest}/started`, { at }))).toEqual([
      ...[400, 'invalid'],
      ...problems,
    ]);
  });

  it('is found outside of the rule when the person began before, by those who may read it', async () => {
    const began = { at: '2026-01-14T09:30:00Z' };
    expect(refusalOf(await ask('cleo', 'POST', `labour/rests/${rest}/started`, began))).toEqual([403, 'person-alone']);
    const said = await ask('ann', 'POST', `labour/rests/${rest}/started`, began);
    expect(said).toMatchObject({ status: 200, body: { startedAt: '2026-01-14T09:30:00.000Z' } });
    for (const login of ['ann', 'cleo', 'hana']) {
      const { items } = await foundBy(login);
      expect(items).toMatchObject([
        { rule: 'restDaily', severity: 'outside', user: 'ann', data: { measured: 435, limit: 660, owed: 225 } },
      ]);
      finding = items[0]?.id ?? '';
      expect((await foundBy(login, '&severity=note')).items).toEqual([]);
      expect((await foundBy(login, '&to=2026-01-14T09:00:00Z')).items).toEqual([]);
    }
    for (const login of ['ben', 'hugo', 'api']) {
      expect((await foundBy(login)).items).toEqual([]);
    }
  });

  it('is decided of by a manager: urgent works, and rest that is owed', async () => {
    const body = { finding, reason: 'fire in the machine room' };
    expect((await ask('ann', 'POST', 'decisions', body)).status).toBe(403);
    expect(refusalOf(await ask('hugo', 'POST', 'decisions', body))).toEqual([404, 'no-such']);
    expect(refusalOf(await ask('cleo', 'POST', 'decisions', { reason: body.reason }))).toEqual([
      ...[400, 'invalid'],
      ' exactly-one',
    ]);
    expect(refusalOf(await ask('cleo', 'POST', 'decisions', { ...body, owed: '1h' }))).toEqual([
      ...[400, 'invalid'],
      'owed duration-too-short',
    ]);
    const soon = { ...body, inspectorToldAt: '2026-01-14T10:30:00Z' };
    expect(refusalOf(await ask('cleo', 'POST', 'decisions', soon))).toEqual([
      ...[400, 'invalid'],
      'inspectorToldAt in-future',
    ]);
    const made = await ask<{ id: string }>('cleo', 'POST', 'decisions', body);
    expect(made).toMatchObject({ status: 201, body: { kind: 'urgentWorks', user: 'ann', owed: 225, by: 'cleo' } });
    expect(refusalOf(await ask('hana', 'POST', 'decisions', body))).toEqual([409, 'exists']);
    expect((await foundBy('ann')).items).toMatchObject([
      { severity: 'note', decision: { id: made.body.id, owed: 225, settled: 0 } },
    ]);
    const given = { from: '2026-01-15T09:00:00Z', to: '2026-01-15T12:45:00Z' };
    expect(refusalOf(await ask('hana', 'POST', `decisions/${made.body.id}/settle`, given))).toEqual([
      ...[400, 'invalid'],
      'to in-future',
    ]);
    await sidecar.setClock('2026-01-15T13:00:00Z');
    expect((await ask('hana', 'POST', `decisions/${made.body.id}/settle`, given)).status).toBe(200);
    expect(refusalOf(await ask('hana', 'POST', `decisions/${made.body.id}/settle`, given))).toEqual([
      ...[400, 'invalid'],
      'from overlaps',
    ]);
    expect((await foundBy('ann')).items).toMatchObject([{ decision: { settled: 225 } }]);
    const mine = await ask<{ items: object[] }>('ann', 'GET', 'decisions');
    expect(mine.body.items).toMatchObject([{ finding, settled: [{ from: '2026-01-15T09:00:00.000Z' }] }]);
    expect((await ask('hugo', 'GET', 'decisions')).body).toEqual({ items: [], next: null });
    const audit = await ask<{ items: Array<{ kind: string }> }>('api', 'GET', 'audit');
    const entries = audit.body.items.filter(({ kind }) => kind === 'decisions' || kind === 'rests');
    expect(entries.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(entries)).not.toMatch(/fire|2026-01-1[45]T(09|12):\d/);
  });

  it('has its rest waived by a manager, never by the person', async () => {
    await sidecar.setClock('2026-01-16T02:00:00Z');
    const { body } = await sidecar.ingest<{ incidents: string[] }>(TOKEN, { title: 'Disk full', id: 'again' });
    await ask('ann', 'POST', `incidents/${body.incidents[0]}/acknowledge`, {});
    await ask('ann', 'POST', `incidents/${body.incidents[0]}/resolve`, {});
    await sidecar.setClock('2026-01-16T03:00:00Z');
    const listed = await ask<{ items: Array<{ id: string }> }>('hana', 'GET', 'labour/rests?from=2026-01-16T00:00:00Z');
    const [{ id } = { id: '' }] = listed.body.items;
    const waive = { rest: id, reason: 'fire in the machine room' };
    expect((await ask('ann', 'POST', 'decisions', waive)).status).toBe(403);
    const made = await ask('hana', 'POST', 'decisions', waive);
    expect(made).toMatchObject({ status: 201, body: { user: 'ann', start: '2026-01-16T09:00:00.000Z', owed: 255 } });
    const rests = await ask<{ items: object[] }>('ann', 'GET', 'labour/rests?from=2026-01-16T00:00:00Z');
    expect(rests.body.items).toMatchObject([{ id, state: 'waived' }]);
    expect(refusalOf(await ask('hana', 'POST', 'decisions', waive))).toEqual([409, 'stale']);
  });

  it('is still read when the work profile is gone, by the person and those of the unit', async () => {
    expect((await ask('hana', 'DELETE', 'work-profiles/ann')).status).toBe(204);
    const idsOf = async (login: string, path: string) =>
      (await ask<{ items: Array<{ id: string }> }>(login, 'GET', path)).body.items.map(({ id }) => id);
    for (const path of ['decisions', 'labour/rests', 'decisions?user=ann&unit=ops', 'labour/rests?user=ann&unit=ops']) {
      const own = await idsOf('ann', path);
      expect(own.length, path).toBeGreaterThanOrEqual(2);
      expect(await idsOf('cleo', path)).toEqual(own);
      expect(await idsOf('hana', path)).toEqual(own);
      for (const login of ['ben', 'hugo', 'api']) {
        expect(await idsOf(login, path)).toEqual([]);
      }
    }
  });
});
