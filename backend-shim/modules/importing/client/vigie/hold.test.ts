/** What an import makes is silent, what pages already stays so, and what is left as it is has a name. */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { importTry } from '../importing.fake.ts';
import type { ImportTry } from '../importing.fake.ts';
import { pagerduty } from '../pagers/pagerduty/definition.ts';
import { pagerdutyContent, TAKEN } from '../pagers/pagerduty/fakes/content.fake.ts';
import { pagerdutyPeer } from '../pagers/pagerduty/fakes/peer.fake.ts';
import { vigieFake } from './vigie.fake.ts';
import type { VigieFake } from './vigie.fake.ts';

let tries: ImportTry[] = [];
afterEach(async () => {
  await Promise.all(tries.map((one) => one.remove()));
  tries = [];
});

const PEOPLE = { PANN: 'ann', PBEN: 'ben', PCLEO: 'cleo', PDEE: 'dee' };
const REST = 'moved-from-pagerduty';
const LAST = /^these page nobody yet, they are in shadow: team databases, team moved-from-pagerduty\. On the day of/;

async function proven(vigie: VigieFake): Promise<ImportTry> {
  const one = await importTry({
    pager: pagerduty,
    now: TAKEN,
    vigie: vigie.transport,
    transport: pagerdutyPeer(pagerdutyContent),
  });
  tries.push(one);
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose(PEOPLE);
  await one.run({ step: 'plan' });
  expect(await one.run({ step: 'prove' })).toBe(0);
  return one;
}

/** Another plan of the same snapshot, which is compared, too. */
async function changed(one: ImportTry, from: string, to: string): Promise<void> {
  await one.write('plan.json', (await one.read('plan.json')).replaceAll(from, to));
  expect(await one.run({ step: 'prove' })).toBe(0);
}

describe('through the API', () => {
  test('teams are made in shadow, and what has none gets one; the last line says that these page nobody yet', async () => {
    const vigie = vigieFake();
    const one = await proven(vigie);
    expect(await one.run({ step: 'apply' })).toBe(4);
    expect(vigie.objects.get('teams databases')).toMatchObject({ shadow: true });
    expect(vigie.objects.get(`teams ${REST}`)).toMatchObject({ name: 'Moved from PagerDuty', shadow: true });
    expect(vigie.objects.get('rotas support')).toMatchObject({ team: REST });
    expect(vigie.objects.get('rotas database')).toMatchObject({ team: 'databases' });
    expect(one.progress.at(-1)).toMatch(LAST);
  });

  test('with --live everything pages at once, and nothing is put into a team', async () => {
    const vigie = vigieFake();
    const one = await proven(vigie);
    expect(await one.run({ step: 'apply', live: true })).toBe(4);
    expect(vigie.objects.get('teams databases')).not.toHaveProperty('shadow');
    expect(vigie.objects.get('rotas support')).not.toHaveProperty('team');
    expect(vigie.objects.has(`teams ${REST}`)).toBe(false);
    expect(one.progress.at(-1)).toBe('all of it pages: no team of it is in shadow');
  });

  test('what an earlier release made pages on: a rota without a team stays without', async () => {
    const vigie = vigieFake();
    const one = await proven(vigie);
    expect(await one.run({ step: 'apply', live: true })).toBe(4);
    await changed(one, '"name": "Support"', '"name": "Support, new"');
    expect(await one.run({ step: 'apply' })).toBe(4);
    expect(vigie.objects.get('rotas support')).toMatchObject({ name: 'Support, new' });
    expect(vigie.objects.get('rotas support')).not.toHaveProperty('team');
    expect(vigie.objects.has(`teams ${REST}`)).toBe(false);
  });

  test('a team that was switched is still the import’s, gets its changes, and stays real', async () => {
    const vigie = vigieFake();
    const one = await proven(vigie);
    expect(await one.run({ step: 'apply' })).toBe(4);
    vigie.put('teams', { ...vigie.objects.get('teams databases'), shadow: false });
    await changed(one, '"name": "Databases"', '"name": "Data"');
    expect(await one.run({ step: 'apply' })).toBe(4);
    expect(vigie.objects.get('teams databases')).toMatchObject({ name: 'Data', shadow: false });
    expect(one.progress.at(-1)).toMatch(/shadow: team moved-from-pagerduty\./);
  });

  test('what somebody changed in Vigie is kept, and named', async () => {
    const vigie = vigieFake();
    const one = await proven(vigie);
    expect(await one.run({ step: 'apply' })).toBe(4);
    vigie.put('rotas', { ...vigie.objects.get('rotas database'), name: 'Ours' });
    expect(await one.run({ step: 'apply' })).toBe(4);
    expect(one.progress).toContainEqual(expect.stringMatching(/^kept as they are in Vigie, .*: rotas database$/));
  });
});

