/** A person takes along what is held on them, and is erased: history stays, who it was does not. */
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachDatabase } from '../../support/databases.ts';
import { contextOf } from '../../support/grafana.ts';
import { Phone, startPushService } from '../../support/phone.ts';
import type { PushService } from '../../support/phone.ts';
import { startFakeTelegram, TELEGRAM_TOKEN } from '../../../backend-shim/channels/telegram/telegram.fake.ts';
import type { FakeTelegram } from '../../../backend-shim/channels/telegram/telegram.fake.ts';
import { startSidecar } from '../../support/sidecar.ts';
import type { Sidecar } from '../../support/sidecar.ts';
import { startWebhookSink } from '../../support/webhook-sink.ts';
import type { WebhookSink } from '../../support/webhook-sink.ts';

const MANY = 210;
const TOKEN = 'erase-ingest-token-0123456789';
const provisioning = `
apiVersion: 1
users:
  - { login: ben, name: Ben Petit, email: ben@example.com }
`;

interface Entry {
  kind: string;
  actor: string | null;
  text: string;
  data: Record<string, unknown>;
}

/** Every row of every table, as JSON. */
async function everything(url: string): Promise<string[]> {
  if (url.startsWith('sqlite:')) {
    const database = new Sqlite(url.slice('sqlite:'.length), { readonly: true });
    try {
      const tables = database.prepare(`select name from sqlite_master where type = 'table'`).all() as Array<{
        name: string;
      }>;
      return tables.flatMap(({ name }) =>
        database
          .prepare(`select * from "${name}"`)
          .all()
          .map((row) => JSON.stringify(row)),
      );
    } finally {
      database.close();
    }
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    const rows: string[] = [];
    for (const { name } of tables.rows) {
      rows.push(...(await client.query<object>(`select * from "${name}"`)).rows.map((row) => JSON.stringify(row)));
    }
    return rows;
  } finally {
    await client.end();
  }
}

