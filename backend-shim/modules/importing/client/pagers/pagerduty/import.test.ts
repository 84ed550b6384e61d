import { afterEach, describe, expect, test } from 'vitest';
import type { ImportPlan } from '#modules/importing/contract/plan';
import { importTry } from '../../importing.fake.ts';
import type { ImportTry } from '../../importing.fake.ts';
import { pagerduty } from './definition.ts';
import { pagerdutyContent, TAKEN } from './fakes/content.fake.ts';
import { pagerdutyPeer } from './fakes/peer.fake.ts';
import type { PagerdutyContent, PagerdutyTraps } from './fakes/peer.fake.ts';

let tries: ImportTry[] = [];
afterEach(async () => {
  await Promise.all(tries.map((one) => one.remove()));
  tries = [];
});

async function start(traps: PagerdutyTraps = {}, content: PagerdutyContent = pagerdutyContent) {
  const one = await importTry({ pager: pagerduty, transport: pagerdutyPeer(content, traps), now: TAKEN });
  tries.push(one);
  return one;
}

async function planned(content?: PagerdutyContent) {
  const one = await start({}, content);
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose({ PANN: 'ann', PBEN: 'ben', PCLEO: 'cleo', PDEE: 'dee' });
  // Hidden keys and untranslated rules need a person.
  expect(await one.run({ step: 'plan' })).toBe(4);
  return one;
}

const byId = (all: ImportPlan['objects'][keyof ImportPlan['objects']], id: string) =>
  (all ?? []).find((one) => one['id'] === id || one['login'] === id);

describe('reading', () => {
  test('takes every page, counts what two pages show once, and finds shift-based schedules', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch' })).toBe(0);
    const { counts } = JSON.parse(await one.read('manifest.json')) as { counts: object };
    expect(counts).toEqual({
      users: 4,
      teams: 1,
      members: 1,
      policies: 1,
      services: 5,
      maintenances: 1,
      schedules: 1,
      'shift-schedules': 1,
      orchestrations: 1,
    });
  });

  test('an account without shift-based schedules is read, too', async () => {
    expect(await (await start({ noShifts: true })).run({ step: 'fetch' })).toBe(0);
  });

  test('waits until the limit is over', async () => {
    const one = await start({ limitAfter: 4 });
    expect(await one.run({ step: 'fetch' })).toBe(0);
    expect(one.progress).toContain('https://pager.example asks for a pause of 7 s');
  });

  test('another region and a weak key are said by name', async () => {
    const region = await start({ wrongRegion: true });
    expect(await region.run({ step: 'fetch' })).toBe(1);
    expect(region.progress.at(-1)).toMatch(/refuses the key \(HTTP 401\).*api\.eu\.pagerduty\.com/);
    const weak = await start({ forbidden: 'services' });
    expect(await weak.run({ step: 'fetch' })).toBe(1);
    expect(weak.progress.at(-1)).toMatch(/may not read the list services \(HTTP 403\)/);
  });

  test('an answer of another form is said by name, and nothing is written down', async () => {
    const peer = pagerdutyPeer(pagerdutyContent);
    const one = await importTry({
      pager: pagerduty,
      transport: async (request) => {
        const answer = await peer(request);
        return request.url.includes('/overrides')
          ? { ...answer, body: answer.body.replaceAll('"start":', '"from":') }
          : answer;
      },
      now: TAKEN,
    });
    tries.push(one);
    expect(await one.run({ step: 'fetch' })).toBe(1);
    expect(one.progress.at(-1)).toMatch(/^error: the answer for schedule PSCHED1 is not as expected: .*overrides/);
    await expect(one.read('manifest.json')).rejects.toThrow();
  });
});

