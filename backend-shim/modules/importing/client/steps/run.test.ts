import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { configFile } from '#contract/config';
import { importReport } from '#modules/importing/contract/proof';
import { parse } from '#contract/base/schema';
import { importTry } from '../importing.fake.ts';
import type { ImportTry } from '../importing.fake.ts';
import { goalertContent, TAKEN } from '../pagers/goalert/fakes/content.fake.ts';
import { goalert } from '../pagers/goalert/definition.ts';
import { goalertPeer } from '../pagers/goalert/fakes/peer.fake.ts';
import type { GoalertContent } from '../pagers/goalert/fakes/peer.fake.ts';
import type { PagerTransport } from '../reading/reader.ts';

let tries: ImportTry[] = [];
afterEach(async () => {
  await Promise.all(tries.map((one) => one.remove()));
  tries = [];
});

const PEOPLE = { 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' };

async function start(transport: PagerTransport = goalertPeer(goalertContent), answer: boolean | null = null) {
  const one = await importTry({ pager: goalert, transport, now: TAKEN, answer });
  tries.push(one);
  return one;
}

async function fetched(content: GoalertContent = goalertContent) {
  const one = await start(goalertPeer(content));
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose(PEOPLE);
  return one;
}

describe('all steps', () => {
  test('end before apply where nobody can be asked, and say so', async () => {
    const one = await fetched();
    expect(await one.run()).toBe(4);
    expect(one.progress.at(-1)).toMatch(
      /^error: nothing was applied: there is no terminal to ask on\. Read .*people\.yaml .* give --yes$/,
    );
    expect(await one.read('report.html')).toContain('Database');
  });

  test('write provisioning files that the sidecar reads, and the same again', async () => {
    const one = await fetched();
    const toFolder = path.join(one.folder, 'provisioning');
    const { mkdir } = await import('node:fs/promises');
    await mkdir(toFolder);
    expect(await one.run({ toFolder, yes: true })).toBe(0);
    expect(one.applied()).toBe('applied: 10 made, 0 changed, 0 as they were');
    const files = (await readdir(toFolder)).sort();
    expect(files).toEqual([
      '60-goalert-users.yaml',
      '61-goalert-teams.yaml',
      '64-goalert-rotas.yaml',
      '65-goalert-escalation-policies.yaml',
      '66-goalert-integrations.yaml',
    ]);
    for (const file of files) {
      const read = parse(configFile, parseYaml(await readFile(path.join(toFolder, file), 'utf8')));
      expect(read).toMatchObject({ ok: true });
    }
    expect(await one.run({ step: 'apply', toFolder })).toBe(0);
    expect(one.applied()).toBe('applied: 0 made, 0 changed, 10 as they were');
  });

  test('a file that somebody edited is not overwritten unasked', async () => {
    const one = await fetched();
    const toFolder = one.folder;
    expect(await one.run({ toFolder, yes: true })).toBe(0);
    const { writeFile } = await import('node:fs/promises');
    await writeFile(path.join(toFolder, '60-goalert-users.yaml'), 'apiVersion: 1\n');
    expect(await one.run({ step: 'apply', toFolder })).toBe(4);
    expect(await one.run({ step: 'apply', toFolder, yes: true })).toBe(0);
  });

  test('a dollar sign in a name is no variable', async () => {
    const users = goalertContent.users.map((one, i) => (i === 0 ? { ...one, name: 'Ann $HOME' } : one));
    const one = await fetched({ ...goalertContent, users });
    expect(await one.run({ toFolder: one.folder, yes: true })).toBe(0);
    expect(await readFile(path.join(one.folder, '60-goalert-users.yaml'), 'utf8')).toContain('Ann $$HOME');
  });

  test('the answer for programs has the shape of the contract', async () => {
    const one = await fetched();
    expect(await one.run({ step: 'plan', json: true })).toBe(0);
    expect(await one.run({ step: 'prove', json: true })).toBe(0);
    const [plan, proof] = one.printed.map((text) => parse(importReport, JSON.parse(text)));
    expect(plan).toMatchObject({ ok: true, value: { source: 'goalert', proof: [] } });
    expect(proof).toMatchObject({
      ok: true,
      value: { proof: [{ rota: 'database', seconds: 7_776_000, equal: 7_776_000 }] },
    });
    const counted = Object.values(plan?.ok === true ? plan.value.counts : {}).reduce((a, b) => a + b, 0);
    expect(counted).toBe(plan?.ok === true ? plan.value.items.length : -1);
  });

  test('the report holds no key and no number', async () => {
    const one = await fetched();
    expect(await one.run({ step: 'plan' })).toBe(0);
    expect(await one.run({ step: 'prove' })).toBe(0);
    const page = await one.read('report.html');
    expect(page).not.toMatch(/4f1f7f1e|0c6e2b9e|612345678|<script/);
    expect(page).toMatch(/2,160 of 2,160 hours equal/);
  });
});

describe('people', () => {
  test('who are unknown keep their turns, are named in the map, and block apply', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch' })).toBe(0);
    expect(await one.run({ step: 'plan' })).toBe(4);
    const { objects, unknown } = await one.plan();
    expect(objects.rotas?.[0]).toMatchObject({
      layers: [{ participants: [['unknown:u-ann'], ['unknown:u-ben'], ['unknown:u-cleo']] }, {}],
    });
    expect(unknown).toHaveLength(4);
    expect(await one.read('people.yaml')).toMatch(
      /confirmed: false\npeople:\n {2}"ann@example.com": {2}# ann, u-ann, not found/,
    );
    expect(await one.run({ step: 'prove' })).toBe(0);
    expect(await one.run({ step: 'apply', toFolder: one.folder, yes: true })).toBe(4);
    expect(one.progress.at(-1)).toMatch(/^error: 4 people are not mapped/);
  });

  test('whose turns are left empty stay in the cycle', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch' })).toBe(0);
    await one.choose({ ...PEOPLE, 'u-ben': [] });
    expect(await one.run({ step: 'plan' })).toBe(0);
    expect((await one.plan()).objects.rotas?.[0]).toMatchObject({
      layers: [{ participants: [['ann'], [], ['cleo']] }, {}],
    });
    expect(await one.run({ step: 'prove' })).toBe(0);
  });

  test('two accounts of one person are merged in both timelines', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch' })).toBe(0);
    await one.choose({ ...PEOPLE, 'u-ben': 'ann' });
    expect(await one.run({ step: 'plan' })).toBe(0);
    const { items, objects } = await one.plan();
    expect(items.find(({ sourceId, kind }) => kind === 'person' && sourceId === 'u-ben')).toMatchObject({
      reason: 'same-login',
    });
    expect(objects.users).toHaveLength(3);
    expect(await one.run({ step: 'prove' })).toBe(0);
  });

  test('a map that nobody has confirmed is not applied', async () => {
    const one = await fetched();
    await one.write('people.yaml', `confirmed: false\npeople: ${JSON.stringify(PEOPLE)}\n`);
    expect(await one.run({ step: 'plan' })).toBe(0);
    expect(await one.run({ step: 'apply', toFolder: one.folder })).toBe(4);
    expect(one.progress.at(-1)).toMatch(/is not confirmed/);
  });

  test('a map that is no YAML is said with its line', async () => {
    const one = await fetched();
    await one.write('people.yaml', 'people:\n  a: [\n');
    expect(await one.run({ step: 'plan' })).toBe(1);
    expect(one.progress.at(-1)).toMatch(/people.yaml cannot be used: line \d is no YAML/);
  });
});

