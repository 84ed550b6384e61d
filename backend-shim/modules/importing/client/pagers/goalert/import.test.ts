import { escalationSentence, line, part } from '#modules/importing/contract/escalation-lines';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ImportPlan } from '#modules/importing/contract/plan';
import { importTry } from '../../importing.fake.ts';
import type { ImportTry } from '../../importing.fake.ts';
import { contentWithSlack, goalertContent, TAKEN } from './fakes/content.fake.ts';
import { goalert } from './definition.ts';
import { goalertPeer } from './fakes/peer.fake.ts';
import type { GoalertTraps } from './fakes/peer.fake.ts';

let tries: ImportTry[] = [];
afterEach(async () => {
  await Promise.all(tries.map((one) => one.remove()));
  tries = [];
});

async function start(traps: GoalertTraps = {}, content = goalertContent) {
  const peer = goalertPeer(content, traps);
  const one = await importTry({ pager: goalert, transport: peer, now: TAKEN });
  tries.push(one);
  return { ...one, peer };
}

const PEOPLE = { 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' };

async function planned(content = goalertContent, status = 0) {
  const one = await start({}, content);
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose(PEOPLE);
  expect(await one.run({ step: 'plan' })).toBe(status);
  return one;
}

describe('reading', () => {
  test('takes every page of every list, and a last page that comes again only once', async () => {
    const one = await start({ pageSize: 1 });
    expect(await one.run({ step: 'fetch' })).toBe(0);
    const manifest = JSON.parse(await one.read('manifest.json')) as { counts: object; files: object };
    expect(manifest.counts).toEqual({ users: 4, rotations: 1, schedules: 1, policies: 1, services: 1 });
    const { mode } = await stat(path.join(one.folder, 'snapshot/config/users/u-ann.json'));
    expect(mode & 0o777).toBe(0o600);
  });

  test('waits as long as a limit asks, and goes on', async () => {
    const one = await start({ limitAfter: 3 });
    expect(await one.run({ step: 'fetch' })).toBe(0);
    expect(one.progress).toContain('https://pager.example asks for a pause of 3 s');
    expect(one.time.slept).toBeGreaterThanOrEqual(3_000);
  });

  test('goes on where an interrupted run stopped', async () => {
    const broken = await start({ brokenAfter: 4 });
    expect(await broken.run({ step: 'fetch' })).toBe(1);
    expect(broken.progress.at(-1)).toMatch(/^error: nothing answers at https:\/\/pager.example/);
    expect(broken.progress.at(-1)).not.toMatch(/key/);
    const whole = goalertPeer(goalertContent);
    const again = await importTry({ pager: goalert, transport: whole, now: TAKEN });
    tries.push(again);
    expect(await again.run({ step: 'fetch' })).toBe(0);
    const fresh = whole.requests.length;
    whole.requests.length = 0;
    const resumed = await importTry({ pager: goalert, transport: whole, now: TAKEN });
    tries.push(resumed);
    const snapshot = path.join(broken.folder, 'snapshot');
    expect(await resumed.run({ step: 'fetch', snapshot })).toBe(0);
    expect(whole.requests.length).toBe(fresh - 3);
  });

  test('an older server is asked with the older document', async () => {
    const one = await start({ older: true });
    expect(await one.run({ step: 'fetch' })).toBe(0);
  });

  test('a refused key is said, with what to do', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch', keyFile: path.join(one.folder, 'token') })).toBe(1);
    expect(one.progress.at(-1)).toMatch(/refuses the key \(HTTP 401\).*bound to one query/);
  });

  test('a key of an ordinary user is said, since it does not see how others are reached', async () => {
    const one = await start({ denied: true });
    expect(await one.run({ step: 'fetch' })).toBe(1);
    expect(one.progress.at(-1)).toMatch(/the key may not read the lists .*role admin/);
  });
});

