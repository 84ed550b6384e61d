/**
 * A table beside those that paging is made of is damaged: its page in the file of SQLite, or its file on the server. An alert
 * still pages, is acknowledged and resolved, and the sidecar starts.
 */
import { closeSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect } from 'vitest';
import type { Database } from '../../../backend-shim/store/schema.ts';
import { loneStories } from '../harness.ts';
import { changeRows, readRows } from '../rows.ts';

const DAMAGED: ReadonlyArray<keyof Database> = [
  ...(['rests', 'interventions', 'intervention_details', 'insight_changes'] as const),
  ...(['commands_given', 'signal_bodies', 'audit'] as const),
];

type Repair = () => void;

/** While nobody uses the database. */
async function damage(url: string): Promise<Repair> {
  return url.startsWith('sqlite:') ? overwriteRoots(url.slice('sqlite:'.length)) : removeFiles(url);
}

function overwriteRoots(file: string): Repair {
  const database = new Sqlite(file);
  database.pragma('wal_checkpoint(TRUNCATE)');
  const size = database.pragma('page_size', { simple: true }) as number;
  const root = database.prepare<[string], number>('select rootpage from sqlite_master where name = ?').pluck();
  const offsets = DAMAGED.map((table) => ((root.get(table) ?? 0) - 1) * size);
  database.close();
  const descriptor = openSync(file, 'r+');
  const pages = offsets.map((at) => {
    const page = Buffer.alloc(size);
    readSync(descriptor, page, 0, size, at);
    writeSync(descriptor, Buffer.alloc(size, 0xff), 0, size, at);
    return { at, page };
  });
  closeSync(descriptor);
  return () => {
    const again = openSync(file, 'r+');
    pages.forEach(({ at, page }) => writeSync(again, page, 0, size, at));
    closeSync(again);
  };
}

async function removeFiles(url: string): Promise<Repair> {
  await changeRows(url, 'checkpoint');
  const [{ folder } = { folder: '' }] = await readRows<{ folder: string }>(
    url,
    `select current_setting('data_directory') as folder`,
  );
  const names = DAMAGED.map((table) => `pg_relation_filepath('${table}')`).join(', ');
  const rows = await readRows<{ file: string }>(url, `select unnest(array[${names}]) as file`);
  const files = rows.map(({ file }) => path.join(folder, file));
  files.forEach((file) => renameSync(file, `${file}.gone`));
  return () => files.forEach((file) => renameSync(`${file}.gone`, file));
}

loneStories('With damaged tables beside paging', (tell) => {
  const steps = [
    { notify: [{ user: 'ann' }], wait: '5m' },
    { notify: [{ user: 'ben' }], wait: '2h' },
  ];
  tell('an alert pages, is acknowledged and resolved', { steps }, async (story) => {
    story.expectError(({ level }) => level === 'error');
    await story.until('Tuesday 00:30');
    await story.sidecar.stop();
    const repair = await damage(story.databaseUrl);
    await story.sidecar.start();
    const { incidents } = await story.alert({ id: 'damaged' });
    await story.reached('ann by hook');
    const [incident] = incidents;
    expect(await story.asks('ann', 'acknowledge', undefined, incident)).toMatchObject({
      status: 200,
      body: { state: 'acknowledged' },
    });
    expect(await story.asks('ann', 'resolve', undefined, incident)).toMatchObject({
      status: 200,
      body: { state: 'resolved' },
    });
    await story.passes('6m');
    await story.nobodyIsPaged();
    await story.updatesOfAnybody();
    await story.sidecar.stop();
    repair();
    await story.sidecar.start();
  });
});
