import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { importTry } from '../../importing.fake.ts';
import type { ImportTry } from '../../importing.fake.ts';
import { FAULTS, faultyPlan } from './fakes/faults.fake.ts';
import { opsgenie } from './definition.ts';
import { opsgenieContent, TAKEN } from './fakes/content.fake.ts';
import { opsgeniePeer } from './fakes/peer.fake.ts';
import type { OpsgenieContent, OpsgenieTraps } from './fakes/peer.fake.ts';

let tries: ImportTry[] = [];
afterEach(async () => {
  await Promise.all(tries.map((one) => one.remove()));
  tries = [];
});

async function start(traps: OpsgenieTraps = {}, content: OpsgenieContent = opsgenieContent) {
  const one = await importTry({ pager: opsgenie, transport: opsgeniePeer(content, traps), now: TAKEN });
  tries.push(one);
  return one;
}

// Parts that only a person can translate are in it, so a plan ends with 4.
async function planned(content?: OpsgenieContent) {
  const one = await start({}, content);
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose({ 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' });
  expect(await one.run({ step: 'plan' })).toBe(4);
  return one;
}

describe('reading', () => {
  test('takes all users once, and the steps of their rules', async () => {
    const users = [
      ...opsgenieContent.users,
      ...Array.from({ length: 196 }, (_, i) => ({ id: `u-${i}`, username: `n${i}@x.example`, userContacts: [] })),
    ];
    const one = await start({}, { ...opsgenieContent, users });
    expect(await one.run({ step: 'fetch' })).toBe(0);
    const { counts } = JSON.parse(await one.read('manifest.json')) as { counts: object };
    expect(counts).toEqual({
      users: 200,
      rules: 200,
      teams: 1,
      routing: 1,
      schedules: 1,
      escalations: 1,
      forwarding: 1,
      integrations: 3,
      heartbeats: 1,
      policies: 1,
    });
    expect(await one.read('config/rules/u-ann.json')).toContain('sendAfter');
  });

  test('another region, and the key of a team, are said by name', async () => {
    const region = await start({ wrongRegion: true });
    expect(await region.run({ step: 'fetch' })).toBe(1);
    expect(region.progress.at(-1)).toMatch(/refuses the key \(HTTP 401\).*api\.eu\.opsgenie\.com/);
    const weak = await start({ teamKey: true });
    expect(await weak.run({ step: 'fetch' })).toBe(1);
    expect(weak.progress.at(-1)).toMatch(/may not read the escalations \(HTTP 403\).*sees that team only/);
  });

  test('waits where a limit says nothing of how long', async () => {
    const one = await start({ limitAfter: 5 });
    expect(await one.run({ step: 'fetch' })).toBe(0);
    expect(one.progress).toContain('https://pager.example asks for a pause of 4 s');
  });

  test('an answer of another form is said by name, and nothing is written down', async () => {
    const peer = opsgeniePeer(opsgenieContent);
    const one = await importTry({
      pager: opsgenie,
      transport: async (request) => {
        const answer = await peer(request);
        return request.url.includes('/timeline')
          ? { ...answer, body: answer.body.replaceAll('"startDate":', '"from":') }
          : answer;
      },
      now: TAKEN,
    });
    tries.push(one);
    expect(await one.run({ step: 'fetch' })).toBe(1);
    expect(one.progress.at(-1)).toMatch(/^error: the answer for schedule s-db is not as expected: data/);
    await expect(one.read('manifest.json')).rejects.toThrow();
  });
});

describe('the plan', () => {
  test('has rotations joined, stretches over days split, and overrides of their rotation', async () => {
    const { objects, proofs } = await (await planned()).plan();
    expect(objects.rotas).toEqual([
      {
        id: 'db-schedule',
        name: 'db_schedule',
        timeZone: 'Europe/Paris',
        team: 'databases',
        layers: [
          {
            id: 'week',
            name: 'Week',
            rotation: { every: 1, unit: 'week', start: '2026-10-05T09:00' },
            participants: [['ann'], ['ben']],
            restrictions: [
              { days: ['mon', 'tue', 'wed', 'thu'], from: '09:00', to: '09:00' },
              { days: ['fri'], from: '09:00', to: '18:00' },
            ],
          },
          {
            id: 'nights',
            name: 'Nights',
            rotation: { every: 1, unit: 'day', start: '2026-10-05T20:00' },
            participants: [['dee'], ['cleo'], []],
            restrictions: [{ days: ['daily'], from: '20:00', to: '08:00' }],
            join: true,
          },
        ],
        overrides: [
          {
            id: 'override-og-7c1-1-1',
            layer: 'week',
            start: '2026-10-22T16:00:00Z',
            end: '2026-10-23T06:00:00Z',
            set: ['cleo'],
          },
          {
            id: 'forwarding-f-1',
            start: '2026-10-29T11:00:00Z',
            end: '2026-11-05T11:00:00Z',
            replace: 'dee',
            with: 'ben',
          },
        ],
      },
    ]);
    expect(proofs).toMatchObject([{ class: 'rewritten', predicted: [], frozenUntil: null }]);
  });

  test('an override whose person forwards it holds in the hours in which the other one is shown', async () => {
    const dee = { id: 'u-dee', type: 'user', name: 'dee@example.com' };
    const shown = (opsgenieContent.periods['s-db'] ?? []).map((period) =>
      period.type === 'override'
        ? { ...period, type: 'forwarding', recipient: { ...dee, id: 'u-ben', name: 'ben@example.com' } }
        : period,
    );
    const [rule] = opsgenieContent.lists['forwarding-rules'] ?? [];
    const one = await planned({
      ...opsgenieContent,
      lists: {
        ...opsgenieContent.lists,
        'forwarding-rules': [{ ...rule, startDate: '2026-10-20T00:00:00Z' } as { id: string }],
      },
      periods: { 's-db': shown },
      overrides: { 's-db': (opsgenieContent.overrides['s-db'] ?? []).map((override) => ({ ...override, user: dee })) },
    });
    expect((await one.plan()).objects.rotas?.[0]?.['overrides']).toMatchObject([
      { layer: 'week', start: '2026-10-22T16:00:00Z', end: '2026-10-23T06:00:00Z', set: ['dee'] },
      { replace: 'dee', with: 'ben' },
    ]);
  });

  test('delays that count from the start become waits between steps', async () => {
    const { objects, escalations } = await (await planned()).plan();
    expect(objects.escalationPolicies).toEqual([
      {
        id: 'db-escalation',
        name: 'db_escalation',
        team: 'databases',
        repeat: 3,
        steps: [
          { notify: [{ rota: 'db-schedule' }], wait: '10m' },
          { notify: [{ rota: 'db-schedule', who: 'next' }], wait: '20m' },
          { notify: [{ team: 'databases' }], wait: '20m' },
        ],
      },
    ]);
    expect(escalations[0]?.vigie).toEqual([
      '0 min: rota db-schedule',
      '10 min: rota db-schedule (next)',
      '30 min: team databases',
      '50 min: again from the top, 3 times',
      'then: the managers of the team, else the Admins',
      'P1 (critical) is urgent, P2 to P5 are not',
    ]);
  });

  test('keys stay where they are shown, and rules that are not translated become no route', async () => {
    const { objects, items } = await (await planned()).plan();
    expect(objects.integrations).toEqual([
      {
        id: 'shop',
        name: 'Shop',
        type: 'opsgenie',
        team: 'databases',
        policy: 'db-escalation',
        token: 'b6e1c3b2-1f2a-4c5d-8e9f-0a1b2c3d4e5f',
      },
      { id: 'hidden', name: 'Hidden', type: 'opsgenie', team: 'databases', policy: 'db-escalation' },
      {
        id: 'backup',
        name: 'backup',
        type: 'heartbeat',
        team: 'databases',
        policy: 'db-escalation',
        heartbeat: { every: '10m' },
      },
    ]);
    expect(
      items
        .filter((one) => one.class === 'needs-a-person')
        .map(({ kind, sourceId, reason }) => [kind, sourceId, reason]),
    ).toEqual([
      ['route', 'rr-1', 'untranslated-rule'],
      ['integration', 'i-2', 'hidden-key'],
      ['other', 'p-1', 'untranslated-rule'],
    ]);
  });

  test('has numbers with their country, and delays that count from the alert', async () => {
    const { objects } = await (await planned()).plan();
    // Mail besides, until the number is confirmed.
    const rules = [
      { method: 'email', after: '0m' },
      { method: 'og-sms-1', after: '5m' },
    ];
    expect(objects.users?.[0]).toEqual({
      login: 'ann',
      name: 'ann',
      timeZone: 'Europe/Paris',
      email: 'ann@example.com',
      contactMethods: [
        { id: 'email', type: 'email', to: 'ann@example.com' },
        { id: 'og-sms-1', type: 'sms', to: '+33612345678', verified: false },
      ],
      notificationRules: { default: rules, urgent: rules },
    });
  });

  const sleep = (change: object) => ({
    id: 'np-1',
    name: 'Sleep',
    type: 'notification',
    enabled: true,
    filter: { type: 'match-all' },
    timeRestrictions: {
      type: 'time-of-day',
      restriction: { startHour: 22, startMin: 0, endHour: 7, endMin: 30 },
    },
    delayAction: { delayOption: 'next-time', untilHour: 7, untilMinute: 30 },
    ...change,
  });
  const withPolicy = (change: object) => ({
    ...opsgenieContent,
    lists: { ...opsgenieContent.lists, 'policies/notification': [sleep(change)] },
  });

  test('pages of the night wait for the morning, by the clock of the team’s schedule', async () => {
    const { objects, items } = await (await planned(withPolicy({}))).plan();
    expect(objects.timeWindows).toEqual([
      {
        id: 'sleep',
        name: 'Sleep',
        timeZone: 'Europe/Paris',
        windows: [{ days: ['daily'], from: '07:30', to: '22:00' }],
      },
    ]);
    expect(objects.escalationPolicies?.[1]).toMatchObject({
      id: 'db-escalation-not-before-07-30',
      steps: [{ notify: [{ rota: 'db-schedule' }], until: 'sleep' }, {}, {}],
    });
    expect(objects.escalationPolicies?.[0]?.['steps']).not.toContainEqual(
      expect.objectContaining({ until: expect.anything() as string }),
    );
    expect(objects.integrations?.map(({ policy }) => policy)).toEqual(
      objects.integrations?.map(() => 'db-escalation-not-before-07-30'),
    );
    expect(items.find(({ sourceId }) => sourceId === 'np-1')).toMatchObject({
      class: 'approximated',
      reason: 'pause-by-clock',
      data: { until: '07:30', zone: 'Europe/Paris' },
    });
  });

  test('of several schedules of a team the first one says the zone', async () => {
    const [first] = opsgenieContent.lists.schedules as Array<Record<string, unknown>>;
    const second = { ...first, id: 's-far', name: 'far', timezone: 'Asia/Tokyo', enabled: false, rotations: [] };
    const content = withPolicy({});
    const { objects } = await (
      await planned({ ...content, lists: { ...content.lists, schedules: [first, second] as never } })
    ).plan();
    expect(objects.timeWindows).toMatchObject([{ id: 'sleep', timeZone: 'Europe/Paris' }]);
  });

  test('with its time window is one that Vigie takes whole', async () => {
    const one = await planned(withPolicy({}));
    expect(await one.run({ step: 'prove' })).toBe(0);
    expect(await one.run({ step: 'apply', toFolder: one.folder })).toBe(4);
  });

  test.each([
    ['of some alerts only', { filter: { type: 'match-any-condition' } }, 'needs-a-person', 'untranslated-rule'],
    [
      'that ends at another hour than the night',
      { delayAction: { delayOption: 'next-time', untilHour: 9 } },
      'needs-a-person',
      'untranslated-rule',
    ],
    ['for some minutes', { delayAction: { delayOption: 'for-duration' } }, 'needs-a-person', 'untranslated-rule'],
    ['at any time', { timeRestrictions: null }, 'needs-a-person', 'untranslated-rule'],
    ['that is switched off', { enabled: false }, 'left-out', 'not-active'],
  ])('a delay %s holds no page', async (_, change, became, reason) => {
    const { objects, items } = await (await planned(withPolicy(change))).plan();
    expect(objects.timeWindows).toEqual([]);
    expect(objects.escalationPolicies).toHaveLength(1);
    expect(items.find(({ sourceId }) => sourceId === 'np-1')).toMatchObject({ class: became, reason });
  });

  test('an escalation that goes on after an acknowledgement is an approximation', async () => {
    const escalations = (opsgenieContent.lists['escalations'] ?? []).map((one) => ({
      ...one,
      rules: (one as unknown as { rules: object[] }).rules.map((rule) => ({ ...rule, condition: 'if-not-closed' })),
    }));
    const one = await planned({ ...opsgenieContent, lists: { ...opsgenieContent.lists, escalations } });
    expect((await one.plan()).items.find(({ kind }) => kind === 'policy')).toMatchObject({
      class: 'approximated',
      reason: 'goes-on-after-acknowledgement',
    });
  });
});

describe('the proof', () => {
  test('finds every hour equal, over the clock change', async () => {
    const one = await planned();
    expect([await one.run({ step: 'prove' }), (await one.proof()).rotas[0]?.differences]).toEqual([0, []]);
  });

  test.each(FAULTS)('fails where %s', async (_, fault) => {
    const one = await planned();
    await one.write('plan.json', faultyPlan(await one.plan(), fault));
    expect(await one.run({ step: 'prove' })).toBe(3);
  });

  const HOURS = 3_600_000;
  /** Turns of six hours from the first of March, which the timeline shows `late` hours later than that. */
  function sixHours(late: number): OpsgenieContent {
    const first = Date.parse('2026-03-01T06:00:00Z');
    const people = ['u-ann', 'u-ben', 'u-cleo'].map((id) => ({ type: 'user', id, name: id }));
    const [from, to] = [Date.parse('2026-10-01T00:00:00Z'), Date.parse('2027-03-01T00:00:00Z')];
    const turn = (i: number) => first + (6 * i + late) * HOURS;
    const numbers = Array.from({ length: Math.ceil((to - first) / (6 * HOURS)) }, (_, i) => i);
    const [schedule] = opsgenieContent.lists['schedules'] ?? [];
    const rotation = {
      id: 'r-week',
      name: 'Hours',
      startDate: new Date(first).toISOString(),
      type: 'hourly',
      length: 6,
    };
    return {
      ...opsgenieContent,
      lists: {
        ...opsgenieContent.lists,
        schedules: [{ ...schedule, rotations: [{ ...rotation, participants: people }] } as { id: string }],
        'forwarding-rules': [],
      },
      overrides: {},
      periods: {
        's-db': numbers
          .filter((i) => turn(i + 1) > from)
          .map((i) => ({
            rotation: 'r-week',
            start: new Date(turn(i)).toISOString(),
            end: new Date(turn(i + 1)).toISOString(),
            type: 'default',
            recipient: people[i % 3] as object,
          })),
      },
    };
  }

  test.each([
    ['hours were counted, are turns of hours', 0, 'approximated', 'hours-over-a-clock-change'],
    ['the clock was read, are turns of hours', -1, 'approximated', 'hours-over-a-clock-change'],
    ['neither was done, are overrides', 3, 'frozen', 'hours-not-settled'],
  ])('turns of hours where %s', async (_, late, became, reason) => {
    const one = await planned(sixHours(late));
    const { objects, items } = await one.plan();
    expect(items.find(({ kind }) => kind === 'rota')).toMatchObject({ class: became, reason });
    expect(objects.rotas?.[0]?.['layers']).toHaveLength(became === 'frozen' ? 0 : 1);
    expect(await one.run({ step: 'prove' })).toBe(0);
    const causes = (await one.proof()).rotas[0]?.differences.map(({ cause }) => cause) ?? [];
    expect(new Set(causes)).toEqual(new Set(causes.filter((cause) => cause === 'dst')));
  });

  test.each([
    ['whom the timeline names, is written down', [{ type: 'user', id: 'u-ann' }], 'frozen'],
    ['whom the timeline does not name, needs a person', [], 'needs-a-person'],
  ])('a team in a turn, %s', async (_, flattenedRecipients, became) => {
    const schedules = (opsgenieContent.lists['schedules'] ?? []).map((one) => ({
      ...one,
      rotations: (one as unknown as { rotations: object[] }).rotations
        .slice(0, 1)
        .map((rotation) => ({ ...rotation, participants: [{ type: 'team', id: 't-db', name: 'Databases' }] })),
    }));
    const recipient = { type: 'team', id: 't-db' };
    const periods = {
      's-db': [
        {
          rotation: 'r-week',
          start: '2026-10-01T00:00:00Z',
          end: '2027-03-01T00:00:00Z',
          type: 'default',
          recipient,
          flattenedRecipients,
        },
      ],
    };
    const peer = opsgeniePeer({
      ...opsgenieContent,
      lists: { ...opsgenieContent.lists, schedules },
      overrides: {},
      periods,
    });
    const one = await importTry({
      pager: opsgenie,
      transport: async (request) => {
        const answer = await peer(request);
        return {
          ...answer,
          body: answer.body.replaceAll(
            '"recipient":',
            `"flattenedRecipients":${JSON.stringify(flattenedRecipients)},"recipient":`,
          ),
        };
      },
      now: TAKEN,
    });
    tries.push(one);
    expect(await one.run({ step: 'fetch' })).toBe(0);
    await one.choose({ 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' });
    expect(await one.run({ step: 'plan' })).toBe(4);
    expect((await one.plan()).items.find(({ kind }) => kind === 'rota')).toMatchObject({
      class: became,
      reason: 'participant-not-a-person',
    });
    const isUnnamed = became === 'needs-a-person';
    expect(await one.run({ step: 'prove' })).toBe(isUnnamed ? 4 : 0);
    // Nobody on both sides is equal only where the source names nobody.
    expect((await one.proof()).rotas[0]).toMatchObject(
      isUnnamed ? { seconds: 7_776_000, equal: 0, notCompared: 7_776_000 } : { equal: 7_776_000, notCompared: 0 },
    );
    expect(one.progress.at(-1)?.startsWith('error: in 2,160 hours of')).toBe(isUnnamed);
  });
});

describe('a backup of Atlassian’s tool', () => {
  const slug = (name: string) => name.replaceAll(/[^a-z]/gi, '_');
  const first = (list: string) => opsgenieContent.lists[list]?.[0] as Record<string, unknown>;

  async function backup(below: string, change: Readonly<Record<string, unknown>> = {}) {
    const one = await importTry({ pager: opsgenie, transport: () => Promise.reject(new Error('asked')), now: TAKEN });
    tries.push(one);
    const files: Record<string, unknown> = {
      ...Object.fromEntries(
        opsgenieContent.users.map((user) => [
          `users/${user.id}-${user.id}.json`,
          { user, notificationRuleList: opsgenieContent.rules[user.id] ?? [] },
        ]),
      ),
      'teams/Databases-t-db.json': {
        team: opsgenieContent.teams[0],
        teamRoutingRules: opsgenieContent.routing['t-db'],
        teamRoles: [],
      },
      [`schedules/${slug('db_schedule')}-s-db.json`]: { schedule: inMilliseconds(first('schedules')) },
      'escalations/db_escalation-e-db.json': first('escalations'),
      'integrations/i-1.json': { integration: { ...first('integrations'), id: undefined }, integrationActions: {} },
      'forwardings/f-1.json': first('forwarding-rules'),
      'policiesV2/np-1.json': { teamId: 't-db', teamName: 'Databases', policy: sleepPolicy },
      'ordersV2/PolicyOrders.json': [],
      ...change,
    };
    const folder = path.join(one.folder, 'OpsGenieBackups');
    for (const [file, body] of Object.entries(files)) {
      const target = path.join(folder, file);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, typeof body === 'string' ? body : JSON.stringify(body));
    }
    return Object.assign(one, { backup: path.join(one.folder, below) });
  }

  /** The tool writes instants as milliseconds. */
  function inMilliseconds(schedule: Record<string, unknown>): object {
    const rotations = schedule['rotations'] as Array<{ startDate: string; endDate: string | null }>;
    return {
      ...schedule,
      rotations: rotations.map(({ endDate, ...rotation }) => ({
        ...rotation,
        startDate: Date.parse(rotation.startDate),
        ...(endDate === null ? {} : { endDate: Date.parse(endDate) }),
      })),
    };
  }

  const sleepPolicy = {
    id: 'np-1',
    name: 'Sleep',
    type: 'notification',
    timeRestrictions: { type: 'time-of-day', restriction: { startHour: 22, startMin: 0, endHour: 7, endMin: 0 } },
    delayAction: { delayOption: 'next-time', untilHour: 7, untilMinute: 0 },
  };

  test.each([['OpsGenieBackups'], ['']])('below %j gives the plan of the API, but for what it lacks', async (below) => {
    const one = await backup(below);
    expect(await one.run({ step: 'fetch', fromBackup: one.backup, url: null, keyFile: null })).toBe(0);
    await one.choose({ 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' });
    expect(await one.run({ step: 'plan' })).toBe(4);
    const { objects, items, proofs } = await one.plan();
    const api = (await (await planned()).plan()).objects;
    expect(objects.users).toEqual(api.users);
    expect(objects.teams).toEqual(api.teams);
    expect(objects.rotas?.[0]?.['layers']).toEqual(api.rotas?.[0]?.['layers']);
    expect(objects.rotas?.[0]?.['overrides']).toMatchObject([{ id: 'forwarding-f-1' }]);
    expect(objects.escalationPolicies?.[0]).toEqual(api.escalationPolicies?.[0]);
    expect(objects.integrations).toMatchObject([{ id: 'shop', policy: 'db-escalation-not-before-07-00' }]);
    expect(proofs).toEqual([]);
    expect(items.filter(({ reason }) => reason === 'not-read').map(({ data }) => data['why'])).toEqual([
      expect.stringContaining('no overrides'),
      expect.stringContaining('no heartbeats'),
    ]);
  });

  test('is not proven, which is no success', async () => {
    const one = await backup('OpsGenieBackups');
    expect(await one.run({ step: 'fetch', fromBackup: one.backup })).toBe(0);
    await one.choose({ 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' });
    await one.run({ step: 'plan' });
    expect(await one.run({ step: 'prove' })).toBe(4);
    expect(one.progress.at(-1)).toMatch(/db_schedule are not compared/);
  });

  test('a file of another form is said by name, and a folder that is none too', async () => {
    const one = await backup('OpsGenieBackups', { 'users/broken.json': 'no JSON', 'schedules/empty.json': {} });
    expect(await one.run({ step: 'fetch', fromBackup: one.backup })).toBe(0);
    const problems = JSON.parse(await one.read('problems.json')) as Array<{ id: string }>;
    expect(problems.map(({ id }) => id)).toEqual(expect.arrayContaining(['users/broken.json', 'schedules/empty.json']));
    expect(await one.run({ step: 'fetch', fromBackup: `${one.backup}/teams` })).toBe(1);
    expect(one.progress.at(-1)).toMatch(/teams is no backup of Opsgenie/);
  });
});