onEachDatabase('A person', (database) => {
  let sidecar: Sidecar;
  let sink: WebhookSink;
  let push: PushService;
  let telegram: FakeTelegram;
  let phone: Phone;
  let url: string;
  let incident = '';
  const asDee = {
    headers: {
      'X-Grafana-Context': contextOf({
        uid: 'u-deedee',
        login: 'deedee',
        name: 'Dee Blanc',
        email: 'dee.blanc@example.com',
      }),
    },
  };
  const asAnn = { headers: { 'X-Grafana-Context': contextOf({ uid: 'u-ann', login: 'ann', role: 'Editor' }) } };
  const asBen = { headers: { 'X-Grafana-Context': contextOf({ uid: 'u-ben', login: 'ben' }) } };
  const admin = async (method: string, route: string, body?: unknown) => {
    const answer = await sidecar.api<Record<string, unknown>>(method, route, body);
    expect(answer.status, `${method} ${route}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  };

  beforeAll(async () => {
    sink = await startWebhookSink();
    url = await database.fresh();
    push = await startPushService();
    telegram = await startFakeTelegram();
    sidecar = await startSidecar({ provisioning, databaseUrl: url, env: { VIGIE_PUSH_SERVICES: push.url } });
    await sidecar.api('GET', 'me', undefined, asDee);
    await sidecar.api('GET', 'me', undefined, asAnn);
    await admin('POST', 'channels', {
      id: 'bot',
      type: 'telegram',
      name: 'Bot',
      settings: { apiUrl: telegram.url, buttons: 'webhook' },
      secrets: { token: TELEGRAM_TOKEN, webhookSecret: 'a-secret-of-the-webhook' },
    });
    const dee = await admin('GET', 'users/deedee');
    await admin('PUT', 'users/deedee', {
      ...dee,
      contactMethods: [
        { id: 'hook', type: 'webhook', to: sink.url('/secret-place-of-dee'), verified: true },
        { id: 'chat', type: 'telegram', to: '987654321', verified: true },
      ],
    });
    phone = new Phone(sidecar, push);
    const link = await sidecar.api<{ code: string }>('POST', 'users/deedee/devices/enrolment', {}, asDee);
    await phone.enrol(link.body.code, 'Pocket of Dee');
    await phone.subscribe();
    await admin('POST', 'teams', { id: 'night', name: 'Night', members: ['deedee', 'ben'] });
    await admin('POST', 'rotas', {
      id: 'night',
      name: 'Night',
      timeZone: 'UTC',
      layers: [
        { id: 'all', rotation: { every: 1, unit: 'week', start: '2025-12-29T00:00' }, participants: [['deedee']] },
      ],
    });
    await admin('POST', 'policies', {
      id: 'night',
      name: 'Night',
      steps: [
        { notify: [{ rota: 'night' }], wait: '5m' },
        { notify: [{ user: 'deedee' }], wait: '5m' },
      ],
    });
    await admin('POST', 'integrations', {
      id: 'scripts',
      name: 'Scripts',
      type: 'webhook',
      policy: 'night',
      token: TOKEN,
    });
    await admin('POST', 'absences', {
      user: 'deedee',
      start: '2026-03-01T00:00',
      end: '2026-03-08T00:00',
      timeZone: 'UTC',
      kind: 'sick',
    });
    const rules = [{ from: '2026-03-01', pack: 'eu@1' }];
    await admin('POST', 'units', { id: 'ops', name: 'Ops', since: '2026-03-01', timeZone: 'UTC', hr: ['ben'], rules });
    const profile = { user: 'deedee', unit: 'ops', from: '2026-03-01', contract: 'hours', payrollId: '004211' };
    expect((await sidecar.api('POST', 'work-profiles', profile, asBen)).status).toBe(201);
    incident =
      (await sidecar.ingest<{ incidents: string[] }>(TOKEN, { title: 'Disk of deedee full', id: 'disk' })).body
        .incidents[0] ?? '';
    await sink.waitFor(({ body }) => body['kind'] === 'page');
    await sidecar.advance('0s');
    const press = JSON.parse(
      telegram.press(
        telegram.messages.find(({ chat }) => chat === '987654321'),
        'acknowledge',
        987654321,
      ),
    ) as object;
    const pressed = await sidecar.request('POST', '/callbacks/bot', press, {
      token: null,
      headers: { 'x-telegram-bot-api-secret-token': 'a-secret-of-the-webhook' },
    });
    expect([pressed.status, telegram.messages.length > 0]).toEqual([200, true]);
    await sidecar.api('POST', `incidents/${incident}/note`, { text: 'I, Dee Blanc, cleaned up' }, asDee);
    expect(
      (await sidecar.api('POST', 'rotas/night/handoff-notes', { text: 'Dee Blanc leaves the disk to Ben' }, asDee))
        .status,
    ).toBe(201);
    const rating = { rating: 'nothing-to-do', note: 'Dee Blanc could have slept' };
    expect((await sidecar.api('PUT', `incidents/${incident}/rating`, rating, asDee)).status).toBe(200);
    // More rows of one table than are rewritten at a time.
    for (let from = 0; from < MANY; from += 30) {
      await Promise.all(
        Array.from({ length: 30 }, (_, at) =>
          sidecar.api('POST', `incidents/${incident}/note`, { text: `Note ${from + at}` }, asDee),
        ),
      );
    }
    await sidecar.advance('1h');
  });
  afterAll(async () => {
    await sidecar?.remove();
    await sink?.stop();
    await push?.stop();
    await telegram?.close();
  });

  it('reads everything that is held on them, and nobody else does', async () => {
    const own = await sidecar.api<Record<string, unknown[] & Record<string, unknown>>>(
      'GET',
      'users/deedee/export',
      undefined,
      asDee,
    );
    expect(own.status).toBe(200);
    expect(own.headers.get('content-disposition')).toContain('vigie-export.json');
    expect(own.body['person']).toMatchObject({
      login: 'deedee',
      name: 'Dee Blanc',
      email: 'dee.blanc@example.com',
      contactMethods: [
        { id: 'hook', to: sink.url('/secret-place-of-dee'), hasSecret: false },
        { id: 'chat', to: '987654321' },
      ],
    });
    expect(own.body['identity']).toEqual({ uid: 'u-deedee', firstSeenAt: '2026-01-01T00:00:00.000Z' });
    expect(own.body['absences']).toMatchObject([{ kind: 'sick' }]);
    expect(own.body['devices']).toMatchObject([{ id: phone.id, name: 'Pocket of Dee', push: true }]);
    expect(JSON.stringify(own.body)).not.toContain(phone.endpoint);
    expect([own.body['teams'], own.body['rotas'], own.body['escalationPolicies']]).toEqual([
      ['night'],
      ['night'],
      ['night'],
    ]);
    expect(own.body['pages']).toMatchObject([{ incident, urgency: 'default' }]);
    expect(own.body['timeline']?.slice(0, 2)).toMatchObject([
      { kind: 'acknowledged' },
      { kind: 'note', text: 'I, Dee Blanc, cleaned up' },
    ]);
    expect(own.body['timeline']?.length).toBe(2 + MANY);
    expect(own.body['duties']).toMatchObject([{ rota: 'night' }]);
    const versions = own.body['versions'] as unknown as Array<{ kind: string; id: string; body: { user?: string } }>;
    const kinds = ['absences', 'devices', 'profiles', 'users'];
    expect(new Set(versions.map(({ kind }) => kind))).toEqual(new Set([...kinds, 'workProfiles']));
    // What an Admin reads leaves working time out.
    const admins = await sidecar.api<{ versions: Array<{ kind: string }> }>('GET', 'users/deedee/export');
    expect(new Set(admins.body.versions.map(({ kind }) => kind))).toEqual(new Set(kinds));
    expect(versions.filter(({ id, body }) => id !== 'deedee' && body.user !== 'deedee')).toEqual([]);
    expect(own.body['ratings']).toMatchObject([
      { incident, rating: 'nothing-to-do', note: 'Dee Blanc could have slept' },
    ]);
    expect((await sidecar.api('GET', 'users/deedee/export', undefined, asAnn)).status).toBe(403);
    expect((await sidecar.api('GET', 'users/nobody/export')).status).toBe(404);
  });

  it('is not erased while something in force names them, and is told what', async () => {
    const refused = async () => {
      const { status, body } = await sidecar.api<{ error: { message: string; details: Array<{ message: string }> } }>(
        'POST',
        'users/deedee/erase',
        { confirm: 'deedee' },
      );
      expect(status).toBe(409);
      return body.error.details.map(({ message }) => message).join('\n');
    };
    expect((await sidecar.api('POST', 'users/deedee/erase', { confirm: 'dee' })).status, 'a slip').toBe(400);
    expect(
      (await sidecar.api('POST', 'users/deedee/erase', { confirm: 'deedee' }, asDee)).status,
      'not by themselves',
    ).toBe(403);
    const all = await refused();
    for (const named of ['team "night"', 'rota "night"', 'escalation policy "night"', 'incident #1 is not resolved']) {
      expect(all).toContain(named);
    }
    await sidecar.api('POST', `incidents/${incident}/resolve`, undefined, asDee);
    const rota = await admin('GET', 'rotas/night');
    await admin('PUT', 'rotas/night?from=2026-01-08T00:00:00Z', {
      ...rota,
      layers: [{ id: 'all', rotation: { every: 1, unit: 'week', start: '2025-12-29T00:00' }, participants: [['ben']] }],
    });
    await admin('PUT', 'teams/night', { id: 'night', name: 'Night', members: ['ben'] });
    await admin('PUT', 'policies/night', {
      id: 'night',
      name: 'Night',
      steps: [{ notify: [{ rota: 'night' }], wait: '5m' }],
    });
    expect(await refused(), 'on call until the change holds').toBe('rota "night", until its next state holds');
    await sidecar.setClock('2026-01-08T00:00:01Z');
  });

  it('is erased: gone from what is in force, a pseudonym in what was', async () => {
    const { pseudonym } = (await admin('POST', 'users/deedee/erase', { confirm: 'deedee' })) as { pseudonym: string };
    expect(pseudonym).toMatch(/^erased-[0-9a-z]{10}$/);
    expect((await sidecar.api('GET', 'users/deedee')).status).toBe(404);
    expect((await admin('GET', 'absences'))['items']).toEqual([]);
    expect((await sidecar.api('GET', 'work-profiles', undefined, asBen)).body).toEqual({ items: [], next: null });
    expect((await phone.ask('GET', 'me')).status, 'her phone').toBe(401);
    expect(await admin('GET', `incidents/${incident}`)).toMatchObject({
      acknowledgedBy: pseudonym,
      resolvedBy: pseudonym,
      title: 'Disk of deedee full',
      ratings: [{ user: pseudonym, rating: 'nothing-to-do', note: `${pseudonym} could have slept` }],
    });
    const timeline = (await admin('GET', `incidents/${incident}/timeline`))['items'] as Entry[];
    expect(timeline.find(({ kind }) => kind === 'acknowledged')).toMatchObject({
      actor: pseudonym,
      text: `Acknowledged by ${pseudonym}`,
    });
    expect(timeline.find(({ kind }) => kind === 'note')?.text).toBe(`I, ${pseudonym}, cleaned up`);
    expect(timeline.find(({ kind }) => kind === 'step')).toMatchObject({ data: { users: [pseudonym] } });
    expect((await admin('GET', `incidents/${incident}/pages`))['items']).toMatchObject([{ user: pseudonym }]);
    expect((await admin('GET', 'duties?from=2026-01-01T00:00:00Z&to=2026-01-09T00:00:00Z'))['items']).toMatchObject([
      { user: pseudonym },
      { user: 'ben' },
    ]);
    expect(
      (
        (await admin('GET', 'rotas/night/timeline?from=2026-01-02T00:00:00Z&to=2026-01-03T00:00:00Z'))[
          'segments'
        ] as Array<{ onCall: object[] }>
      )[0]?.onCall,
    ).toMatchObject([{ user: pseudonym }]);
    const audit = (await admin('GET', `audit?subject=${pseudonym}`))['items'] as Array<{
      action: string;
      before: unknown;
      after: unknown;
    }>;
    expect(audit[0]).toMatchObject({ action: 'erase', before: null, after: null });
    expect(audit.map(({ action }) => action)).toContain('change');
  });

  it('cannot be found in the database any more, but in what monitors sent', async () => {
    await sidecar.stop();
    const left = await everything(url);
    expect(left.length).toBeGreaterThan(20);
    expect(
      left.filter((row) => /Dee Blanc|dee\.blanc@example\.com|secret-place-of-dee|Pocket of Dee|987654321/.test(row)),
    ).toEqual([]);
    expect(left.filter((row) => row.includes('deedee') && !row.includes('Disk of deedee full'))).toEqual([]);
    await sidecar.start();
    expect((await sidecar.api('GET', 'users/deedee')).status).toBe(404);
  });

  it('begins anew when Grafana lets them in again', async () => {
    expect((await sidecar.api('GET', 'me', undefined, asDee)).body).toMatchObject({ login: 'deedee' });
    expect(
      (await sidecar.api<{ pages: object[]; timeline: object[] }>('GET', 'users/deedee/export', undefined, asDee)).body,
    ).toMatchObject({ pages: [], timeline: [], duties: [] });
  });

  it('of a file is erased in the file first', async () => {
    const { status, body } = await sidecar.api<{ error: { message: string } }>('POST', 'users/ben/erase', {
      confirm: 'ben',
    });
    expect([status, body.error.message]).toEqual([
      409,
      expect.stringContaining('stated in a provisioning file') as string,
    ]);
  });
});
