import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachDatabase } from '../../../../tests/support/databases.ts';
import { createVault } from '../../../adapters/vault.ts';
import { CAPABILITIES } from '../../../store/capabilities.ts';
import { readImportFile } from '../store/files.ts';
import { insertRows } from '../../../store/query.ts';
import { migrate } from '../../../store/migrate.ts';
import { openFresh } from '../../../store/open-fresh.fake.ts';
import type { ImportTable } from '../../../store/schema/imports.ts';
import type { Store } from '../../../store/store.ts';
import { openedOrNull, rowFolder } from './row-folder.ts';

const vault = createVault('a secret key that is long enough for it');

const row: ImportTable = {
  id: 'one',
  source: 'goalert',
  url: 'https://pager.example',
  keys: '',
  settings: '{}',
  steps: '["fetch"]',
  caller: '{}',
  progress: null,
  failure: null,
  outcome: '{}',
  lease_owner: 'me',
  lease_until: 1,
  attempts: 1,
  created_at: 1,
  created_by: 'cleo',
  pressed_at: 1,
  switched_at: null,
};

onEachDatabase('A snapshot in the database', (database) => {
  let store: Store;
  beforeEach(async () => {
    store = await openFresh(database);
    await migrate(store);
    await store.transaction((tx) =>
      insertRows(tx, CAPABILITIES[store.dialect], 'imports', [row, { ...row, id: 'other' }]),
    );
  });
  afterEach(() => store.close());
  const folderOf = (id: string, owner = 'me') => rowFolder({ store, vault, id, owner });

  test('keeps, replaces, lists, moves and removes files, each import its own', async () => {
    const [one, other] = [folderOf('one'), folderOf('other')];
    await other.write('incoming/config/a.json', 'of the other');
    for (const [file, text] of [
      ['incoming/config/a.json', 'a'],
      ['incoming/config/b.json', 'b'],
      ['incoming/configs.json', 'not below config'],
      ['config/old.json', 'old'],
    ] as const) {
      expect(await one.write(file, text)).toEqual({ ok: true, value: null });
    }
    await one.write('incoming/config/b.json', 'b again');
    expect(await one.list('incoming/config')).toEqual(['incoming/config/a.json', 'incoming/config/b.json']);
    expect(await one.move('incoming/config', 'config')).toEqual({ ok: true, value: null });
    expect(await one.list('config')).toEqual(['config/a.json', 'config/b.json']);
    expect(await one.read('config/b.json')).toBe('b again');
    expect(await one.read('config/old.json')).toBeNull();
    expect(await one.read('incoming/configs.json')).toBe('not below config');
    await one.remove('config');
    expect(await one.list('config')).toEqual([]);
    expect(await other.read('incoming/config/a.json')).toBe('of the other');
  });

  test('lets pages go out between two files: everything else runs after each that is read', async () => {
    const folder = folderOf('one');
    const files = Array.from({ length: 20 }, (_, i) => `config/${i}.json`);
    for (const file of files) {
      await folder.write(file, file);
    }
    let turns = 0;
    let ended = false;
    const turn = (): void => {
      turns++;
      if (!ended) {
        setImmediate(turn);
      }
    };
    setImmediate(turn);
    for (const file of files) {
      expect(await folder.read(file)).toBe(file);
    }
    ended = true;
    expect(turns).toBeGreaterThanOrEqual(files.length);
  });

  test('is sealed, and gone for another key', async () => {
    await folderOf('one').write('config/a.json', 'a token');
    const stored = await readImportFile(store.read, 'one', 'config/a.json');
    expect(stored).toMatch(/^sealed:v1:/);
    expect(openedOrNull(createVault('another key that is long enough for it'), stored)).toBeNull();
  });

  test('is written by the holder of the lease alone, and only while a step runs', async () => {
    const lost = { ok: false, code: 'cancelled' };
    expect(await folderOf('one', 'somebody else').write('a.json', 'a')).toMatchObject(lost);
    await store.transaction((tx) => tx.updateTable('imports').set({ steps: '[]' }).where('id', '=', 'one').execute());
    expect(await folderOf('one').write('a.json', 'a')).toMatchObject(lost);
    expect(await folderOf('one').move('a.json', 'b.json')).toMatchObject(lost);
    expect(await folderOf('one').read('a.json')).toBeNull();
  });
});