describe('the plan', () => {
  test('has the rota with joined layers, turns from the running one, and overrides', async () => {
    const { objects, proofs } = await (await planned()).plan();
    expect(objects.rotas?.find((one) => one['id'] === 'database')).toEqual({
      id: 'database',
      name: 'Database',
      timeZone: 'Europe/Paris',
      layers: [
        {
          id: 'db-week',
          name: 'DB week',
          rotation: { every: 1, unit: 'week', start: '2026-12-14T09:00' },
          participants: [['ann'], ['ben'], ['cleo']],
          restrictions: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '18:00', to: '09:00' }],
        },
        {
          id: 'dee',
          participants: [['dee']],
          restrictions: [{ days: ['sun', 'sat'], from: '00:00', to: '00:00' }],
          join: true,
        },
      ],
      overrides: [
        {
          id: 'override-ov-1',
          start: '2027-01-11T17:00:00Z',
          end: '2027-01-11T23:00:00Z',
          replace: 'ben',
          with: 'dee',
        },
        { id: 'temp-1-1', start: '2026-12-24T11:00:00Z', end: '2026-12-26T11:00:00Z', set: ['cleo'] },
      ],
    });
    expect(proofs).toEqual([
      { rota: 'database', schedule: 'sch-1', class: 'rewritten', predicted: [], frozenUntil: null },
    ]);
  });

  test('has the policy with its waits after steps, in order', async () => {
    const { objects, escalations } = await (await planned(contentWithSlack, 4)).plan();
    expect(objects.escalationPolicies).toEqual([
      {
        id: 'database',
        name: 'Database',
        repeat: 2,
        steps: [
          { notify: [{ rota: 'database' }], wait: '5m' },
          { notify: [{ user: 'cleo' }], wait: '15m' },
          { notify: [], wait: '10m' },
          { notify: [{ rota: 'db-week' }], wait: '10m' },
        ],
        onExhausted: [],
      },
    ]);
    expect(escalations).toMatchObject([
      {
        sourceId: 'pol-1',
        name: 'Database',
        vigieId: 'database',
        source: [
          '0 min: schedule Database',
          '5 min: cleo',
          '20 min: slack-channel C1',
          '30 min: rotation DB week',
          '40 min: again from the top, 2 times',
          'then: nobody more is told',
        ],
        vigie: [
          '0 min: rota database',
          '5 min: cleo',
          '20 min: nobody',
          '30 min: rota db-week',
          '40 min: again from the top, 2 times',
          'then: nobody more is told',
        ],
      },
    ]);
    // The same lines for words in other languages.
    expect(escalations[0]?.sourceLines).toEqual([
      line(0, part('schedule', { name: 'Database' })),
      line(5, part('person', { name: 'cleo' })),
      line(20, part('other', { what: 'slack-channel', name: 'C1' })),
      line(30, part('rotation', { name: 'DB week' })),
      line(40, part('again', { times: 2 })),
      line(null, part('then-nobody')),
    ]);
    expect(escalations[0]?.vigieLines?.map(escalationSentence)).toEqual(escalations[0]?.vigie);
  });

  test('keeps tokens, and takes no contact method for verified, and mail reaches its person until one is', async () => {
    const { objects } = await (await planned()).plan();
    expect(objects.integrations).toEqual([
      {
        id: 'shop-prometheus',
        name: 'Shop: prometheus',
        type: 'alertmanager',
        policy: 'database',
        token: '4f1f7f1e-8f2e-4b9e-9d51-7f5b8c3a2d10',
      },
      {
        id: 'shop-backup',
        name: 'Shop: backup',
        type: 'heartbeat',
        policy: 'database',
        token: '0c6e2b9e-2a7b-4d6f-8a7d-1c2b3a4d5e6f',
        heartbeat: { every: '30m', grace: '0s' },
      },
    ]);
    expect(objects.users?.[0]).toEqual({
      login: 'ann',
      name: 'ann',
      email: 'ann@example.com',
      contactMethods: [
        { id: 'email', type: 'email', to: 'ann@example.com' },
        { id: 'cm-sms', type: 'sms', to: '+33612345678', verified: false },
      ],
      notificationRules: {
        default: [
          { method: 'email', after: '0m' },
          { method: 'cm-sms', after: '0m' },
        ],
        urgent: [
          { method: 'email', after: '0m' },
          { method: 'cm-sms', after: '0m' },
        ],
      },
    });
  });

  test('gives every object one class, and says what needs a person', async () => {
    const { items } = await (await planned(contentWithSlack, 4)).plan();
    expect(items.filter((one) => one.class === 'left-out' || one.class === 'needs-a-person')).toMatchObject([
      { kind: 'contact-method', sourceId: 'cm-slack', class: 'left-out', reason: 'no-counterpart' },
      { kind: 'contact-method', sourceId: 'cm-old', class: 'left-out', reason: 'not-verified-there' },
      { kind: 'step', sourceId: 'pol-1/3', class: 'needs-a-person', reason: 'no-counterpart' },
    ]);
  });
});

describe('overrides that begin after the compared range', () => {
  const late = (id: string, year: number, addUserID: string, removeUserID: string) => ({
    id,
    start: `${year}-08-01T17:00:00Z`,
    end: `${year}-08-01T23:00:00Z`,
    addUserID,
    removeUserID,
    target: { id: 'sch-1', type: 'schedule' },
  });
  const contentWith = (...all: Array<ReturnType<typeof late>>) => ({ ...goalertContent, overrides: { 'sch-1': all } });

  test('are not lost', async () => {
    const { objects, items } = await (await planned(contentWith(late('ov-late', 2027, 'u-dee', 'u-ben')))).plan();
    expect(items.filter(({ kind }) => kind === 'override')).toMatchObject([{ sourceId: 'ov-late', class: 'exact' }]);
    expect(objects.rotas?.[0]?.['overrides']).toContainEqual({
      id: 'override-ov-late',
      start: '2027-08-01T17:00:00Z',
      end: '2027-08-01T23:00:00Z',
      replace: 'ben',
      with: 'dee',
    });
  });

  test('are written down there where they replace each other in a circle', async () => {
    const circle = contentWith(late('a', 2027, 'u-dee', 'u-ben'), late('b', 2027, 'u-ben', 'u-dee'));
    const { objects } = await (await planned(circle)).plan();
    expect(objects.rotas?.[0]?.['overrides']).toContainEqual({
      id: 'circle-1-1',
      start: '2027-08-01T17:00:00Z',
      end: '2027-08-01T23:00:00Z',
      set: [],
    });
  });
});

