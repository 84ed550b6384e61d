import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../../../tests/support/databases.ts';
import { createVault } from '../../adapters/vault.ts';
import { saveConfigRows } from '../../store/configuration/objects.ts';
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
  /** @param pause what happens between two stretches */
  const read = async (pause: () => Promise<unknown> = () => Promise.resolve()) => {
    const deps = {
      store,
      vault: createVault('a key of at least thirty-two bytes'),
      unreadable: createUnreadableRegistry(silentLog),
      readHistory: createHistoryReader(),
      pause,
    };
    const { revision, stored } = await readAll(deps, false);
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
});