describe('the plan', () => {
  test('has the lowest layer first, without what has ended', async () => {
    const { objects, proofs } = await (await planned()).plan();
    expect(byId(objects.rotas, 'database')).toEqual({
      id: 'database',
      name: 'Database',
      timeZone: 'Europe/Paris',
      team: 'databases',
      layers: [
        {
          id: 'layer-1',
          name: 'Layer 1',
          rotation: { every: 1, unit: 'week', start: '2026-10-05T09:00' },
          participants: [['cleo'], ['dee']],
        },
        {
          id: 'layer-2',
          name: 'Layer 2',
          rotation: { every: 1, unit: 'week', start: '2026-10-05T09:00' },
          participants: [['ann'], ['ben']],
          restrictions: [{ days: ['daily'], from: '18:00', to: '09:00' }],
        },
      ],
      overrides: [{ id: 'override-OV1', start: '2026-10-22T16:00:00Z', end: '2026-10-23T06:00:00Z', set: ['cleo'] }],
    });
    expect(proofs.map(({ rota, class: one }) => [rota, one])).toEqual([
      ['database', 'exact'],
      ['support', 'rewritten'],
    ]);
  });

  test('has shift-based schedules with turns of shifts, and rotations joined', async () => {
    const { objects } = await (await planned()).plan();
    expect(byId(objects.rotas, 'support')).toMatchObject({
      layers: [
        {
          id: 'workdays-days',
          rotation: { every: 1, unit: 'day', start: '2026-10-05T09:00', advance: 'covered' },
          participants: [['ann'], ['ann'], ['ann'], ['ann'], ['ann'], [], [], [], [], []],
          restrictions: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
        },
        { id: 'weekends-both', participants: [['cleo', 'dee']], join: true },
      ],
    });
  });

  test('low urgency reaches the first rule alone, once, and no policy of its own pages more', async () => {
    const { objects, escalations } = await (await planned()).plan();
    const policyOf = (integration: string) => {
      const id = byId(objects.integrations, integration)?.['policy'];
      return byId(objects.escalationPolicies, String(id));
    };
    expect(policyOf('reports-events-api-v2')).toEqual({
      id: 'database-low',
      name: 'Database, low',
      team: 'databases',
      repeat: 0,
      ackTimeout: 'none',
      steps: [{ notify: [{ rota: 'database' }, { rota: 'support' }], urgency: 'default', wait: '10m' }],
      onExhausted: [],
    });
    expect(policyOf('shop-events-api-v2')).toMatchObject({
      id: 'database',
      repeat: 2,
      ackTimeout: '1800s',
      steps: [
        { notify: [{ rota: 'database' }, { rota: 'support' }], urgency: 'urgent', wait: '10m' },
        { notify: [{ roundRobin: ['dee', 'cleo'] }], wait: '30m' },
        { notify: [], wait: '15m' },
      ],
    });
    expect(escalations.find(({ vigieId }) => vigieId === 'database-low')).toMatchObject({
      source: ['0 min: schedule Database, schedule Support (low urgency)', 'then: nobody more is told'],
      vigie: ['0 min: rota database, rota support (default)', 'then: nobody more is told'],
    });
  });

  test('support hours are a route, with the low policy outside of them', async () => {
    const { objects } = await (await planned()).plan();
    expect(byId(objects.integrations, 'search-events-api-v2')).toMatchObject({
      type: 'pagerduty',
      policy: 'database-low',
      token: 'key-of-psvc3-0123456789abcdef01234',
      routes: [
        {
          match: [],
          when: {
            timeZone: 'Europe/Paris',
            windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
          },
          policy: 'database-no-timeout',
        },
      ],
    });
  });

  const raise = { type: 'urgency_change', at: { type: 'named_time', name: 'support_hours_start' }, to_urgency: 'high' };
  const withService = (change: object, loops = 2) => ({
    ...pagerdutyContent,
    lists: {
      ...pagerdutyContent.lists,
      escalation_policies: (pagerdutyContent.lists['escalation_policies'] ?? []).map((one) => ({
        ...one,
        num_loops: loops,
      })),
      services: (pagerdutyContent.lists['services'] ?? []).map((one) =>
        one.id === 'PSVC3' ? { ...one, ...change } : one,
      ),
    },
  });

  test('low urgency that is raised in the morning waits for support hours, and then all rules begin', async () => {
    const { objects, items, escalations } = await (
      await planned(withService({ scheduled_actions: [raise] }, 1))
    ).plan();
    const window = { id: 'search-support-hours', timeZone: 'Europe/Paris' };
    expect(objects.timeWindows).toMatchObject([
      { ...window, windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }] },
    ]);
    const id = String(byId(objects.integrations, 'search-events-api-v2')?.['policy']);
    const all = [
      { notify: [{ rota: 'database' }, { rota: 'support' }], urgency: 'urgent', wait: '10m' },
      { notify: [{ roundRobin: ['dee', 'cleo'] }], urgency: 'urgent', wait: '30m' },
      { notify: [], urgency: 'urgent', wait: '15m' },
    ];
    expect(byId(objects.escalationPolicies, id)).toEqual({
      id,
      name: 'Database, low, high in search-support-hours',
      team: 'databases',
      repeat: 0,
      ackTimeout: 'none',
      steps: [
        { notify: [{ rota: 'database' }, { rota: 'support' }], urgency: 'default', wait: '0s' },
        { ...all[0], until: window.id },
        all[1],
        all[2],
        ...all,
      ],
    });
    expect(items.find(({ vigieId }) => vigieId === id)).toMatchObject({ class: 'rewritten', reason: 'pause-kept' });
    expect(items.filter(({ reason }) => reason === 'no-counterpart')).toEqual([]);
    expect(escalations.find(({ vigieId }) => vigieId === id)?.source[1]).toBe('when support hours begin: high urgency');
  });

  test('with its time window is one that Vigie takes whole', async () => {
    const one = await planned(withService({ scheduled_actions: [raise] }));
    expect(await one.run({ step: 'prove' })).toBe(0);
    expect(await one.run({ step: 'apply', toFolder: one.folder })).toBe(4);
  });

  test('more repetitions than a policy has steps for are said', async () => {
    const one = await planned(withService({ scheduled_actions: [raise] }, 40));
    const { objects, items } = await one.plan();
    const id = byId(objects.integrations, 'search-events-api-v2')?.['policy'];
    expect(byId(objects.escalationPolicies, String(id))?.['steps']).toHaveLength(100);
    expect(items.find(({ vigieId }) => vigieId === id)).toMatchObject({
      class: 'approximated',
      reason: 'repeats-fewer',
      data: { given: 40, most: 32 },
    });
  });

  test('an urgency that changes at another time is left out, and said', async () => {
    const other = { ...raise, at: { type: 'named_time', name: 'support_hours_end' } };
    const { objects, items } = await (await planned(withService({ scheduled_actions: [other] }))).plan();
    expect(byId(objects.integrations, 'search-events-api-v2')).toMatchObject({ policy: 'database-low' });
    expect(items.filter(({ reason }) => reason === 'no-counterpart')).toMatchObject([{ name: 'Search' }]);
  });

  test('rules that are not translated become no route, and hidden keys and schedules need a person', async () => {
    const { items, objects } = await (await planned()).plan();
    expect(
      items
        .filter((one) => one.class === 'needs-a-person')
        .map(({ kind, sourceId, reason }) => [kind, sourceId, reason]),
    ).toEqual([
      ['step', 'PEP1/PR3/PGONE', 'not-read'],
      ['integration', 'PSVC5-I', 'hidden-key'],
      ['route', 'EO1', 'untranslated-rule'],
    ]);
    expect(byId(objects.integrations, 'hidden-events-api-v2')).not.toHaveProperty('token');
    expect(items.find(({ sourceId }) => sourceId === 'PSVC4')).toMatchObject({
      class: 'left-out',
      reason: 'not-active',
    });
    expect(items.find(({ vigieId }) => vigieId === 'database-by-severity')).toMatchObject({ class: 'approximated' });
  });

  test('has people with rules for both urgencies, and their team', async () => {
    const { objects } = await (await planned()).plan();
    expect(byId(objects.users, 'ann')).toEqual({
      login: 'ann',
      name: 'Ann',
      email: 'ann@example.com',
      timeZone: 'Europe/Paris',
      contactMethods: [
        { id: 'CMAIL', type: 'email', to: 'ann@example.com', verified: false },
        { id: 'CPHONE', type: 'voice', to: '+33612345678', verified: false },
        { id: 'CSMS', type: 'sms', to: '+33612345678', verified: false },
      ],
      notificationRules: {
        default: [{ method: 'CMAIL', after: '0m' }],
        urgent: [
          { method: 'CMAIL', after: '0m' },
          { method: 'CPHONE', after: '5m' },
        ],
      },
    });
    expect(objects.teams).toEqual([
      { id: 'databases', name: 'Databases', members: ['cleo', 'ann'], managers: ['cleo'] },
    ]);
    expect(objects.maintenances).toMatchObject([{ id: 'move-of-the-database', integrations: ['shop-events-api-v2'] }]);
  });
});

