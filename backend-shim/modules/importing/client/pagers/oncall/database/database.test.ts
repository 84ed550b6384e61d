import { afterEach, describe, expect, test } from 'vitest';
import { importTry } from '../../../importing.fake.ts';
import type { ImportTry } from '../../../importing.fake.ts';
import type { DatabaseTables } from '../../../pager.ts';
import { oncall } from '../definition.ts';
import { CHOICES, oncallContent, TAKEN } from '../fakes/content.fake.ts';
import { oncallPeer } from '../fakes/peer.fake.ts';
import { tablesOf } from '../fakes/tables.fake.ts';
import { readTables } from './read.ts';
import { secondsIn } from './rows.ts';

let tries: ImportTry[] = [];
afterEach(async () => {
  await Promise.all(tries.map((one) => one.remove()));
  tries = [];
});

async function planned(tables: DatabaseTables | null) {
  const database = tables === null ? {} : { readDatabase: () => Promise.resolve(tables) };
  const one = await importTry({ pager: oncall, transport: oncallPeer(oncallContent), now: TAKEN, ...database });
  tries.push(one);
  expect(await one.run({ step: 'fetch', ...(tables === null ? {} : { fromDatabase: 'oncall.db' }) })).toBe(0);
  await one.choose(CHOICES);
  expect(await one.run({ step: 'plan' })).toBe(4);
  return one;
}

describe('the tables of an engine that no longer runs', () => {
  test('give the plan that its API gave, with numbers and timeouts besides', async () => {
    const [byApi, byTables] = [await planned(null), await planned(tablesOf(oncallContent))];
    const [api, tables] = [await byApi.plan(), await byTables.plan()];
    expect(tables.objects.rotas).toEqual(api.objects.rotas);
    expect(tables.objects.escalationPolicies).toEqual(api.objects.escalationPolicies);
    expect(tables.objects.teams).toEqual(api.objects.teams);
    expect(tables.objects.maintenances).toEqual(api.objects.maintenances);
    const heartbeat = { every: '600s' };
    expect(tables.objects.integrations).toEqual(
      api.objects.integrations?.map((one) => (one['id'] === 'prometheus' ? { ...one, heartbeat } : one)),
    );
    expect(tables.objects.users?.[0]).toMatchObject({
      contactMethods: [
        { id: 'oncall-email', verified: false },
        { id: 'oncall-voice', type: 'voice', to: '+33612345678', verified: false },
      ],
      notificationRules: { urgent: [{ method: 'oncall-email' }, { method: 'oncall-voice', after: '0m' }] },
    });
    expect(await byTables.run({ step: 'prove' })).toBe(0);
    expect((await byTables.proof()).rotas.map(({ differences }) => differences)).toEqual([[], [], []]);
  });

  test('are compared as far as the engine had looked', async () => {
    const end = Date.parse('2026-12-01T00:00:00Z');
    const rows = Object.fromEntries(
      Object.entries(oncallContent.rows).map(([id, all]) => [id, all.filter(({ start }) => start < end)]),
    );
    const one = await planned(tablesOf({ ...oncallContent, rows }));
    const last = Math.min(...Object.values(rows).map((all) => Math.max(...all.map((row) => row.end))));
    expect((await one.plan()).to).toBe(new Date(last).toISOString());
    expect(await one.run({ step: 'prove' })).toBe(0);
  });

  test('that name nobody whom the table of people has, prove nothing', () => {
    const tables = tablesOf(oncallContent);
    const people = tables['user_management_user']?.filter((row) => row['username'] !== 'carol') ?? [];
    const from = Date.parse(TAKEN);
    const read = readTables({ ...tables, user_management_user: people }, { from, to: from + 86_400_000 });
    expect(read.ok && read.value.problems.map(({ id, why }) => [id, why])).toEqual([
      ['SDATABASE', 'nobody is called carol'],
      ['SOFFICE', 'nobody is called carol'],
    ]);
  });

  test.each<[string, DatabaseTables, RegExp]>([
    ['of another program', { users: [] }, /no table user_management_user/],
    [
      'of several organisations',
      { ...tablesOf(oncallContent), user_management_organization: [{ id: 1 }, { id: 2 }] },
      /holds 2 organisations/,
    ],
  ])('%s are refused by name', (_, tables, detail) => {
    const read = readTables(tables, { from: 0, to: 1 });
    expect(!read.ok && read.data['detail']).toMatch(detail);
  });
});

test.each([
  [604_800_000_000, 604_800],
  ['300000000', 300],
  ['7 days', 604_800],
  ['1 day, 2:00:00', 93_600],
  ['08:30:00', 30_600],
  ['P7D', 604_800],
  ['P1DT02H00M00S', 93_600],
  [null, null],
  ['soon', null],
])('%j as a length of time is %j s', (value, seconds) => {
  expect(secondsIn({ value }, 'value')).toBe(seconds);
});
