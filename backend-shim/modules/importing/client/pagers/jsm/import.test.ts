import { afterEach, describe, expect, test } from 'vitest';
import { importTry } from '../../importing.fake.ts';
import type { ImportTry } from '../../importing.fake.ts';
import { FAULTS, faultyPlan } from '../opsgenie/fakes/faults.fake.ts';
import { jsm } from './definition.ts';
import { ACCOUNTS, jsmContent, TAKEN } from './fakes/content.fake.ts';
import { jsmPeer } from './fakes/peer.fake.ts';
import type { JsmContent, JsmTraps } from './fakes/peer.fake.ts';

let tries: ImportTry[] = [];
afterEach(async () => {
  await Promise.all(tries.map((one) => one.remove()));
  tries = [];
});

async function start(traps: JsmTraps = {}, content: JsmContent = jsmContent) {
  const peer = jsmPeer(content, traps);
  const one = await importTry({ pager: jsm, transport: peer, now: TAKEN });
  tries.push(one);
  return Object.assign(one, { requests: peer.requests });
}

// Parts that only a person can translate are in it, so a plan ends with 4.
async function planned(content?: JsmContent) {
  const one = await start({}, content);
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose(Object.fromEntries(Object.entries(ACCOUNTS).map(([login, account]) => [account, login])));
  expect(await one.run({ step: 'plan' })).toBe(4);
  return one;
}

const COUNTS = {
  site: 1,
  users: 4,
  teams: 1,
  schedules: 1,
  escalations: 1,
  routing: 1,
  heartbeats: 1,
  'team-policies': 1,
  forwarding: 1,
  integrations: 2,
  maintenances: 1,
  policies: 1,
};

describe('reading', () => {
  test.each([
    ['in an object', {}],
    ['as a list', { teamsAsList: true }],
  ])('takes everything, with teams %s, and keeps the turns of a deleted account', async (_, traps) => {
    const one = await start(traps);
    expect(await one.run({ step: 'fetch' })).toBe(0);
    const { counts } = JSON.parse(await one.read('manifest.json')) as { counts: object };
    expect(counts).toEqual(COUNTS);
    expect(JSON.parse(await one.read('problems.json'))).toEqual([
      { kind: 'users', id: ACCOUNTS.dee, why: 'not-found' },
    ]);
  });

  test('takes all pages once', async () => {
    const many = Array.from({ length: 200 }, (_, i) => ({
      id: `i-${i}`,
      name: `Shop ${i}`,
      type: 'API',
      enabled: true,
    }));
    const one = await start({}, { ...jsmContent, lists: { ...jsmContent.lists, integrations: many } });
    expect(await one.run({ step: 'fetch' })).toBe(0);
    const { counts } = JSON.parse(await one.read('manifest.json')) as { counts: object };
    expect(counts).toEqual({ ...COUNTS, integrations: 200 });
  });

  test('gives the key to Atlassian only, and to nobody before it is needed', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch' })).toBe(0);
    expect(one.requests[0]).toMatchObject({ url: 'https://pager.example/_edge/tenant_info', headers: {} });
    const hosts = new Set(one.requests.map(({ url }) => new URL(url).origin));
    expect(hosts).toEqual(new Set(['https://pager.example', 'https://api.atlassian.com']));
    expect(one.requests.every(({ method }) => method === 'GET')).toBe(true);
  });

  test.each<[string, JsmTraps, RegExp]>([
    ['a refused key', { wrongKey: true }, /refuses the key \(HTTP 401\).*mail:token/],
    ['an address that is no site', { noSite: true }, /does not know the cloud id of the site/],
  ])('%s is said by name', async (_, traps, says) => {
    const one = await start(traps);
    expect(await one.run({ step: 'fetch' })).toBe(1);
    expect(one.progress.at(-1)).toMatch(says);
  });

  test('what the key may not read of one team is noted, and everything else is read', async () => {
    const one = await start({ weakKey: true });
    expect(await one.run({ step: 'fetch' })).toBe(0);
    expect(JSON.parse(await one.read('problems.json'))).toContainEqual({
      kind: 'escalations',
      id: 't-db',
      why: 'key-too-weak',
    });
  });

  test('waits as long as it is asked to', async () => {
    const one = await start({ limitAfter: 5 });
    expect(await one.run({ step: 'fetch' })).toBe(0);
    expect(one.progress).toContain('https://api.atlassian.com asks for a pause of 7 s');
  });

  test('a snapshot for a bug report names nobody and holds no key', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch', redact: true })).toBe(0);
    const files = Object.keys((JSON.parse(await one.read('manifest.json')) as { files: object }).files);
    const text = (await Promise.all(files.map((file) => one.read(file)))).join('\n');
    expect(text).not.toMatch(/Ann Example|Databases|b6e1c3b2/);
    expect(text).not.toContain('ann@example.com');
  });

  test('an answer of another form is said by name, and nothing is written down', async () => {
    const peer = jsmPeer(jsmContent);
    const one = await importTry({
      pager: jsm,
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
    expect(one.progress.at(-1)).toMatch(/^error: the answer for schedule s-db is not as expected: .*startDate/);
    await expect(one.read('manifest.json')).rejects.toThrow();
  });
});