describe('a snapshot', () => {
  test.each([
    ['truncated', (text: string) => text.slice(0, 100)],
    ['changed by a letter', (text: string) => text.replace('DB week', 'DB weak')],
  ])('that is %s is refused by the name of the file', async (_, change) => {
    const one = await fetched();
    const file = 'config/rotations/rot-1.json';
    await one.write(file, change(await one.read(file)));
    expect(await one.run({ step: 'plan' })).toBe(1);
    expect(one.progress.at(-1)).toMatch(/^error: config\/rotations\/rot-1.json of the snapshot is damaged/);
  });

  test('that was never finished is none', async () => {
    const one = await start();
    expect(await one.run({ step: 'plan' })).toBe(1);
    expect(one.progress.at(-1)).toMatch(/holds no snapshot of goalert. Run: fetch/);
  });

  test('for a bug report holds no name, address or key, keeps ids and times, and is never applied', async () => {
    const one = await start();
    expect(await one.run({ step: 'fetch', redact: true })).toBe(0);
    const texts = await Promise.all(
      ['config/users/u-ann.json', 'config/services/svc-1.json', 'config/schedules/sch-1.json'].map(one.read),
    );
    expect(texts.join()).not.toMatch(/"ann"|ann@|612345678|U01|4f1f7f1e|goalert\.example|Database/);
    expect(texts.join()).toMatch(/person-1@example\.com/);
    expect(JSON.parse(texts[2] ?? '')).toMatchObject({
      id: 'sch-1',
      body: { timeZone: 'Europe/Paris', targets: [{ target: { id: 'rot-1' } }, {}] },
    });
    await one.choose(PEOPLE);
    expect(await one.run({ step: 'plan' })).toBe(0);
    expect(await one.run({ step: 'prove' })).toBe(0);
    expect(await one.run({ step: 'apply', toFolder: one.folder, yes: true })).toBe(1);
  });

  test('is read again if the configuration changed meanwhile', async () => {
    let lists = 0;
    const renamed = { ...goalertContent, users: goalertContent.users.map((user) => ({ ...user, name: 'new' })) };
    const [before, after] = [goalertPeer(goalertContent), goalertPeer(renamed)];
    const one = await start((request) => {
      lists += request.body?.includes('VigieList') === true ? 1 : 0;
      return lists <= 2 ? before(request) : after(request);
    });
    expect(await one.run({ step: 'fetch' })).toBe(0);
    expect(one.progress).toContain('the configuration changed meanwhile');
    expect(await one.read('config/users/u-ann.json')).toContain('"new"');
  });

  test('with an object of an unknown form is planned without it, and says so', async () => {
    const policies = goalertContent.escalationPolicies.map((one) => ({ ...one, steps: 'none' }));
    const one = await fetched({ ...goalertContent, escalationPolicies: policies });
    expect(await one.run({ step: 'plan' })).toBe(4);
    expect((await one.plan()).items.find(({ reason }) => reason === 'not-read')).toMatchObject({
      kind: 'other',
      sourceId: 'pol-1',
      class: 'needs-a-person',
    });
    // The integrations lack their policy, so nothing at all is applied.
    expect(await one.run({ step: 'apply', toFolder: one.folder, yes: true })).toBe(1);
    expect(one.progress.at(-1)).toMatch(/the plan is not as expected: integrations\[0\]\.policy/);
  });
});

