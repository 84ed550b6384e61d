/** Who closes whose month, what a change of pay or of a profile in the past does to closed months, and who is erased. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KeptStatementWire } from '#contract/labour/pay/kept-statement';
import { onEachDatabase } from '../../support/databases.ts';
import { contextOf } from '../../support/grafana.ts';
import { startSidecar } from '../../support/sidecar.ts';
import { readRows } from '../rows.ts';
import type { Answer, Sidecar } from '../../support/sidecar.ts';
import { startWebhookSink } from '../../support/webhook-sink.ts';
import type { WebhookSink } from '../../support/webhook-sink.ts';

const since = '2026-02-01';
const allHours = (rate: number) => ({ from: since, hours: [{ code: 'AST', text: 'on call', rate }] });
const unit = (id: string, rota: string, hr: string[], managers: string[]) => ({
  id,
  name: id,
  since,
  timeZone: 'UTC',
  hr,
  managers,
  duties: [{ rota, kind: 'onCall' }],
  rules: [{ from: since, pack: 'eu@1' }],
  pay: [allHours(2)],
});
/** On call from 18:00 to 19:00, so that each day is an hour. */
const rota = (id: string, people: string[]) => ({
  id,
  timeZone: 'UTC',
  layers: [{ id: 'a', participants: [people], restrictions: [{ days: ['daily'], from: '18:00', to: '19:00' }] }],
});
const profile = (user: string, of: string) => ({
  id: `work-${user}`,
  user,
  unit: of,
  from: since,
  contract: 'hours',
  schedule: [{ days: ['workday'], from: '09:00', to: '17:00' }],
});
interface Refusal {
  error: { reason: string; details: Array<{ path: string; reason: string }> };
}

