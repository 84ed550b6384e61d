import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isGone, root, sourceFiles } from './scan.ts';

/** A newcomer copies the neighbour, so neighbours have the same files; more may stand beside them. */
const regular = {
  channels: ['definition.ts', 'render.ts', 'send.ts', 'send.test.ts'],
  sources: ['definition.ts', 'parse.ts', 'parse.test.ts'],
  'modules/importing/client/pagers': [
    'definition.ts',
    'fetch.ts',
    'schema.ts',
    'answers.ts',
    'rotas.ts',
    'policies.ts',
    'people.ts',
    'integrations.ts',
    'import.test.ts',
  ],
};

describe.each(Object.entries(regular).filter(([kind]) => !isGone(`backend-shim/${kind}/`)))(
  'every folder of backend-shim/%s',
  (kind, names) => {
    const parent = path.join(root, 'backend-shim', kind);
    const folders = readdirSync(parent, { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && entry.name !== 'shared',
    );

    it('exists', () => expect(folders).not.toEqual([]));

    it.each(folders.map((folder) => folder.name))(`%s has ${names.join(', ')}`, (folder) => {
      const missing = names.filter((name) => !readdirSync(path.join(parent, folder)).includes(name));
      expect(missing, `backend-shim/${kind}/${folder} lacks files that its neighbours have`).toEqual([]);
    });
  },
);

it('file names are kebab-case', () => {
  const odd = sourceFiles('src/domain', 'src/contract', 'backend-shim', 'tests').map((file) => file.path);
  expect(odd.filter((file) => !/^[a-z0-9./-]+$/.test(file))).toEqual([]);
});

const AT_A_GLANCE = 20;

/** Folders with more files than are read at a glance. No ceiling rises, and a folder that was split leaves the list. */
const STILL_CROWDED: Readonly<Record<string, number>> = {
  'backend-shim/configuration': 24,
  'backend-shim/ports': 25,
};

/** Every release adds files here, and none is ever split or moved. */
const GROWS = 'backend-shim/store/migrations';

it(`no folder has more than ${AT_A_GLANCE} files; split it by meaning`, () => {
  const counts = new Map<string, number>();
  for (const { path: file } of sourceFiles('src', 'backend-shim')) {
    if (/\.test\.tsx?$/.test(file)) continue;
    const folder = path.posix.dirname(file);
    if (folder === GROWS) continue;
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const crowded = Object.fromEntries([...counts].filter(([, count]) => count > AT_A_GLANCE));
  expect(crowded, 'split the folder by meaning; where one has become smaller, lower its count in the list').toEqual(
    STILL_CROWDED,
  );
});
