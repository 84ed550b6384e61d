/** What the sidecar leaves on the disk is for its own user only. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runSidecar, startSidecar } from '../support/sidecar.ts';

const provisioning = 'apiVersion: 1\nusers: [ { login: ann, name: Ann Martin } ]\n';
const SIDES = ['', '-wal', '-shm', '.lock'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vigie-modes-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Files that others than the owner may read or write. */
const open = () => readdirSync(folder).filter((file) => (statSync(path.join(folder, file)).mode & 0o077) !== 0);

it('a new database, its journals, its copies and what a restore keeps are 0600', async () => {
  const options = { provisioning, databaseUrl: `sqlite:${path.join(folder, 'vigie.db')}` };
  const sidecar = await startSidecar(options);
  try {
    expect(SIDES.every((side) => existsSync(path.join(folder, `vigie.db${side}`)))).toBe(true);
    expect(await runSidecar(['--backup', path.join(folder, 'copy.db')], options)).toMatchObject({ code: 0 });
    expect(open()).toEqual([]);
    await sidecar.stop();
    chmodSync(path.join(folder, 'copy.db'), 0o644);
    expect(await runSidecar(['--restore', path.join(folder, 'copy.db')], options)).toMatchObject({ code: 0 });
    expect(open()).toEqual(['copy.db']);
  } finally {
    await sidecar.remove();
  }
});

it('a database that was readable by all is taken from them at the next start', async () => {
  const options = { provisioning, databaseUrl: `sqlite:${path.join(folder, 'vigie.db')}` };
  const sidecar = await startSidecar(options);
  try {
    await sidecar.kill9();
    readdirSync(folder).forEach((file) => chmodSync(path.join(folder, file), 0o644));
    expect(open()).not.toEqual([]);
    await sidecar.start();
    expect(open()).toEqual([]);
  } finally {
    await sidecar.remove();
  }
});