onEachDatabase('A month that is closed', (database) => {
  let sidecar: Sidecar;
  let url = '';
  let sink: WebhookSink;
  const ask = <Body = Record<string, unknown>>(login: string, method: string, path: string, body?: unknown) =>
    sidecar.api<Body>(method, path, body, {
      headers: login === 'api' ? {} : { 'X-Grafana-Context': contextOf({ uid: `u-${login}`, login }) },
    });
  const done = async <Body>(login: string, method: string, path: string, body?: unknown): Promise<Body> => {
    const answer = await ask<Body>(login, method, path, body);
    expect(answer.status, `${method} ${path} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };
  const refusalOf = ({ status, body }: Answer<unknown>) => {
    const { reason, details } = (body as Refusal).error;
    return [status, reason, ...details.map(({ path, reason: why }) => `${path} ${why}`)];
  };
  const monthOf = async (reader: string, user: string, month: string) => {
    const path = `statements?user=${user}&month=${month}`;
    const { items } = await done<{ items: KeptStatementWire[] }>(reader, 'GET', path);
    expect(items).toHaveLength(1);
    return items[0] as KeptStatementWire;
  };
  const close = async (login: string, user: string, month: string, body: object = {}) => {
    const { id } = await monthOf(login, user, month);
    return ask<KeptStatementWire>(login, 'POST', `statements/${id}/close`, body);
  };

  beforeAll(async () => {
    sink = await startWebhookSink();
    sink.mode({ status: 410 }, '/first');
    url = await database.fresh();
    sidecar = await startSidecar({ databaseUrl: url });
    await sidecar.setClock('2026-01-20T08:00:00Z');
    for (const login of ['ann', 'cleo', 'hana', 'sole']) {
      await done('api', 'POST', 'users', { login, name: `${login} Example` });
    }
    await done('api', 'PUT', 'users/ann', {
      ...(await done<object>('api', 'GET', 'users/ann')),
      contactMethods: ['first', 'second'].map((id) => ({
        id,
        type: 'webhook',
        to: sink.url(`/${id}`),
        verified: true,
      })),
    });
    await done('api', 'POST', 'rotas', rota('main', ['ann', 'hana']));
    await done('api', 'POST', 'rotas', rota('small', ['sole']));
    await done('api', 'POST', 'units', unit('big', 'main', ['hana'], ['cleo']));
    await done('api', 'POST', 'units', unit('tiny', 'small', ['sole'], []));
    await done('hana', 'POST', 'work-profiles', profile('ann', 'big'));
    await done('hana', 'POST', 'work-profiles', profile('hana', 'big'));
    await done('sole', 'POST', 'work-profiles', profile('sole', 'tiny'));
    // The months are made on Sunday at 06:00, and told on Monday.
    await sidecar.setClock('2026-03-02T08:59:00Z');
  });
  afterAll(async () => {
    await sidecar.remove();
    await sink.stop();
  });

  it('is told when her work begins, by her next method where one fails, with the hash of what it says', async () => {
    const told = () => sink.items.filter(({ raw }) => raw.includes('February 2026 hours are ready'));
    expect([told(), (await monthOf('hana', 'ann', '2026-02')).told]).toEqual([[], 'waiting']);
    await sidecar.setClock('2026-03-02T09:01:00Z');
    const { sha256, handed, told: state } = await monthOf('hana', 'ann', '2026-02');
    expect(told().map(({ path }) => path)).toEqual(['/first', '/second']);
    expect(told().every(({ raw }) => raw.includes(sha256))).toBe(true);
    expect([state, handed]).toMatchObject(['done', { how: 'message' }]);
    // Nobody else has a contact method: HR hands theirs over and says how.
    expect(await monthOf('cleo', 'hana', '2026-02')).toMatchObject({ told: 'failed', handed: null });
  });

  it('is closed by HR, HR’s own by a manager, and by themselves where there is nobody else, with a reason', async () => {
    await sidecar.setClock('2026-03-10T09:00:00Z');
    // February has 28 hours on call at 2.00.
    expect((await monthOf('hana', 'ann', '2026-02')).body.lines).toMatchObject([{ minutes: 1680, amount: 5600 }]);
    expect(refusalOf(await close('hana', 'hana', '2026-02'))).toEqual([403, 'own-case']);
    expect(refusalOf(await close('cleo', 'ann', '2026-02'))).toEqual([403, 'hr-only']);
    const handedOver = { at: '2026-03-10T08:30:00Z', how: 'printed, given by hand' };
    const hanas = await close('cleo', 'hana', '2026-02', { handedOver });
    expect([hanas.status, hanas.body]).toMatchObject([200, { handed: { how: handedOver.how }, closedBy: 'cleo' }]);
    const anns = await close('hana', 'ann', '2026-02');
    expect([anns.status, anns.body]).toMatchObject([200, { handed: { how: 'message' }, closedBy: 'hana' }]);
    expect(refusalOf(await close('sole', 'sole', '2026-02'))).toEqual([400, 'invalid', 'reason missing']);
    const own = await close('sole', 'sole', '2026-02', { reason: 'I am the only one who may.' });
    expect([own.status, own.body.body.closing]).toMatchObject([200, { alone: true, by: 'sole Example' }]);
    const { id } = await monthOf('sole', 'sole', '2026-02');
    const file = await done<string>('sole', 'GET', `statements/${id}/file`);
    expect(file).toContain('By themselves: no second person.');
    const [row] = await readRows<{ history: string }>(url, `select history from statements where id = '${id}'`);
    const [first] = (JSON.parse(row?.history ?? '[]') as Array<{ what: string; file: string }>).filter(
      ({ what }) => what === 'first',
    );
    expect(first?.file).toContain('Provisional');
  });

  it('stays as it was when pay and a profile change in the past, and the difference comes next', async () => {
    // The message that says so has left.
    await sidecar.advance('1m');
    const before = await monthOf('hana', 'ann', '2026-02');
    const {
      version: _,
      provisioned: __,
      warnings: ___,
      ...kept
    } = await done<Record<string, unknown>>('hana', 'GET', 'units/big');
    await done('hana', 'PUT', 'units/big', { ...kept, pay: [allHours(2), { ...allHours(3), from: '2026-02-15' }] });
    // She leaves the unit on the 20th of March: what lies outside a profile is not counted.
    await done('hana', 'PUT', 'work-profiles/work-ann', { ...profile('ann', 'big'), until: '2026-03-20' });
    expect(await monthOf('hana', 'ann', '2026-02')).toEqual(before);
    await sidecar.setClock('2026-04-01T06:00:00Z');
    const march = await monthOf('hana', 'ann', '2026-03');
    expect(march.body.lines).toMatchObject([
      { code: 'AST', of: '2026-03', minutes: 1200, rate: '3.00', amount: 6000 },
      { code: 'AST', of: '2026-02', minutes: -840, rate: '2.00', amount: -2800 },
      { code: 'AST', of: '2026-02', minutes: 840, rate: '3.00', amount: 4200 },
    ]);
  });

  it('keeps a person from being erased while one is open, and stays for HR alone afterwards', async () => {
    const erase = () => ask<{ pseudonym: string }>('api', 'POST', 'users/ann/erase', { confirm: 'ann' });
    const exported = await done<{ statements: Array<{ month: string; file: string }> }>(
      'ann',
      'GET',
      'users/ann/export',
    );
    expect(exported.statements.map(({ month }) => month)).toEqual(['2026-02', '2026-03']);
    expect(exported.statements[0]?.file).toContain('ann Example');
    const admins = await done<{ statements: object[]; leftOut: string[] }>('api', 'GET', 'users/ann/export');
    expect([admins.statements, admins.leftOut]).toEqual([[], expect.arrayContaining(['statements'])]);
    await sidecar.setClock('2026-04-07T08:00:00Z');
    await done('api', 'PUT', 'rotas/main', rota('main', ['hana']));
    expect(refusalOf(await erase())).toEqual([409, 'in-use', ' used-by-open-month']);
    expect((await close('hana', 'ann', '2026-03')).status).toBe(200);
    const { pseudonym } = (await erase()).body;
    const kept = await monthOf('hana', pseudonym, '2026-02');
    expect(kept).toMatchObject({ user: pseudonym, state: 'closed', body: { name: 'ann Example', payrollId: null } });
    const { items } = await done<{ items: object[] }>('cleo', 'GET', `statements?user=${pseudonym}`);
    expect(items).toEqual([]);
    expect((await ask('cleo', 'GET', `statements/${kept.id}`)).status).toBe(403);
    await done('hana', 'GET', 'payroll?unit=big&month=2026-02');
    await done('hana', 'GET', `statements/${kept.id}/file`);
    const readings = async (subject: string) =>
      (await done<{ items: object[] }>('api', 'GET', `audit?kind=statements&subject=${subject}`)).items;
    const entry = (action: string) => expect.objectContaining({ actor: 'hana', action, before: null, after: null });
    expect(await readings('big/2026-02')).toEqual(expect.arrayContaining([entry('read'), entry('payroll')]));
    expect(await readings(kept.id)).toContainEqual(entry('document'));
  });
});
