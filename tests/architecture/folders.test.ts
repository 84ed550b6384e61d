import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourceFiles } from './scan.ts';

/** A newcomer copies the neighbour, so neighbours have the same files; more may stand beside them. */
const regular = {
  channels: ['definition.ts', 'render.ts', 'send.ts', 'send.test.ts'],
  sources: ['definition.ts', 'parse.ts', 'parse.test.ts'],
};

describe.each(Object.entries(regular))('every folder of backend-shim/%s', (kind, names) => {
  const parent = path.join(root, 'backend-shim', kind);
  const folders = readdirSync(parent, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== 'shared',
  );

  it('exists', () => expect(folders).not.toEqual([]));

  it.each(folders.map((folder) => folder.name))(`%s has ${names.join(', ')}`, (folder) => {
    const missing = names.filter((name) => !readdirSync(path.join(parent, folder)).includes(name));
    expect(missing, `backend-shim/${kind}/${folder} lacks files that its neighbours have`).toEqual([]);
  });
});

it('file names are kebab-case', () => {
  const odd = sourceFiles('src/domain', 'src/contract', 'backend-shim', 'tests').map((file) => file.path);
  expect(odd.filter((file) => !/^[a-z0-9./-]+$/.test(file))).toEqual([]);
});

it('notes folders that grow too large to read at a glance', () => {
  const counts = new Map<string, number>();
  for (const { path: file } of sourceFiles('src', 'backend-shim')) {
    if (/\.test\.tsx?$/.test(file)) continue;
    const folder = path.posix.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const large = [...counts].filter(([, count]) => count > 12);
  for (const [folder, count] of large) console.log(`note: ${folder} has ${count} files; up to 12 are read at a glance`);
  expect(counts.size).toBeGreaterThan(0);
});