describe('the proof', () => {
  test('finds every hour equal, over the clock change', async () => {
    const one = await planned();
    expect(await one.run({ step: 'prove' })).toBe(0);
    expect((await one.proof()).rotas.map(({ rota, seconds, equal }) => [rota, seconds, equal])).toEqual([
      ['database', 7_776_000, 7_776_000],
      ['support', 7_776_000, 7_776_000],
    ]);
  });

  interface PlannedRota {
    layers: Array<{ participants: string[][]; restrictions?: Array<{ to: string; from: string }> }>;
    overrides: object[];
  }
  test.each<[string, (rota: PlannedRota) => void]>([
    ['the layers are reversed', (rota) => rota.layers.reverse()],
    ['a person is dropped', (rota) => rota.layers[0]?.participants.pop()],
    [
      'a window is moved by an hour',
      (rota) =>
        rota.layers[1]?.restrictions?.splice(0, 1, { ...rota.layers[1].restrictions[0], from: '19:00', to: '09:00' }),
    ],
    ['an override is lost', (rota) => rota.overrides.pop()],
  ])('fails where %s', async (_, change) => {
    const one = await planned();
    const plan = await one.plan();
    change(byId(plan.objects.rotas, 'database') as unknown as PlannedRota);
    await one.write('plan.json', JSON.stringify(plan));
    expect(await one.run({ step: 'prove' })).toBe(3);
  });

  test('turns that are no whole hours are written down until a date', async () => {
    const schedules = pagerdutyContent.schedules.map((one) => ({
      ...one,
      schedule_layers: (one as unknown as { schedule_layers: object[] }).schedule_layers.map((layer) => ({
        ...layer,
        rotation_turn_length_seconds: 5_400,
      })),
    }));
    const one = await planned({ ...pagerdutyContent, schedules });
    expect((await one.plan()).items.find(({ sourceId }) => sourceId === 'PSCHED1')).toMatchObject({
      class: 'frozen',
      reason: 'unit-not-whole',
    });
    expect(await one.run({ step: 'prove' })).toBe(0);
  });
});