test('a universal key without its rules needs a person', async () => {
  const services = goalertContent.services.map((one) => ({
    ...one,
    integrationKeys: [{ id: 'key-u', name: '鍵', type: 'universal', href: 'https://goalert.example/api/v2/uik' }],
  }));
  const { items } = await (await planned({ ...goalertContent, services }, 4)).plan();
  expect(items.filter(({ kind }) => kind === 'integration')).toMatchObject([
    { class: 'needs-a-person', reason: 'rules-of-key' },
  ]);
});

describe('the proof', () => {
  test('finds every hour equal', async () => {
    const one = await planned();
    expect(await one.run({ step: 'prove' })).toBe(0);
    const { rotas, answeredBy } = await one.proof();
    expect(rotas.map(({ rota, seconds, equal, differences }) => ({ rota, seconds, equal, differences }))).toEqual([
      { rota: 'database', seconds: 7_776_000, equal: 7_776_000, differences: [] },
    ]);
    expect(answeredBy).toBe('program');
    expect(one.printed).toContain('Database: 2,160 of 2,160 hours equal');
  });

  const damage: Array<[string, (rota: RotaInPlan) => void]> = [
    ['a person is dropped', (rota) => rota.layers[0]?.participants.splice(1, 1)],
    ['two people are exchanged', (rota) => rota.layers[0]?.participants.reverse()],
    ['a window is moved by an hour', (rota) => (windowOf(rota).to = '10:00')],
    ['a layer is lost', (rota) => rota.layers.pop()],
    ['the layers are not joined', (rota) => delete rota.layers[1]?.join],
    ['an override is lost', (rota) => rota.overrides.shift()],
    ['a temporary schedule is lost', (rota) => rota.overrides.pop()],
  ];

  test.each(damage)('fails where %s', async (_, change) => {
    const one = await planned();
    const plan = await one.plan();
    change(plan.objects.rotas?.find(({ id }) => id === 'database') as unknown as RotaInPlan);
    await one.write('plan.json', JSON.stringify(plan));
    expect(await one.run({ step: 'prove' })).toBe(3);
    expect((await one.proof()).rotas[0]?.differences.at(0)?.cause).toBe('unexplained');
    expect(one.progress.at(-1)).toMatch(/^error: \d+ differences are unexplained/);
  });
});

interface RotaInPlan {
  layers: Array<{ participants: string[][]; restrictions?: Array<{ to: string }>; join?: boolean }>;
  overrides: object[];
}

function windowOf({ layers }: RotaInPlan): { to: string } {
  return layers[0]?.restrictions?.[0] as { to: string };
}

describe('what a layer cannot say', () => {
  const changed = (rotation: object) => ({
    ...goalertContent,
    rotations: goalertContent.rotations.map((one) => ({ ...one, ...rotation })),
  });

  // A step pages the rotation directly, too, which only a layer can say.
  test.each<[string, object, string, 0 | 4]>([
    ['a month that begins on day 31', { type: 'monthly', start: '2026-01-31T08:00:00Z' }, 'month-overflow', 4],
    ['hours and handoffs in two zones', { timeZone: 'America/New_York' }, 'two-zones', 0],
    ['a handoff that the start does not give', { nextHandoffTimes: ['2026-12-22T08:00:00Z'] }, 'odd-recurrence', 4],
    ['turns of 1,001 hours', { type: 'hourly', shiftLength: 1_001 }, 'unit-not-whole', 4],
  ])('%s is written down until a date, and proven', async (_, rotation, reason, status) => {
    const one = await planned(changed(rotation), status);
    const plan: ImportPlan = await one.plan();
    expect(plan.items.find(({ kind }) => kind === 'rota')).toMatchObject({ class: 'frozen', reason });
    expect(plan.proofs[0]).toMatchObject({ class: 'frozen', frozenUntil: '2027-03-21T07:31:00Z' });
    expect([await one.run({ step: 'prove' }), one.progress.at(-1)]).toEqual([0, 'proving 1 of 1: database']);
    expect(one.printed.join('\n')).toMatch(/written down until 2027-03-21 07:31 UTC; nobody is on call after that/);
    one.time.now = Date.parse('2027-03-08T00:00Z');
    expect(await one.run({ step: 'prove' })).toBe(0);
    expect(one.printed.join('\n')).toMatch(/warning: written down until 2027-03-21 07:31 UTC.*in 13 days/);
    expect(await one.read('report.html')).toMatch(/class="bad"><strong>Written down until [^<]*, in 13 days\.</);
  });
});
