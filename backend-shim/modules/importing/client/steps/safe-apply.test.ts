import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { importTry } from '../importing.fake.ts';
import type { ImportTry } from '../importing.fake.ts';
import { contentWithSlack, goalertContent, TAKEN } from '../pagers/goalert/fakes/content.fake.ts';
import { goalert } from '../pagers/goalert/definition.ts';
import { goalertPeer } from '../pagers/goalert/fakes/peer.fake.ts';
import type { GoalertContent } from '../pagers/goalert/fakes/peer.fake.ts';
import { vigieFake } from '../vigie/vigie.fake.ts';
import type { VigieFake } from '../vigie/vigie.fake.ts';

let tries: ImportTry[] = [];
afterEach(async () => {
  await Promise.all(tries.map((one) => one.remove()));
  tries = [];
});

const PEOPLE = { 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' };
const NO_VIGIE = { vigie: null };

async function started(content: GoalertContent, vigie: VigieFake, answer = false) {
  const transport = goalertPeer(content);
  const one = await importTry({ pager: goalert, transport, now: TAKEN, vigie: vigie.transport, answer });
  tries.push(one);
  return one;
}

async function proven(vigie: VigieFake, content = goalertContent) {
  const one = await started(content, vigie);
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose(PEOPLE);
  await one.run({ step: 'plan' });
  expect(await one.run({ step: 'prove' })).toBe(0);
  return one;
}

async function filesOf(one: ImportTry) {
  const toFolder = path.join(one.folder, 'provisioning');
  await mkdir(toFolder, { recursive: true });
  return {
    toFolder,
    text: (name: string) => readFile(path.join(toFolder, name), 'utf8').catch(() => null),
  };
}

describe('files', () => {
  test('are not written without asking Vigie what it has', async () => {
    const one = await proven(vigieFake());
    const { toFolder } = await filesOf(one);
    for (const step of ['plan', 'apply'] as const) {
      expect(await one.run({ step, toFolder, ...NO_VIGIE })).toBe(1);
      expect(one.progress.at(-1)).toMatch(/^error: give --vigie/);
    }
  });

  test('take over none of Vigie’s objects, even if the plan was made without asking', async () => {
    const vigie = vigieFake();
    const one = await started(goalertContent, vigie);
    vigie.put('rotas', { id: 'database', timeZone: 'UTC', layers: [] });
    expect(await one.run({ step: 'fetch' })).toBe(0);
    await one.choose(PEOPLE);
    expect(await one.run({ step: 'plan', ...NO_VIGIE })).toBe(0);
    expect(await one.run({ step: 'prove', ...NO_VIGIE })).toBe(0);
    const { toFolder, text } = await filesOf(one);
    expect(await one.run({ step: 'apply', toFolder, yes: true })).toBe(1);
    expect(one.progress.at(-1)).toMatch(/^error: rotas database in Vigie is not of this import/);
    expect(await one.run({ step: 'apply', yes: true })).toBe(1);
    expect(vigie.writes).toEqual([]);
    expect(await one.run({ step: 'plan' })).toBe(0);
    expect(await one.run({ step: 'prove' })).toBe(0);
    expect(await one.run({ step: 'apply', toFolder })).toBe(0);
    expect(await text('64-goalert-rotas.yaml')).toMatch(/id: database-2/);
  });

  test('leave out people whom Vigie knows, and keep those whom they state', async () => {
    const vigie = vigieFake();
    vigie.put('users', { login: 'ann', email: 'ann@example.com' });
    const one = await proven(vigie);
    const { toFolder, text } = await filesOf(one);
    expect(await one.run({ step: 'apply', toFolder })).toBe(0);
    const before = await text('60-goalert-users.yaml');
    expect(before).toMatch(/login: ben/);
    expect(before).not.toMatch(/login: ann/);
    vigie.put('users', { login: 'ben', provisioned: true });
    expect(await one.run({ step: 'apply', toFolder })).toBe(0);
    expect(await text('60-goalert-users.yaml')).toBe(before);
  });
});

describe('people in Vigie', () => {
  const ann = (vigie: VigieFake) => vigie.objects.get('users ann');
  const changedPhone = async (one: ImportTry) => {
    await one.write('plan.json', (await one.read('plan.json')).replaceAll('+33612345678', '+33699999999'));
    expect(await one.run({ step: 'prove' })).toBe(0);
  };

  async function applied() {
    const vigie = vigieFake();
    vigie.put('users', { login: 'ann', email: 'ann@example.com', language: 'fr', contactMethods: null });
    const one = await proven(vigie);
    expect(await one.run({ step: 'apply' })).toBe(0);
    expect(ann(vigie)).toMatchObject({ language: 'fr', contactMethods: [{ id: 'email' }, { id: 'cm-sms' }] });
    vigie.writes.length = 0;
    return { vigie, one };
  }

  test('keep what they set after an apply, and the same plan again is nothing new', async () => {
    const { vigie, one } = await applied();
    vigie.put('users', { ...ann(vigie), timeZone: 'Asia/Tokyo' });
    vigie.put('rotas', { ...vigie.objects.get('rotas database'), name: 'Changed here' });
    expect(await one.run({ step: 'apply' })).toBe(0);
    expect(vigie.writes).toEqual([]);
    expect(ann(vigie)).toMatchObject({ timeZone: 'Asia/Tokyo', language: 'fr' });
  });

  test('get a new number of the source while nobody has touched them, and keep all else', async () => {
    const { vigie, one } = await applied();
    await changedPhone(one);
    expect(await one.run({ step: 'apply' })).toBe(0);
    expect(vigie.writes).toEqual(['PUT users/ann']);
    expect(ann(vigie)).toMatchObject({ language: 'fr', contactMethods: [{ id: 'email' }, { to: '+33699999999' }] });
  });

  test('keep their methods once they have touched them, even with --yes', async () => {
    const { vigie, one } = await applied();
    vigie.put('users', { ...ann(vigie), contactMethods: [{ id: 'own', type: 'sms', to: '+33600000001' }] });
    await changedPhone(one);
    expect(await one.run({ step: 'apply', yes: true })).toBe(0);
    expect(ann(vigie)).toMatchObject({ contactMethods: [{ id: 'own' }] });
  });

  test('who have rules already keep them', async () => {
    const vigie = vigieFake();
    const notificationRules = { default: [{ method: 'email', after: '5m' }], urgent: [] };
    vigie.put('users', { login: 'ann', email: 'ann@example.com', notificationRules });
    const one = await proven(vigie);
    expect(await one.run({ step: 'apply' })).toBe(0);
    expect(ann(vigie)).toMatchObject({ notificationRules, contactMethods: [{ id: 'email' }, { id: 'cm-sms' }] });
  });
});

describe('an apply that is interrupted', () => {
  /** Of all objects, by `<path> <id>`, what each is but for its version. */
  const kept = (vigie: VigieFake) =>
    [...vigie.objects].map(([key, { version: _version, ...body }]) => [key, body] as const);

  test.each([
    ['before an object was saved', (reached: () => void) => reached()],
    ['after it was saved, and before that was heard', () => undefined],
  ])('%s, goes on when it is run again, and nothing is made twice', async (_, early) => {
    const whole = vigieFake();
    expect(await (await proven(whole)).run({ step: 'apply' })).toBe(0);
    for (let last = 1; last <= whole.writes.length; last++) {
      const vigie = vigieFake();
      const broken = { writes: 0 };
      const cut = () => {
        throw new Error('the network is away');
      };
      const one = await started(goalertContent, {
        ...vigie,
        transport: async (request) => {
          const breaks = request.method !== 'GET' && !request.url.endsWith('/preview') && ++broken.writes === last;
          if (breaks) early(cut);
          const answer = await vigie.transport(request);
          return breaks ? cut() : answer;
        },
      });
      expect(await one.run({ step: 'fetch' })).toBe(0);
      await one.choose(PEOPLE);
      await one.run({ step: 'plan' });
      expect(await one.run({ step: 'prove' })).toBe(0);
      expect(await one.run({ step: 'apply' })).toBe(1);
      expect(one.progress.at(-1)).toMatch(/^error: .*the network is away/);
      expect(await one.run({ step: 'apply' })).toBe(0);
      expect(kept(vigie)).toEqual(kept(whole));
      expect(await one.run({ step: 'apply' })).toBe(0);
      expect(one.applied()).toBe(`applied: 0 made, 0 changed, ${whole.writes.length} as they were`);
    }
  });
});

test('what somebody put in shadow meanwhile stays in shadow when it is replaced', async () => {
  const vigie = vigieFake();
  const one = await proven(vigie);
  expect(await one.run({ step: 'apply' })).toBe(0);
  const keys = [...vigie.objects.keys()].filter((key) => key.startsWith('integrations '));
  expect(keys.map((key) => key.split(' ')[0])).toEqual(expect.arrayContaining(['integrations']));
  const bodies = new Map(keys.map((key) => [key, { ...vigie.objects.get(key), shadow: true, name: 'Changed here' }]));
  bodies.forEach((body, key) => vigie.put(key.split(' ')[0] ?? '', body));
  expect(await one.run({ step: 'apply', yes: true })).toBe(0);
  for (const key of keys) {
    expect(vigie.objects.get(key)).toMatchObject({ shadow: true });
    expect(vigie.objects.get(key)).not.toMatchObject({ name: 'Changed here' });
  }
});

describe('the proof', () => {
  test('of another plan, or none, applies nothing', async () => {
    const vigie = vigieFake();
    const one = await started(goalertContent, vigie);
    expect(await one.run({ step: 'fetch' })).toBe(0);
    await one.choose(PEOPLE);
    expect(await one.run({ step: 'plan' })).toBe(0);
    expect(await one.run({ step: 'apply', yes: true })).toBe(1);
    expect(one.progress.at(-1)).toMatch(/no comparison of this plan, and nothing is applied without one. Run: prove/);
    expect(await one.run({ step: 'prove' })).toBe(0);
    await one.write('plan.json', (await one.read('plan.json')).replace('"DB week"', '"DB weeks"'));
    expect(await one.run({ step: 'apply', yes: true })).toBe(1);
    expect(vigie.writes).toEqual([]);
  });

  test('with unexplained differences applies nothing', async () => {
    const vigie = vigieFake();
    const one = await proven(vigie);
    await one.write('plan.json', (await one.read('plan.json')).replace('"09:00"', '"10:00"'));
    expect(await one.run({ step: 'prove' })).toBe(3);
    expect(await one.run({ step: 'apply', yes: true })).toBe(3);
    expect(vigie.writes).toEqual([]);
  });
});

test('all steps end with a comparison of what is saved, and with 4 where something needs a person', async () => {
  const vigie = vigieFake();
  const one = await started(contentWithSlack, vigie);
  expect(await one.run({ step: 'fetch' })).toBe(0);
  await one.choose(PEOPLE);
  expect(await one.run({ yes: true })).toBe(4);
  expect(one.progress).toContain('comparing what is saved with fresh answers');
  expect(JSON.parse(await one.read('proof-again.json'))).toMatchObject({
    rotas: [{ rota: 'database', differences: [] }],
  });
  // What needs a person is not done by applying it once more.
  expect(await one.run({ step: 'apply' })).toBe(4);
});
