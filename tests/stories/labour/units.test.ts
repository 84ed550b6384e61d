/** Units and work profiles: who makes and reads them, what is refused, and what goes with whom. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { contextOf } from '../../support/grafana.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Answer, Sidecar } from '../../support/sidecar.ts';

const provisioning = `
apiVersion: 1
users: [ { login: cleo }, { login: hana }, { login: hugo } ]
teams: [ { id: sre, members: [cleo], managers: [cleo] } ]
units:
  - { id: lab, name: Lab, since: 2026-01-01, timeZone: UTC, hr: [hugo], rules: [ { from: 2026-01-01, pack: eu@1 } ] }
`;

const unit = {
  id: 'ops',
  name: 'Ops',
  since: '2026-11-02',
  timeZone: 'Europe/Paris',
  holidays: 'FR',
  teams: ['sre'],
  hr: ['hana'],
  duties: [{ rota: 'nights', kind: 'onCall' }],
  rules: [{ from: '2026-11-02', pack: 'fr-default@1', notice: { days: 30 } }],
  pay: [{ from: '2026-11-02', hours: [{ code: 'AST-N', text: 'nuit', rate: 2.2 }] }],
};
const profile = {
  user: 'ann',
  unit: 'ops',
  from: '2026-11-02',
  contract: 'hours',
  payrollId: '004211',
  schedule: [{ days: ['workday'], from: '09:00', to: '17:00' }],
};

interface Refusal {
  error: { reason: string; details: Array<{ path: string; reason: string; data: Record<string, unknown> }> };
}

onEachDatabase('A unit', (database) => {
  let sidecar: Sidecar;
  const ask = <Body = Record<string, unknown>>(
    login: string,
    method: string,
    path: string,
    body?: unknown,
    more = {},
  ) =>
    sidecar.api<Body>(method, path, body, {
      headers: { ...(login !== 'api' && { 'X-Grafana-Context': contextOf({ uid: `u-${login}`, login }) }), ...more },
    });
  const refusalOf = ({ status, body }: Answer<unknown>) => {
    const { reason, details } = (body as Refusal).error;
    return [status, reason, ...details.map(({ path, reason: why, data }) => [path, why, data])];
  };

  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
    for (const login of ['ann', 'ben']) {
      expect((await ask('api', 'POST', 'users', { login })).status).toBe(201);
    }
    const rota = { id: 'nights', team: 'sre', timeZone: 'UTC', layers: [{ id: 'a', participants: [['cleo']] }] };
    expect((await ask('api', 'POST', 'rotas', rota)).status).toBe(201);
  });
  afterAll(async () => sidecar.remove());

  it('is made by an Admin, who does not read what it rules and pays', async () => {
    const made = await ask('api', 'POST', 'units', unit);
    expect([made.status, made.body]).toEqual([
      201,
      {
        id: 'ops',
        name: 'Ops',
        since: '2026-11-02',
        teams: ['sre'],
        managers: undefined,
        hr: ['hana'],
        provisioned: false,
        version: 1,
        warnings: [],
      },
    ]);
    expect((await ask('hana', 'GET', 'units/ops')).body).toMatchObject({ ...unit, retentionYears: 5 });
    expect((await ask('cleo', 'GET', 'units/ops')).body).toMatchObject({ pay: [{ hours: [{ rate: 2.2 }] }] });
    const listed = await ask<{ items: Array<{ id: string }> }>('hugo', 'GET', 'units');
    expect(listed.body.items.map(({ id }) => id)).toEqual(['lab']);
    expect((await ask('ann', 'GET', 'units/ops')).status).toBe(403);
  });

  it('is written by its HR, whom only an Admin names', async () => {
    const changed = await ask('hana', 'PUT', 'units/ops', { ...unit, disconnect: false }, { 'If-Match': '"1"' });
    expect(changed).toMatchObject({ status: 200, body: { disconnect: false, version: 2 } });
    expect(refusalOf(await ask('hana', 'PUT', 'units/ops', unit, { 'If-Match': '"1"' }))).toEqual([409, 'stale']);
    expect(refusalOf(await ask('hana', 'PUT', 'units/ops', { ...unit, hr: ['hana', 'ann'] }))).toEqual([
      ...[403, 'fields-by-admins'],
      ['hr', 'admin-only', {}],
    ]);
    expect((await ask('api', 'PUT', 'units/ops', unit)).status).toBe(403);
    const named = await ask('api', 'PUT', 'units/ops/hr', { hr: ['hana', 'cleo'] }, { 'If-Match': '"2"' });
    expect(named).toMatchObject({ status: 200, body: { hr: ['hana', 'cleo'], version: 3 } });
    expect((await ask('cleo', 'GET', 'units/ops')).body).toMatchObject({ disconnect: false, hr: ['hana', 'cleo'] });
    expect(refusalOf(await ask('api', 'PUT', 'units/lab/hr', { hr: ['hana'] }))).toEqual([409, 'provisioned']);
  });

  it('is saved with numbers below the floor of the law, of which HR is warned, as --check does', async () => {
    const [first] = unit.rules;
    const tight = { ...unit, hr: ['hana', 'cleo'], rules: [{ ...first, restDaily: { rest: '8h' } }] };
    const saved = await ask<{ warnings: object[] }>('hana', 'PUT', 'units/ops', tight);
    expect(saved.body.warnings).toMatchObject([
      { path: 'rules[0].restDaily.rest', reason: 'beyond-law', data: { limit: '9h', article: 'D3131-6' } },
      { path: 'duties[0].rota', reason: 'no-work-profile', data: { rota: 'nights', users: ['cleo'] } },
      { path: 'counsel', reason: 'not-read-by-counsel' },
    ]);
    // What was answered can be sent back, and what was warned of is not stored.
    const again = await ask<{ warnings: object[] }>('hana', 'PUT', 'units/ops', saved.body);
    expect([again.status, again.body.warnings]).toEqual([200, saved.body.warnings]);
    expect((await ask('hana', 'GET', 'units/ops')).body).not.toHaveProperty('warnings');
    expect((await ask('hana', 'PUT', 'units/ops', { ...unit, hr: ['hana', 'cleo'] })).status).toBe(200);
    const alone = await ask('api', 'PUT', 'units/ops/hr', { hr: ['cleo'] });
    expect(alone.body['warnings']).toMatchObject([{ path: 'hr', reason: 'no-second-person' }]);
    expect((await ask('api', 'PUT', 'units/ops/hr', { hr: ['hana', 'cleo'] })).status).toBe(200);
  });

  it.each([
    ['nobody as HR', 'POST', 'units', { ...unit, id: 'x', hr: [] }, 400, [['hr', 'empty', {}]]],
    [
      'somebody unknown as HR',
      ...(['POST', 'units', { ...unit, id: 'x', hr: ['hanna'] }, 400] as const),
      [['hr[0]', 'no-such', { kind: 'user', name: 'hanna', meant: 'hana' }]],
    ],
    [
      'two rules of one date',
      ...(['POST', 'units', { ...unit, id: 'x', rules: [unit.rules[0], unit.rules[0]] }, 400] as const),
      [['rules[1].from', 'same-as-other', { field: '[0].from' }]],
    ],
  ] as const)('refuses %s', async (_what, method, path, body, status, details) => {
    expect(refusalOf(await ask('api', method, path, body))).toEqual([status, 'invalid', ...details]);
  });

  it('has people by their work profiles, each in one unit at a time', async () => {
    const made = await ask('hana', 'POST', 'work-profiles', profile);
    expect(made).toMatchObject({
      status: 201,
      body: { id: 'work-ann-2026-11-02', payrollId: '004211', onCall: 'yes' },
    });
    expect((await ask('cleo', 'PUT', 'units/ops/hr', { hr: ['hana'] })).status).toBe(403);
    const two = { ...profile, from: '2027-01-01', unit: 'lab' };
    expect(refusalOf(await ask('hugo', 'POST', 'work-profiles', two))).toEqual([
      ...[409, 'invalid'],
      ['unit', 'other-unit', { unit: 'ops' }],
    ]);
    const until = { ...profile, until: '2026-12-31' };
    expect((await ask('hana', 'PUT', 'work-profiles/work-ann-2026-11-02', until)).status).toBe(200);
    expect((await ask('hugo', 'POST', 'work-profiles', two)).status).toBe(201);
    const overlapping = [...profile.schedule, { days: ['mon'], from: '16:00', to: '18:00' }];
    expect(refusalOf(await ask('hana', 'POST', 'work-profiles', { ...profile, schedule: overlapping }))).toEqual([
      ...[400, 'invalid'],
      ['schedule[1]', 'overlaps', { field: 'schedule[0]' }],
    ]);
    expect(refusalOf(await ask('hana', 'POST', 'work-profiles', { ...until, id: 'again' }))).toEqual([
      ...[400, 'invalid'],
      ['from', 'same-as-other', { field: 'from' }],
    ]);
  });

  it('keeps the records of people who count days for three years', async () => {
    const days = { ...profile, user: 'ben', contract: 'days' };
    const short = { ...unit, hr: ['hana', 'cleo'], retentionYears: 2 };
    expect((await ask('hana', 'PUT', 'units/ops', short)).status).toBe(200);
    expect(refusalOf(await ask('hana', 'POST', 'work-profiles', days))).toEqual([
      ...[400, 'invalid'],
      ['contract', 'retention-too-short', { unit: 'ops', min: 3 }],
    ]);
    expect((await ask('hana', 'PUT', 'units/ops', { ...short, retentionYears: 3 })).status).toBe(200);
    expect((await ask('hana', 'POST', 'work-profiles', days)).status).toBe(201);
    expect(refusalOf(await ask('hana', 'PUT', 'units/ops', short))).toEqual([
      ...[400, 'invalid'],
      ['retentionYears', 'retention-too-short', { unit: 'ops', min: 3 }],
    ]);
  });

  it('shows a work profile to the person, managers and HR, and no payroll number to managers', async () => {
    const at = 'work-profiles/work-ann-2026-11-02';
    expect((await ask('ann', 'GET', at)).body).toMatchObject({ payrollId: '004211' });
    expect((await ask('hugo', 'GET', at)).status).toBe(403);
    expect((await ask('api', 'GET', at)).status).toBe(403);
    expect((await ask('api', 'GET', 'work-profiles')).body).toEqual({ items: [], next: null });
    const { workProfiles } = (await ask<{ workProfiles: object[] }>('ann', 'GET', 'users/ann/export')).body;
    expect(workProfiles).toMatchObject([{ unit: 'ops', payrollId: '004211' }, { unit: 'lab' }]);
    expect((await ask('api', 'GET', 'users/ann/export')).body).toMatchObject({
      workProfiles: [],
      leftOut: expect.arrayContaining(['workProfiles']),
    });
    await ask('api', 'PUT', 'units/ops/hr', { hr: ['hana'] });
    expect((await ask('cleo', 'GET', `${at}`)).body).toMatchObject({ user: 'ann', payrollId: null });
    expect((await ask('ann', 'GET', 'units/ops')).body).toMatchObject({ rules: [{ pack: 'fr-default@1' }] });
  });

  it('leaves names of fields in the audit log, and no values', async () => {
    const { body } = await ask<{ items: Array<Record<string, unknown>> }>('api', 'GET', 'audit?limit=500');
    const entries = body.items.filter(({ kind }) => kind === 'units' || kind === 'work-profiles');
    const shown = entries.map(({ actor, action, kind, subject, before, after }) => {
      const changed = (after as { changed: string[] } | null)?.changed;
      return [actor, action, kind, subject, before, changed && changed.length > 3 ? 'many' : changed];
    });
    expect(shown).toContainEqual(['hana', 'change', 'units', 'ops', null, ['disconnect']]);
    expect(shown).toContainEqual(['api', 'change', 'units', 'ops', null, ['hr']]);
    expect(shown).toContainEqual(['hana', 'create', 'work-profiles', 'work-ann-2026-11-02', null, 'many']);
    expect(shown).toContainEqual(['files', 'create', 'units', 'lab', null, 'many']);
    expect(JSON.stringify(entries)).not.toMatch(/004211|AST-N|09:00/);
  });

  it('refuses to lose people it names, but not a rota', async () => {
    expect(refusalOf(await ask('api', 'DELETE', 'units/ops'))).toEqual([
      ...[409, 'in-use'],
      ['', 'used-by', { kind: 'work-profile', id: 'work-ann-2026-11-02', path: 'unit' }],
      ['', 'used-by', { kind: 'work-profile', id: 'work-ben-2026-11-02', path: 'unit' }],
    ]);
    expect((await ask('api', 'DELETE', 'rotas/nights')).status).toBe(204);
    expect((await ask('api', 'POST', 'users/ann/erase', { confirm: 'ann' })).status).toBe(200);
    expect((await ask<{ items: object[] }>('hana', 'GET', 'work-profiles')).body.items).toMatchObject([
      { user: 'ben' },
    ]);
    expect((await ask('hana', 'DELETE', 'work-profiles/work-ben-2026-11-02')).status).toBe(204);
    expect((await ask('api', 'DELETE', 'units/ops')).status).toBe(204);
  });
});