describe('in files', () => {
  async function files(one: ImportTry) {
    const toFolder = path.join(one.folder, 'provisioning');
    await mkdir(toFolder, { recursive: true });
    return { toFolder, teams: () => readFile(path.join(toFolder, '61-pagerduty-teams.yaml'), 'utf8') };
  }

  test('teams are stated in shadow, and what Vigie was switched to real since is stated as real', async () => {
    const vigie = vigieFake();
    const one = await proven(vigie);
    const { toFolder, teams } = await files(one);
    expect(await one.run({ step: 'apply', toFolder })).toBe(4);
    expect((await teams()).match(/shadow: true/g)).toHaveLength(2);
    expect(one.progress.at(-1)).toMatch(/set shadow: false in its file$/);
    // The sidecar has read the files, and the team was switched.
    vigie.put('teams', {
      id: 'databases',
      name: 'Databases',
      members: [],
      managers: [],
      shadow: false,
      provisioned: true,
    });
    vigie.put('teams', {
      id: REST,
      name: 'Moved from PagerDuty',
      members: [],
      managers: [],
      shadow: true,
      provisioned: true,
    });
    expect(await one.run({ step: 'apply', toFolder, yes: true })).toBe(4);
    expect(await teams()).toMatch(/id: databases[^]*shadow: false|shadow: false[^]*id: databases/);
    expect((await teams()).match(/shadow: true/g)).toHaveLength(1);
  });
});

describe('methods of people', () => {
  const methods = async (one: ImportTry) =>
    (await one.plan()).items
      .filter(({ kind, name }) => (kind === 'contact-method' || kind === 'personal-rule') && name.startsWith('Ann'))
      .map(({ class: one_, reason }) => `${one_} ${reason}`);

  test.each([
    ['of whom a file states', { provisioned: true }, 'left-out person-from-file'],
    [
      'of whoever has methods of their own',
      { contactMethods: [{ id: 'own', type: 'sms', to: '+33600000001' }] },
      'left-out person-keeps-own',
    ],
  ])('%s are not said to be the same, since nothing is saved', async (_, body, said) => {
    const vigie = vigieFake();
    vigie.put('users', { login: 'ann', email: 'ann@example.com', ...body });
    const one = await proven(vigie);
    expect(new Set(await methods(one))).toEqual(new Set([said, 'left-out phone-app']));
    expect(await one.run({ step: 'apply' })).toBe(4);
    expect(vigie.writes).not.toContain('PUT users/ann');
  });

  test('of the import’s own people are the same, also at the next plan', async () => {
    const vigie = vigieFake();
    const one = await proven(vigie);
    const before = await methods(one);
    expect(before).toContain('exact same');
    expect(await one.run({ step: 'apply' })).toBe(4);
    await one.run({ step: 'plan' });
    expect(await methods(one)).toEqual(before);
  });

  test('of people whom Vigie knows are left out of files, and said to be', async () => {
    const vigie = vigieFake();
    vigie.put('users', { login: 'ann', email: 'ann@example.com' });
    const one = await proven(vigie);
    await one.run({ step: 'plan', toFolder: one.folder });
    expect(new Set(await methods(one))).toEqual(new Set(['left-out person-known', 'left-out phone-app']));
  });
});
