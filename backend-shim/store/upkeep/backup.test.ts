import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { backupSqlite, restoreSqlite } from './backup.ts';
import { migrate } from '../migrate.ts';
import { openSqlite } from '../sqlite/sqlite.ts';
import type { Store } from '../store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vigie-backup-'));
  file = path.join(folder, 'vigie.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function open(): Promise<Store> {
  const opened = openSqlite(file, createSystemClock());
  if (!opened.ok) {
    throw new Error(opened.reason);
  }
  await migrate(opened.store);
  return opened.store;
}

async function remember(store: Store, value: string): Promise<void> {
  await store.transaction((tx) =>
    tx
      .insertInto('meta')
      .values({ key: 'test', value })
      .onConflict((c) => c.column('key').doUpdateSet({ value }))
      .execute(),
  );
}

async function remembered(store: Store): Promise<string | undefined> {
  return (await store.read.selectFrom('meta').select('value').where('key', '=', 'test').executeTakeFirst())?.value;
}

describe('a backup', () => {
  it('holds nothing of imports from other pagers', async () => {
    const store = await open();
    const file = { import_id: 'one', path: 'config/a.json', content: 'sealed:v1:of-another-pager' };
    await store.transaction((tx) => tx.insertInto('import_files').values(file).execute());
    const target = path.join(folder, 'copy.db');
    expect(backupSqlite(path.join(folder, 'vigie.db'), target)).toMatchObject({ ok: true });
    expect(readFileSync(target).includes('of-another-pager')).toBe(false);
    expect(await store.read.selectFrom('import_files').selectAll().execute()).toEqual([file]);
    await store.close();
  });

  it('is made while the sidecar runs, and put back when it does not', async () => {
    const store = await open();
    await remember(store, 'before');
    const target = path.join(folder, 'copy.db');
    expect(backupSqlite(file, target)).toMatchObject({ ok: true });
    await remember(store, 'after');
    expect(restoreSqlite(file, target, 'x')).toMatchObject({
      ok: false,
      message: expect.stringContaining('stop the sidecar first'),
    });
    await store.close();
    expect(restoreSqlite(file, target, 'x')).toMatchObject({ ok: true });
    const again = await open();
    expect(await remembered(again)).toBe('before');
    await again.close();
    expect(readdirSync(folder)).toContain('vigie.db.before-x');
  }, 15_000);

  it('put in the place of what a killed sidecar left keeps that, too: most of it still lies in the write-ahead log', async () => {
    const store = await open();
    const copy = path.join(folder, 'copy.db');
    expect(backupSqlite(file, copy)).toMatchObject({ ok: true });
    await remember(store, 'committed, not yet checkpointed');
    const crashed = path.join(folder, 'crashed.db');
    ['', '-wal'].forEach((side) => copyFileSync(`${file}${side}`, `${crashed}${side}`));
    await store.close();
    expect(restoreSqlite(crashed, copy, 'x')).toMatchObject({ ok: true });
    file = `${crashed}.before-x`;
    const kept = await open();
    expect(await remembered(kept)).toBe('committed, not yet checkpointed');
    await kept.close();
  });

  it('of a release that this one may not run beside is refused before it replaces anything', async () => {
    const store = await open();
    await store.transaction((tx) =>
      tx.updateTable('meta').set({ value: '999.0.0' }).where('key', '=', 'oldest_release').execute(),
    );
    const copy = path.join(folder, 'copy.db');
    expect(backupSqlite(file, copy)).toMatchObject({ ok: true });
    await store.transaction((tx) =>
      tx.updateTable('meta').set({ value: '0.1.0' }).where('key', '=', 'oldest_release').execute(),
    );
    await remember(store, 'kept');
    await store.close();
    expect(restoreSqlite(file, copy, 'x')).toMatchObject({
      ok: false,
      message: expect.stringMatching(/needs Vigie 999\.0\.0 or newer.*nothing was changed/),
    });
    const again = await open();
    expect(await remembered(again)).toBe('kept');
    await again.close();
  });

  it('never overwrites', async () => {
    const store = await open();
    const target = path.join(folder, 'copy.db');
    writeFileSync(target, 'precious');
    expect(backupSqlite(file, target)).toMatchObject({ ok: false, message: expect.stringContaining('exists') });
    await store.close();
  });

  it('that is no database is refused and changes nothing', async () => {
    const store = await open();
    await remember(store, 'kept');
    await store.close();
    const bad = path.join(folder, 'bad.db');
    writeFileSync(bad, 'not a database at all, just text that is long enough to be read as a header');
    expect(restoreSqlite(file, bad, 'x')).toMatchObject({ ok: false, message: expect.stringContaining('damaged') });
    expect(restoreSqlite(file, path.join(bad, 'inside'), 'x')).toMatchObject({
      ok: false,
      message: expect.stringMatching(/cannot be read .*\(ENOTDIR\); copy it into a folder of that user/),
    });
    expect(restoreSqlite(file, folder, 'x')).toMatchObject({
      ok: false,
      message: `${folder} is not a file; name the copy itself`,
    });
    expect(restoreSqlite(file, `${bad}.gone`, 'x')).toMatchObject({
      ok: false,
      message: `there is no file ${bad}.gone`,
    });
    expect(existsSync(`${file}.before-x`)).toBe(false);
    const again = await open();
    expect(await remembered(again)).toBe('kept');
    await again.close();
  });

  it('is only read when it is put back: nothing is left beside it, and a copy nobody may write becomes a database that can be written', async () => {
    const away = path.join(folder, 'away');
    mkdirSync(away);
    const copy = path.join(away, 'copy.db');
    const store = await open();
    expect(backupSqlite(file, copy)).toMatchObject({ ok: true });
    await store.close();
    expect(readdirSync(away)).toEqual(['copy.db']);
    chmodSync(copy, 0o444);
    const mode = statSync(file).mode;
    expect(restoreSqlite(file, copy, 'x')).toMatchObject({
      ok: true,
      message: expect.stringContaining(`kept as ${file}.before-x`),
    });
    expect(readdirSync(away)).toEqual(['copy.db']);
    expect(
      readdirSync(folder)
        .filter((name) => name !== 'vigie.db.before-x-wal')
        .sort(),
    ).toEqual(['away', 'vigie.db', 'vigie.db.before-x', 'vigie.db.lock']);
    expect(statSync(file).mode).toBe(mode);
  });

  it('put back where there was nothing does not say that something is kept', async () => {
    const store = await open();
    const copy = path.join(folder, 'copy.db');
    backupSqlite(file, copy);
    await store.close();
    const elsewhere = path.join(folder, 'new', 'vigie.db');
    expect(restoreSqlite(elsewhere, copy, 'x')).toEqual({
      ok: true,
      message: `${copy} is the database now; nothing was there before`,
    });
    expect(readdirSync(path.dirname(elsewhere)).sort()).toEqual(['vigie.db', 'vigie.db.lock']);
  });

  it('that was kept by an earlier restore is put back with its write-ahead log', async () => {
    const store = await open();
    await remember(store, 'only in the log');
    const kept = path.join(folder, 'kept.db');
    ['', '-wal'].forEach((side) => copyFileSync(`${file}${side}`, `${kept}${side}`));
    await store.close();
    expect(restoreSqlite(file, kept, 'x')).toMatchObject({ ok: true });
    const again = await open();
    expect(await remembered(again)).toBe('only in the log');
    await again.close();
  });

  it('that cannot be put in the place leaves everything as it was, with advice', async () => {
    const store = await open();
    await remember(store, 'kept');
    const copy = path.join(folder, 'copy.db');
    backupSqlite(file, copy);
    await store.close();
    mkdirSync(`${file}.before-x`);
    const before = readdirSync(folder);
    expect(restoreSqlite(file, copy, 'x')).toMatchObject({
      ok: false,
      message: expect.stringMatching(/may read the copy and write to .* room for it\. Nothing was changed/),
    });
    expect(readdirSync(folder)).toEqual(before);
    const again = await open();
    expect(await remembered(again)).toBe('kept');
    await again.close();
  });
});

