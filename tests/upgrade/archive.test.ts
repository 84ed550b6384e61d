/** The archives of released sidecars hold what was released, and can be made again. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pack, tarOf, unpack, verified } from './archive.ts';
import { RELEASED } from './databases.ts';
import { archiveOf, sourcesOf } from './released.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vigie-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each(RELEASED)('the archive of %s', (release) => {
  it('is made again from its own files, byte for byte', () => {
    // The level of compression is the runtime's business.
    expect(gunzipSync(readFileSync(archiveOf(release))).equals(tarOf(sourcesOf(release)))).toBe(true);
  });

  it('names its release', () => {
    const { version } = JSON.parse(readFileSync(path.join(sourcesOf(release), 'package.json'), 'utf8')) as object & {
      version: string;
    };
    expect(version).toBe(release);
  });

  it('is refused when a byte of it differs', () => {
    const copy = path.join(folder, 'a.tar.gz');
    const bytes = readFileSync(archiveOf(release));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(copy, bytes);
    copyFileSync(`${archiveOf(release)}.sha256`, `${copy}.sha256`);
    expect(() => verified(copy)).toThrow(/has the SHA-256/);
  });
});

it('an archive gives back files of every size, in folders of any depth', () => {
  const [files, archive, back] = ['files', 'x.tar.gz', 'back'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  const made = { 'empty.ts': 0, 'a/b/c/one-block.ts': 512, 'a/more.bin': 513 };
  for (const [name, size] of Object.entries(made)) {
    mkdirSync(path.dirname(path.join(files, name)), { recursive: true });
    writeFileSync(path.join(files, name), Buffer.alloc(size, 'é'));
  }
  pack(files, archive);
  mkdirSync(back);
  unpack(verified(archive).content, back);
  expect(tarOf(back).equals(tarOf(files))).toBe(true);
  for (const [name, size] of Object.entries(made)) expect(readFileSync(path.join(back, name))).toHaveLength(size);
  writeFileSync(path.join(files, `${'x'.repeat(101)}.ts`), '');
  expect(() => tarOf(files)).toThrow(/too long/);
});
