/** Ann's October: a night call, the document of her month, what she says of it, its closing, and what is corrected later. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KeptStatementWire } from '#contract/labour/pay/kept-statement';
import { onEachDatabase } from '../../support/databases.ts';
import { contextOf } from '../../support/grafana.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Answer, Sidecar } from '../../support/sidecar.ts';

const TOKEN = 'token-of-scripts-0123456789';
const provisioning = `
apiVersion: 1
users: [ { login: ann, name: Ann Martin }, { login: ben }, { login: cleo, name: Cleo Roux }, { login: hana, name: Hana Leroy }, { login: hugo } ]
teams: [ { id: sre, members: [ann, ben], managers: [cleo] } ]
rotas:
  - { id: sre, name: SRE, team: sre, timeZone: Europe/Paris, layers: [ { id: a, rotation: { every: 1, unit: week, start: "2026-10-05T09:00" }, participants: [[ann], [ben], [cleo], [hugo], [hugo]] } ] }
escalationPolicies: [ { id: sre, team: sre, ackTimeout: none, steps: [ { notify: [ { rota: sre } ], wait: 1h } ] } ]
integrations: [ { id: scripts, type: webhook, team: sre, policy: sre, token: ${TOKEN} } ]
`;
const unit = {
  id: 'ops-fr',
  name: 'Exemple SAS, exploitation',
  since: '2026-10-01',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  holidays: 'FR',
  language: 'fr',
  teams: ['sre'],
  hr: ['hana'],
  duties: [{ rota: 'sre', kind: 'onCall' }],
  employer: { name: 'Exemple SAS', registration: 'SIRET 123 456 789 00012', address: '1 rue X, 75001 Paris' },
  rules: [{ from: '2026-10-01', pack: 'fr-default@1' }],
  pay: [
    {
      from: '2026-10-01',
      hours: [
        ...[
          ['AST-F', 'jour férié', 'holiday', 4.4],
          ['AST-D', 'dimanche', 'sun', 4.4],
          ['AST-S', 'samedi', 'sat', 3.3],
        ].map(([code, text, day, rate]) => ({
          code,
          text,
          rate,
          when: [{ days: [day], from: '00:00', to: '00:00' }],
        })),
        { code: 'AST-N', text: 'autres jours', rate: 2.2 },
      ],
      interventions: { code: 'INT', text: 'intervention', minimum: '30m', roundUpTo: '15m', group: '30m' },
      overtime: [{ above: '35h', percent: 25, code: 'HS25' }],
      lostToRest: { code: 'RPO', text: 'heures couvertes par le repos', paid: true },
    },
  ],
};
const profile = {
  id: 'ann',
  user: 'ann',
  unit: 'ops-fr',
  from: '2026-10-01',
  contract: 'hours',
  weeklyHours: '35h',
  payrollId: '004211',
  schedule: [
    { days: ['workday'], from: '09:00', to: '12:30' },
    { days: ['workday'], from: '14:30', to: '18:00' },
  ],
};

interface Listed {
  indicative: true;
  items: Array<Omit<KeptStatementWire, 'body'> & { body: Omit<KeptStatementWire['body'], 'inputs'> }>;
}
interface Refusal {
  error: { reason: string; details: Array<{ path: string; reason: string }> };
}

onEachDatabase("Ann's October", (database) => {
  let sidecar: Sidecar;
  let id = '';
  let intervention = '';
  const ask = <Body = Record<string, unknown>>(login: string, method: string, path: string, body?: unknown) => {
    const role = login === 'root' ? 'Admin' : 'Viewer';
    const context: Record<string, string> =
      login === 'api' ? {} : { 'X-Grafana-Context': contextOf({ uid: `u-${login}`, login, role }) };
    return sidecar.api<Body>(method, path, body, { headers: context });
  };
  const made = async (login: string, path: string, body: unknown) => {
    const answer = await ask(login, 'POST', path, body);
    expect([answer.status, answer.body]).toMatchObject([201, {}]);
  };
  const refusalOf = ({ status, body }: Answer<unknown>) => {
    const { reason, details } = (body as Refusal).error;
    return [status, reason, ...details.map(({ path, reason: why }) => `${path} ${why}`)];
  };
  const months = async (login: string, query = '') =>
    (await ask<Listed>(login, 'GET', `statements${query}`)).body.items;
  const payroll = async (month: string) =>
    (await ask<string>('hana', 'GET', `payroll?unit=ops-fr&month=${month}`)).body.split('\r\n');
  const total = (lines: ReadonlyArray<{ amount: number | null }>) =>
    lines.reduce((sum, { amount }) => sum + (amount ?? 0), 0);

  beforeAll(async () => {
    sidecar = await startSidecar({ provisioning, databaseUrl: await database.fresh() });
    await sidecar.setClock('2026-09-28T08:00:00Z');
    await made('api', 'units', unit);
    await made('hana', 'work-profiles', profile);
    await sidecar.setClock('2026-10-07T01:10:00Z');
    const { body } = await sidecar.ingest<{ incidents: string[] }>(TOKEN, { title: 'Disk full', id: 'disk' });
    const [incident = ''] = body.incidents;
    expect((await ask('ann', 'POST', `incidents/${incident}/acknowledge`, {})).status).toBe(200);
    await sidecar.setClock('2026-10-07T01:17:00Z');
    expect((await ask('ann', 'POST', `incidents/${incident}/resolve`, {})).status).toBe(200);
    await sidecar.setClock('2026-10-31T12:00:00Z');
    const worked = await ask<{ items: Array<{ id: string }> }>('ann', 'GET', 'interventions?user=ann');
    intervention = worked.body.items[0]?.id ?? '';
  });
  afterAll(async () => sidecar.remove());

  it('is made on the 1st at 06:00 of the unit, for her alone of those who have a work profile', async () => {
    await sidecar.setClock('2026-11-01T04:59:00Z');
    expect(await months('hana')).toEqual([]);
    await sidecar.setClock('2026-11-01T05:00:00Z');
    const [own, ...others] = await months('ann');
    expect([others, own]).toMatchObject([
      [],
      { unit: 'ops-fr', month: '2026-10', user: 'ann', state: 'open', closing: null, acceptedAt: null },
    ]);
    id = own?.id ?? '';
    // The end of the call is assumed until she confirms it, 15 minutes after she acknowledged.
    expect(own?.body.interventions).toMatchObject([{ end: '2026-10-07T03:25+02:00', confirmed: false }]);
    const end = { end: '2026-10-07T01:17:00Z' };
    expect((await ask('ann', 'POST', `interventions/${intervention}/confirm`, end)).status).toBe(200);
    const [again] = await months('ann');
    expect(total(again?.body.lines ?? [])).toBe(37154);
    expect(again?.body.hours).toMatchObject({ onCall: 7973, intervention: 7, lostToRest: 210 });
  });

  it('is read by each as far as it is theirs', async () => {
    const amounts = async (login: string) =>
      (await months(login)).map(({ body }) => [body.payrollId, body.lines.length]);
    expect(await amounts('ann')).toEqual([['004211', 5]]);
    expect(await amounts('hana')).toEqual([['004211', 5]]);
    expect(await amounts('cleo')).toEqual([[null, 0]]);
    for (const login of ['ben', 'hugo', 'root', 'api']) {
      expect(await months(login)).toEqual([]);
      expect((await ask(login, 'GET', `statements/${id}`)).status).toBe(403);
      expect((await ask(login, 'GET', `statements/${id}/file`)).status).toBe(403);
      expect((await ask(login, 'GET', 'payroll?unit=ops-fr&month=2026-10')).status).toBe(403);
    }
    const managed = (await ask<KeptStatementWire>('cleo', 'GET', `statements/${id}`)).body;
    expect(managed).toMatchObject({ indicative: true, closing: null, body: { hours: { onCall: 7973 } } });
    expect(JSON.stringify(managed)).not.toMatch(/004211|2\.20|37154/);
    expect((await ask('cleo', 'GET', `statements/${id}/file`)).status).toBe(403);
    const log = await ask<{ items: Array<{ actor: string; action: string; before: null; after: null }> }>(
      'api',
      'GET',
      `audit?kind=statements&subject=${id}`,
    );
    expect(log.body.items).toMatchObject([{ actor: 'cleo', action: 'read', before: null, after: null }]);
  });

  it('is a document that runs nothing, with her numbers and no title of an incident', async () => {
    const { status, headers, body } = await ask<string>('ann', 'GET', `statements/${id}/file`);
    expect([status, headers.get('content-type'), headers.get('content-security-policy')]).toEqual([
      ...[200, 'text/html; charset=utf-8', "default-src 'none'; style-src 'unsafe-inline'; sandbox"],
    ]);
    expect(body).toContain('371,54\u00A0€');
    expect(body).toContain('SIRET 123 456 789 00012');
    expect(body).toContain('Provisoire');
    expect(body).not.toMatch(/<script|https?:|Disk full/);
  });

  it('is not closed early unless she accepts it, and what she contests takes a reason', async () => {
    const close = (login: string, body: object = {}) =>
      ask<KeptStatementWire>(login, 'POST', `statements/${id}/close`, body);
    expect(refusalOf(await close('hana'))).toEqual([409, 'month-too-early']);
    expect(refusalOf(await close('cleo'))).toEqual([403, 'hr-only']);
    expect(refusalOf(await close('ann'))).toEqual([403, 'hr-only']);
    expect(refusalOf(await ask('hana', 'POST', `statements/${id}/accept`, {}))).toEqual([403, 'person-alone']);
    const wrong = { text: 'The Saturday was mine, too.' };
    const contested = await ask<KeptStatementWire>('ann', 'POST', `statements/${id}/contest`, wrong);
    expect(contested.body).toMatchObject({ contest: wrong.text, handed: { how: 'answer' }, closing: null });
    await sidecar.setClock('2026-11-06T08:00:00Z');
    expect((await ask<KeptStatementWire>('hana', 'GET', `statements/${id}`)).body.closing).toMatchObject({
      isReady: true,
      needs: ['contest'],
    });
    expect(refusalOf(await close('hana'))).toEqual([400, 'invalid', 'reason missing']);
    const closed = await close('hana', { reason: 'The rota names Ann for all of that weekend.' });
    expect([closed.status, closed.body]).toMatchObject([
      200,
      {
        state: 'closed',
        closedBy: 'hana',
        closing: null,
        body: { provisional: false, closing: { by: 'Hana Leroy', alone: false } },
      },
    ]);
    expect(refusalOf(await close('hana'))).toEqual([409, 'month-closed']);
    expect(refusalOf(await ask('ann', 'POST', `statements/${id}/accept`, {}))).toEqual([409, 'month-closed']);
  });

  it('does not change any more, and what HR corrects is paid in November', async () => {
    const before = await ask<KeptStatementWire>('ann', 'GET', `statements/${id}`);
    const file = await ask<string>('ann', 'GET', `statements/${id}/file`);
    const longer = { start: '2026-10-07T01:10:00Z', end: '2026-10-07T02:10:00Z', travel: '0s', note: '' };
    expect(refusalOf(await ask('ann', 'PUT', `interventions/${intervention}`, longer))).toEqual([409, 'month-closed']);
    expect((await ask('hana', 'PUT', `interventions/${intervention}`, longer)).status).toBe(200);
    const after = await ask<KeptStatementWire>('ann', 'GET', `statements/${id}`);
    expect(after.body).toEqual(before.body);
    expect((await ask<string>('ann', 'GET', `statements/${id}/file`)).body).toBe(file.body);
    expect(file.body).toContain(before.body.sha256);
    await sidecar.setClock('2026-12-01T06:00:00Z');
    const [november] = await months('hana', '?month=2026-11');
    const corrected = november?.body.lines.filter(({ of }) => of === '2026-10') ?? [];
    // 53 minutes more of the call, which were on-call time, and the rest until 15:10: 40 minutes more of the afternoon.
    expect(corrected).toEqual([
      { code: 'AST-N', of: '2026-10', minutes: -53, rate: '2.20', amount: -194 },
      { code: 'INT', of: '2026-10', minutes: 30, percent: 0, amount: null },
      { code: 'RPO', of: '2026-10', minutes: 40, paid: true, amount: null },
    ]);
  });

  it('is in the payroll file with what November corrects, once both are closed', async () => {
    expect(await payroll('2026-11')).toHaveLength(2);
    await sidecar.setClock('2026-12-07T08:00:00Z');
    const [november] = await months('hana', '?month=2026-11');
    expect((await ask('hana', 'POST', `statements/${november?.id}/close`, {})).status).toBe(200);
    expect(await payroll('2026-10')).toEqual([
      'payrollId;name;month;code;text;quantity;unit;rate;percent;amount;of',
      '004211;Ann Martin;2026-10;AST-D;dimanche;1440;min;4,40;;105,60;2026-10',
      '004211;Ann Martin;2026-10;AST-S;samedi;1440;min;3,30;;79,20;2026-10',
      '004211;Ann Martin;2026-10;AST-N;autres jours;5093;min;2,20;;186,74;2026-10',
      '004211;Ann Martin;2026-10;INT;intervention;30;min;;0;;2026-10',
      '004211;Ann Martin;2026-10;RPO;heures couvertes par le repos;210;min;;;;2026-10',
      '',
    ]);
    expect((await payroll('2026-11')).filter((line) => line.endsWith(';2026-10'))).toEqual([
      '004211;Ann Martin;2026-11;AST-N;autres jours;-53;min;2,20;;-1,94;2026-10',
      '004211;Ann Martin;2026-11;INT;intervention;30;min;;0;;2026-10',
      '004211;Ann Martin;2026-11;RPO;heures couvertes par le repos;40;min;;;;2026-10',
    ]);
  });

  it('outlives the person, for HR alone, and keeps the unit', async () => {
    const gone = await ask('api', 'DELETE', 'units/ops-fr');
    expect(refusalOf(gone)).toEqual([409, 'in-use', ' used-by', ' used-by-statements']);
  });
});