test('a team of 40 people, 12 schedules, 30 policies and 60 integrations is planned and proven in seconds', async () => {
  const times = <T>(count: number, of: (i: number) => T) => Array.from({ length: count }, (_, i) => of(i));
  const copy = (one: { id: string } | undefined, change: object) => ({ ...(one as { id: string }), ...change });
  const [rotation, schedule, policy, service] = [
    goalertContent.rotations[0],
    goalertContent.schedules[0],
    goalertContent.escalationPolicies[0],
    goalertContent.services[0],
  ];
  const keys = (i: number) => [
    { id: `key-${i}`, name: 'hook', type: 'generic', href: `https://g.example/x?token=${'t'.repeat(24)}${i}` },
  ];
  const one = await fetched({
    users: [
      ...goalertContent.users,
      ...times(36, (i) => ({ id: `u-${i}`, name: `n${i}`, email: null, contactMethods: [], notificationRules: [] })),
    ],
    rotations: [copy(rotation, {})],
    schedules: times(12, (i) => copy(schedule, { id: `sch-${i}`, name: `Schedule ${i}` })),
    escalationPolicies: times(30, (i) => copy(policy, { id: `pol-${i}`, name: `Policy ${i}`, steps: [] })),
    services: times(60, (i) =>
      copy(service, {
        id: `svc-${i}`,
        escalationPolicyID: `pol-${i % 30}`,
        integrationKeys: keys(i),
        heartbeatMonitors: [],
      }),
    ),
    shifts: Object.fromEntries(times(12, (i) => [`sch-${i}`, goalertContent.shifts['sch-1'] ?? []])),
    overrides: Object.fromEntries(
      times(12, (i) => [`sch-${i}`, (goalertContent.overrides?.['sch-1'] ?? []).map((o) => ({ ...o, target: null }))]),
    ),
  });
  await one.choose({ ...PEOPLE, ...Object.fromEntries(times(36, (i) => [`u-${i}`, `n${i}`])) });
  const begin = performance.now();
  expect(await one.run({ step: 'plan' })).toBe(0);
  expect(await one.run({ step: 'prove' })).toBe(0);
  expect(performance.now() - begin).toBeLessThan(20_000);
  const { items } = await one.plan();
  expect(items.filter(({ kind }) => kind === 'integration')).toHaveLength(60);
  expect((await one.proof()).rotas).toHaveLength(12);
});
