import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { deleteConfigRow, deleteConfigRows, saveConfigRows } from '../configuration/objects.ts';
import { openFresh } from '../open-fresh.fake.ts';
import { run } from '../query.ts';
import type { ConfigTable } from '../schema/settings.ts';
import { workOn } from '../work.fake.ts';
import type { WorkBench } from '../work.fake.ts';
import type { Work } from '../work.ts';
import {
  catchUpVersions,
  forgetVersionsOfPerson,
  readVersions,
  readVersionsSince,
  removeVersionsBefore,
  settingsIn,
} from './versions.ts';

const SETTINGS = { sleep: { from: 79_200_000, to: 28_800_000 }, mail: true };

onEachDatabase('Versions of configured objects', (database) => {
  let bench: WorkBench;
  beforeEach(async () => {
    bench = await workOn(await openFresh(database), { now: 0 });
  });
  afterEach(() => bench.close());

  const at = <T>(now: number, act: (work: Work) => Promise<T>): Promise<T> => {
    bench.now = now;
    return bench.transact(act);
  };
  const row = (kind: string, id: string, body: object, updated = 1): ConfigTable => ({
    kind,
    id,
    body: JSON.stringify(body),
    origin: 'api',
    version: 1,
    created_at: 1,
    updated_at: updated,
  });
  const save = (now: number, ...rows: ConfigTable[]) => at(now, (work) => saveConfigRows(work, rows));
  const kept = async (until = Number.MAX_SAFE_INTEGER) =>
    (await readVersions(bench.read, until)).map(({ kind, id, number, at: since, body }) =>
      [kind, id, number, since, body].join(' '),
    );

  test('each change is one, with its instant; a repeated write is none', async () => {
    await save(10, row('teams', 'a', { id: 'a', n: 1 }), row('teams', 'b', { id: 'b' }));
    await save(20, row('teams', 'a', { id: 'a', n: 1 }, 20));
    await save(30, row('teams', 'a', { id: 'a', n: 2 }));
    expect(await kept()).toEqual([
      'teams a 1 10 {"id":"a","n":1}',
      'teams a 2 30 {"id":"a","n":2}',
      'teams b 1 10 {"id":"b"}',
    ]);
    expect(await kept(30)).toHaveLength(2);
  });

  test('so is a deletion, once, and what is made again goes on counting', async () => {
    await save(10, row('teams', 'a', { id: 'a' }), row('devices', 'd', { user: 'ann' }));
    await at(20, (work) => deleteConfigRow(work, 'teams', 'a'));
    await at(25, (work) => deleteConfigRow(work, 'teams', 'a'));
    await at(26, (work) => deleteConfigRows(work, 'devices', ['d', 'never-there']));
    await save(30, row('teams', 'a', { id: 'a' }));
    expect(await kept()).toEqual([
      'devices d 1 10 {"user":"ann"}',
      'devices d 2 26 ',
      'teams a 1 10 {"id":"a"}',
      'teams a 2 20 ',
      'teams a 3 30 {"id":"a"}',
    ]);
  });

  test('rotas, which keep their states elsewhere, and what decides nothing have none', async () => {
    await save(10, row('rotas', 'a', {}), row('subscriptions', 'c', {}));
    expect(await kept()).toEqual([]);
  });

  test('catching up adds what older releases wrote and deleted, with the instant of the change, and is done once', async () => {
    await save(10, row('teams', 'gone', { id: 'gone' }));
    await at(15, async ({ tx }) => {
      await run(tx, `delete from config where id = 'gone'`, []);
      const early = `('teams', 'early', '{"id":"early"}', 'api', 1, 3, 5)`;
      const damaged = `('teams', 'damaged', '{', 'api', 1, 3, 5)`;
      await run(tx, `insert into config values ${early}, ${damaged}`, []);
    });
    await at(40, (work) => catchUpVersions(work, SETTINGS));
    await at(90, (work) => catchUpVersions(work, SETTINGS));
    expect((await kept()).filter((one) => !one.startsWith('settings'))).toEqual([
      'teams early 1 5 {"id":"early"}',
      'teams gone 1 10 {"id":"gone"}',
      'teams gone 2 40 ',
    ]);
    expect(await readVersionsSince(bench.read)).toBe('40');
  });

  test('settings of the environment have one at each start at which they changed', async () => {
    const night = { from: 75_600_000, to: 21_600_000 };
    await at(10, (work) => catchUpVersions(work, SETTINGS));
    await at(20, (work) => catchUpVersions(work, SETTINGS));
    await at(30, (work) => catchUpVersions(work, { mail: false, sleep: night }));
    expect((await readVersions(bench.read, 99)).map((one) => [one.at, settingsIn(one)])).toEqual([
      [10, SETTINGS],
      [30, { mail: false, sleep: night }],
    ]);
  });

  test('work profiles keep what says when somebody works, and nothing of pay', async () => {
    const profile = { user: 'ann', unit: 'fr', contract: 'hours', schedule: [], payrollId: '0815', weeklyHours: '35h' };
    await save(10, row('workProfiles', 'ann-1', profile), row('units', 'fr', { id: 'fr' }));
    expect(await kept()).toEqual([
      'units fr 1 10 {"id":"fr"}',
      'workProfiles ann-1 1 10 {"user":"ann","unit":"fr","contract":"hours","schedule":[]}',
    ]);
    await at(30, (work) => forgetVersionsOfPerson(work, 'ann'));
    expect(await kept()).toEqual(['units fr 1 10 {"id":"fr"}']);
  });

  test('retention leaves the one that applied then, and nothing of what was gone', async () => {
    await save(10, row('teams', 'a', { n: 1 }), row('teams', 'b', { n: 1 }));
    await save(20, row('teams', 'a', { n: 2 }));
    await at(25, (work) => deleteConfigRow(work, 'teams', 'b'));
    await save(60, row('teams', 'a', { n: 3 }));
    const remove = (limit: number) => at(99, (work) => removeVersionsBefore(work, 50, limit));
    // Never a deletion before what it deleted.
    expect(await remove(2)).toBe(2);
    expect(await kept()).toEqual(['teams a 2 20 {"n":2}', 'teams a 3 60 {"n":3}', 'teams b 2 25 ']);
    expect(await remove(2)).toBe(1);
    expect(await remove(2)).toBe(0);
    expect(await kept()).toEqual(['teams a 2 20 {"n":2}', 'teams a 3 60 {"n":3}']);
  });

  test('those about one person alone go with the person', async () => {
    await save(
      10,
      ...['users', 'profiles', 'disabledSince'].map((kind) => row(kind, 'ann', {})),
      row('devices', 'phone', { user: 'ann' }),
      row('absences', 'absence-ann-1', { user: 'ann' }),
      row('users', 'ben', {}),
      row('devices', 'pad', { user: 'ben' }),
    );
    await at(20, (work) => deleteConfigRow(work, 'absences', 'absence-ann-1'));
    await at(30, (work) => forgetVersionsOfPerson(work, 'ann'));
    expect(await kept()).toEqual(['devices pad 1 10 {"user":"ben"}', 'users ben 1 10 {}']);
  });
});
