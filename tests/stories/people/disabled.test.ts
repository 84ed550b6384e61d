/** An Admin disables somebody: Vigie keeps them out and pages them no more, and rotas do as their `onAbsence` says. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommitmentsWire } from '#contract/people/commitments';
import { onEachDatabase } from '../../support/databases.ts';
import { contextOf } from '../../support/grafana.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';

const TOKEN = 'disabled-ingest-token-0123456789';
const asAnn = { headers: { 'X-Grafana-Context': contextOf({ uid: 'u-ann', login: 'ann' }) } };

interface OnCallAnswer {
  onCall: Array<{ user: string }>;
}

onEachDatabase('Somebody whom an Admin disables', (database) => {
  let sidecar: Sidecar;
  const make = async (path: string, body: object) => {
    const made = await sidecar.api('POST', path, body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  };
  const change = async (isDisabled: boolean) => {
    const { body } = await sidecar.api<object>('GET', 'users/ann');
    const saved = await sidecar.api('PUT', 'users/ann', { ...body, disabled: isDisabled });
    expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  };
  const onCall = async (at: string, rota = 'next') =>
    (await sidecar.api<OnCallAnswer>('GET', `rotas/${rota}/on-call?at=${at}`)).body.onCall.map(({ user }) => user);

  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning: 'apiVersion: 1\n', databaseUrl: await database.fresh() });
    for (const login of ['ann', 'ben']) {
      await make('users', { login, name: login, email: `${login}@example.com` });
    }
    const rotation = { every: 1, unit: 'day', start: '2026-01-01T00:00' };
    for (const onAbsence of ['next', 'skip']) {
      const layers = [{ id: 'all', rotation, participants: [['ann'], ['ben']] }];
      await make('rotas', { id: onAbsence, name: onAbsence, timeZone: 'UTC', onAbsence, layers });
    }
    const steps = [
      { notify: [{ rota: 'next' }], wait: '5m' },
      { notify: [{ user: 'ann' }, { user: 'ben' }], wait: '5m' },
    ];
    await make('policies', { id: 'sre', name: 'SRE', steps });
    await make('integrations', { id: 'scripts', type: 'webhook', token: TOKEN, policy: 'sre' });
    await sidecar.advance('12h');
  });
  afterAll(() => sidecar?.remove());

  it('what counts on them is listed before', async () => {
    const { body } = await sidecar.api<CommitmentsWire>('GET', 'users/ann/commitments');
    expect(body.policies).toEqual([{ policy: 'sre', steps: [2] }]);
    expect(body.rotas.map(({ rota, onAbsence }) => [rota, onAbsence]).sort()).toEqual([
      ['next', 'next'],
      ['skip', 'skip'],
    ]);
    expect(body.rotas[0]?.shifts.slice(0, 2)).toEqual([
      {
        start: '2026-01-01T12:00:00.000Z',
        end: '2026-01-02T00:00:00.000Z',
        event: { uid: `next.ann.${Date.UTC(2026, 0, 1)}@vigie`, start: '2026-01-01T00:00:00.000Z' },
      },
      {
        start: '2026-01-03T00:00:00.000Z',
        end: '2026-01-04T00:00:00.000Z',
        event: { uid: `next.ann.${Date.UTC(2026, 0, 3)}@vigie`, start: '2026-01-03T00:00:00.000Z' },
      },
    ]);
    expect((await sidecar.api('GET', 'users/nobody/commitments')).status).toBe(404);
  });

  it('they are let in until then, and not afterwards', async () => {
    expect((await sidecar.api('GET', 'me', undefined, asAnn)).status).toBe(200);
    await change(true);
    const refused = await sidecar.api<{ error: { reason: string } }>('GET', 'me', undefined, asAnn);
    expect([refused.status, refused.body.error.reason]).toEqual([403, 'person-disabled']);
  });

  it('their turns pass on or stay empty; the past stays theirs', async () => {
    await sidecar.advance('1m');
    expect(await onCall('2026-01-01T12:01:00Z')).toEqual(['ben']);
    expect(await onCall('2026-01-01T12:01:00Z', 'skip')).toEqual([]);
    expect(await onCall('2026-01-01T11:59:00Z')).toEqual(['ann']);
    const { body } = await sidecar.ingest<{ incidents: string[] }>(TOKEN, { title: 'Disk full', id: 'a' });
    await sidecar.advance('6m');
    const pages = await sidecar.api<{ items: Array<{ user: string }> }>('GET', `incidents/${body.incidents[0]}/pages`);
    expect(new Set(pages.body.items.map(({ user }) => user))).toEqual(new Set(['ben']));
  });

  it('enabled again they have their turns again, and what was in between stays', async () => {
    await sidecar.advance('1d');
    await change(false);
    expect((await sidecar.api('GET', 'me', undefined, asAnn)).status).toBe(200);
    expect(await onCall('2026-01-03T12:00:00Z')).toEqual(['ann']);
    expect(await onCall('2026-01-01T13:00:00Z')).toEqual(['ben']);
    expect(await onCall('2026-01-01T11:59:00Z')).toEqual(['ann']);
  });

  it('deleted while disabled, they stay absent in what a rota was', async () => {
    await sidecar.advance('1d');
    await change(true);
    await sidecar.advance('2h');
    const policy = await sidecar.api<object>('GET', 'policies/sre');
    const steps = [{ notify: [{ rota: 'next' }], wait: '5m' }];
    expect((await sidecar.api('PUT', 'policies/sre', { ...policy.body, steps })).status).toBe(200);
    for (const id of ['next', 'skip']) {
      const { body } = await sidecar.api<{ layers: object[] }>('GET', `rotas/${id}`);
      const layers = body.layers.map((layer) => ({ ...layer, participants: [['ben']] }));
      expect((await sidecar.api('PUT', `rotas/${id}`, { ...body, layers })).status).toBe(200);
    }
    const { body: before } = await sidecar.api<object>(
      'GET',
      'rotas/skip/timeline?from=2026-01-03T00:00:00Z&to=2026-01-04T00:00:00Z',
    );
    expect((await sidecar.api('DELETE', 'users/ann')).status).toBe(204);
    const { body: after } = await sidecar.api<object>(
      'GET',
      'rotas/skip/timeline?from=2026-01-03T00:00:00Z&to=2026-01-04T00:00:00Z',
    );
    expect(after).toEqual(before);
  });
});
