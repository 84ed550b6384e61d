import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { createVault } from '../../adapters/vault.ts';
import { saveConfigRows } from '../../store/configuration/objects.ts';
import { newCalendarState, saveCalendarState } from '../../store/duties/calendars.ts';
import { openFresh } from '../../store/open-fresh.fake.ts';
import { bumpRevision } from '../../store/revision.ts';
import type { ConfigTable } from '../../store/schema/settings.ts';
import type { Store } from '../../store/store.ts';
import { createUnreadableRegistry } from '../../store/stored/unreadable.ts';
import { silentLog } from '../../store/upkeep/silent-log.fake.ts';
import { workOn } from '../../store/work.fake.ts';
import type { WorkBench } from '../../store/work.fake.ts';
import { createHistoryReader } from './history.ts';
import { readAll } from './read-all.ts';

onEachDatabase('Reading all objects in stretches', (database) => {
  let store: Store;
  let bench: WorkBench;
  beforeEach(async () => {
    store = await openFresh(database);
    bench = await workOn(store, { now: 0 });
  });
  afterEach(() => bench.close());

  const team = (id: string, name: string, age = 1): ConfigTable => ({
    kind: 'teams',
    id,
    body: JSON.stringify({ id, name, members: [] }),
    origin: 'api',
    version: 1,
    created_at: age,
    updated_at: 1,
  });
  const save = (...rows: ConfigTable[]) =>
    bench.transact(async (work) => {
      await saveConfigRows(work, rows);
      await bumpRevision(work);
    });
  const reading = (pause: () => Promise<unknown>) => ({
    store,
    vault: createVault('a key of at least thirty-two bytes'),
    unreadable: createUnreadableRegistry(silentLog),
    readHistory: createHistoryReader(),
    pause,
  });
  /** @param pause what happens between two stretches */
  const read = async (pause: () => Promise<unknown> = () => Promise.resolve()) => {
    const { revision, stored } = await readAll(reading(pause), false);
    return { revision, names: stored.objects.map(({ body }) => (body as { name: string }).name) };
  };

  test('more than fit in one are all there, by age', async () => {
    const many = Array.from({ length: 1201 }, (_, i) => team(`team${i}`, `${i}`, 2000 - i));
    await save(...many);
    const { revision, names } = await read();
    expect(revision).toBe(1);
    expect(names).toEqual(many.map((_, i) => `${1200 - i}`));
  });

  test('a change between two is there as a whole, with its revision', async () => {
    await save(team('a', 'before'), team('b', 'before'));
    let isChanged = false;
    const changeOnce = async () => {
      if (!isChanged) {
        isChanged = true;
        await save(team('a', 'after'), team('b', 'after'));
      }
    };
    expect(await read(changeOnce)).toEqual({ revision: 2, names: ['after', 'after'] });
  });

  test('where something changes all the time, they are read at once at last', async () => {
    await save(team('a', '0'), team('b', '0'));
    let changes = 0;
    const { revision, names } = await read(() => save(team('a', `${++changes}`), team('b', `${changes}`)));
    expect(new Set(names).size).toBe(1);
    expect(Number(names[0]) + 1).toBeGreaterThanOrEqual(revision);
    expect(revision).toBeGreaterThan(3);
  });

  describe('calendars', () => {
    const entry = { user: 'ann', start: 1, end: 2, knownAt: 3 };
    const saveCalendars = (ids: readonly string[], end = 2) =>
      bench.transact(async (work) => {
        for (const id of ids) {
          await saveCalendarState(work, {
            ...newCalendarState(id, 1),
            entries: [{ ...entry, end, absence: null }],
          });
        }
      });
    const known = async (pause: () => Promise<unknown> = () => Promise.resolve()) =>
      (await readAll(reading(pause), false)).known;

    test('are all there, each parsed in a turn of its own, once', async () => {
      // What a test on another database has read is parsed already.
      const id = (i: number) => `${store.dialect}-${String(i).padStart(3, '0')}`;
      const many = Array.from({ length: 120 }, (_, i) => id(i));
      await saveCalendars(many);
      let turns = 0;
      const counting = () => Promise.resolve(void (turns += 1));
      const { entries, unreadable } = await known(counting);
      expect([[...entries.keys()].sort(), unreadable]).toEqual([many, []]);
      expect(turns).toBeGreaterThan(120);
      turns = 0;
      await saveCalendars([id(7)], 9);
      const again = await known(counting);
      expect(turns).toBeLessThan(20);
      const changed = many.filter((id) => again.entries.get(id) !== entries.get(id));
      expect(changed, 'the others are the same values').toEqual([id(7)]);
      expect(again.entries.get(id(7))).toMatchObject([{ end: 9 }]);
    });

    test('that cannot be read are told each time, and those that are gone are not', async () => {
      await saveCalendars(['bad', 'good']);
      await bench.transact(async ({ tx }) => {
        await tx.updateTable('calendar_states').set({ entries: '{' }).where('calendar', '=', 'bad').execute();
      });
      const told = async () => {
        const { entries, unreadable } = await known();
        return [[...entries.keys()], unreadable.map(({ id, field }) => `${id} ${field}`)];
      };
      const expected = [['good'], ['bad entries']];
      expect([await told(), await told()]).toEqual([expected, expected]);
      await bench.transact(({ tx }) => tx.deleteFrom('calendar_states').execute());
      expect(await told()).toEqual([[], []]);
    });
  });
});