describe('a database file', () => {
  it('is as large as what it takes on the disk, with what is not checkpointed yet', async () => {
    const store = await open();
    await remember(store, 'x'.repeat(1_000_000));
    expect(await store.size()).toBeGreaterThan(1_000_000);
    await store.close();
  });

  it('that is broken is refused with advice, never overwritten', () => {
    writeFileSync(file, 'this was a database before the disk failed and half of it was overwritten');
    const opened = openSqlite(file, createSystemClock());
    expect(opened).toMatchObject({ ok: false, reason: expect.stringMatching(/not touched\. Restore a backup/) });
  });

  it('that a restore moved away before it was cut off is not begun anew: the restore is to be run again', async () => {
    const copy = path.join(folder, 'copy.db');
    const before = await open();
    await remember(before, 'before');
    backupSqlite(file, copy);
    await before.close();
    renameSync(file, `${file}.before-x`);
    copyFileSync(copy, `${file}.restoring`);
    expect(openSqlite(file, createSystemClock())).toMatchObject({
      ok: false,
      reason: expect.stringContaining('Run the restore again'),
    });
    expect(existsSync(file)).toBe(false);
    const damaged = path.join(folder, 'damaged.db');
    writeFileSync(damaged, 'half of a copy that a full disk cut off, which is no database');
    expect(restoreSqlite(file, damaged, 'y')).toMatchObject({
      ok: false,
      message: expect.stringContaining('is damaged'),
    });
    expect(openSqlite(file, createSystemClock())).toMatchObject({
      ok: false,
      reason: expect.stringContaining('Run the restore again'),
    });
    expect(restoreSqlite(file, copy, 'y')).toMatchObject({ ok: true });
    expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);
    const store = await open();
    expect(await remembered(store)).toBe('before');
    await store.close();
  });

  it('in use by another sidecar is refused', async () => {
    const store = await open();
    expect(openSqlite(file, createSystemClock())).toMatchObject({
      ok: false,
      reason: expect.stringContaining('in use by another sidecar'),
    });
    await store.close();
  }, 15_000);
});