describe('the plan', () => {
  test('has rotations joined, with overrides of their rotation and forwardings', async () => {
    const { objects, proofs } = await (await planned()).plan();
    expect(objects.rotas).toMatchObject([
      {
        id: 'db-schedule',
        timeZone: 'Europe/Paris',
        team: 'databases',
        layers: [
          {
            id: 'week',
            rotation: { every: 1, unit: 'week', start: '2026-10-05T09:00' },
            participants: [['ann'], ['ben']],
          },
          { id: 'nights', participants: [['dee'], ['cleo'], []], join: true },
        ],
        overrides: [
          { id: 'override-og-7c1-1-1', layer: 'week', set: ['cleo'] },
          { id: 'forwarding-f-1', replace: 'dee', with: 'ben' },
        ],
      },
    ]);
    expect(proofs).toMatchObject([{ class: 'rewritten', predicted: [], frozenUntil: null }]);
  });

  test('has escalations in minutes from the start, and leaves out the one that is switched off', async () => {
    const { objects, items } = await (await planned()).plan();
    expect(objects.escalationPolicies).toHaveLength(2);
    expect(objects.escalationPolicies?.slice(0, 1)).toEqual([
      {
        id: 'db-escalation',
        name: 'db_escalation',
        team: 'databases',
        repeat: 3,
        steps: [
          { notify: [{ rota: 'db-schedule' }], wait: '10m' },
          { notify: [{ rota: 'db-schedule', who: 'next' }], wait: '20m' },
          { notify: [{ user: 'cleo' }], wait: '20m' },
        ],
      },
    ]);
    expect(items).toContainEqual(
      expect.objectContaining({ sourceId: 'e-off', class: 'left-out', reason: 'not-active' }),
    );
  });

  test('pages of the night wait for the morning, by the clock that JSM names', async () => {
    const { objects, items, escalations } = await (await planned()).plan();
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
      repeat: 3,
      steps: [
        { notify: [{ rota: 'db-schedule' }], wait: '10m', until: 'sleep' },
        { notify: [{ rota: 'db-schedule', who: 'next' }], wait: '20m' },
        { notify: [{ user: 'cleo' }], wait: '20m' },
      ],
    });
    expect(items.find(({ sourceId }) => sourceId === 'np-1')).toMatchObject({
      class: 'rewritten',
      reason: 'pause-kept',
      data: { until: '07:30' },
    });
    expect(escalations[1]?.vigie[0]).toBe('0 min: rota db-schedule, not before sleep opens');
  });

  test('keeps keys that are shown; heartbeats get a new address', async () => {
    const { objects, items } = await (await planned()).plan();
    expect(objects.integrations).toMatchObject([
      {
        id: 'shop',
        type: 'opsgenie',
        policy: 'db-escalation-not-before-07-30',
        token: 'b6e1c3b2-1f2a-4c5d-8e9f-0a1b2c3d4e5f',
      },
      { id: 'hidden', type: 'opsgenie' },
      { id: 'backup', type: 'heartbeat', heartbeat: { every: '2d' } },
    ]);
    expect(objects.maintenances).toMatchObject([
      { integrations: ['shop'], start: '2026-11-01T20:00', end: '2026-11-01T22:00' },
    ]);
    expect(items.filter(({ kind }) => kind === 'heartbeat')).toMatchObject([
      { class: 'rewritten', reason: 'sender-new-address' },
    ]);
  });

  test('says what JSM shows to nobody', async () => {
    const { items } = await (await planned()).plan();
    const hidden = items.filter((one) => one.class === 'needs-a-person');
    expect(hidden.map(({ kind, sourceId, reason }) => [kind, sourceId, reason])).toEqual([
      ...Object.values(ACCOUNTS).map((account) => ['contact-method', account, 'numbers-hidden']),
      ['team', 't-db', 'members-hidden'],
      ['route', 'rr-1', 'untranslated-rule'],
      ['integration', 'i-2', 'hidden-key'],
      ['other', 'p-1', 'untranslated-rule'],
      ['other', `users ${ACCOUNTS.dee}`, 'not-read'],
    ]);
  });

  test('is one that Vigie takes whole', async () => {
    const one = await planned();
    expect(await one.run({ step: 'prove' })).toBe(0);
    expect(await one.run({ step: 'apply', toFolder: one.folder })).toBe(4);
  });

  test('people who hide their mail address are mapped by hand', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch' })).toBe(0);
    expect(await one.run({ step: 'plan' })).toBe(4);
    const text = await one.read('people.yaml');
    expect(text).toContain('ann@example.com');
    expect(text).toContain(ACCOUNTS.ben);
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

  test.each([
    ['whom the timeline names, is written down', [{ type: 'user', id: ACCOUNTS.ann }], 'frozen'],
    ['whom the timeline does not name, needs a person', [], 'needs-a-person'],
  ])('a team in a turn, %s', async (_, flattenedResponders, became) => {
    const schedules = (jsmContent.lists['schedules'] ?? []).map((one) => ({
      ...one,
      rotations: (one['rotations'] as object[]).slice(0, 1).map((rotation) => ({
        ...rotation,
        participants: [{ type: 'team', id: 't-db' }],
      })),
    }));
    const period = {
      rotation: 'r-week',
      start: '2026-10-01T00:00:00Z',
      end: '2027-03-01T00:00:00Z',
      type: 'base',
      responder: { type: 'team', id: 't-db' },
      flattenedResponders,
    };
    const one = await planned({
      ...jsmContent,
      lists: { ...jsmContent.lists, schedules },
      periods: { 's-db': [period] },
      overrides: {},
    });
    expect((await one.plan()).items.find(({ kind }) => kind === 'rota')).toMatchObject({
      class: became,
      reason: 'participant-not-a-person',
    });
    expect(await one.run({ step: 'prove' })).toBe(became === 'needs-a-person' ? 4 : 0);
  });
});
