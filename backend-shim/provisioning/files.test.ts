import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LARGEST_FILE, namesUsedIn, provisioningFiles, yamlFilesAmong } from './files.ts';

let folder: string;
const at = (name: string) => path.join(folder, name);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vigie-provisioning-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('YAML files in the order of their names', () => {
  expect(yamlFilesAmong(['b.yml', '..data', 'a.yaml', '.a.yaml.swp', '.a.yaml', 'a.yaml.bak', 'README.md'])).toEqual([
    'a.yaml',
    'b.yml',
  ]);
});

test('text is read; what is no text, too large or gone says so', async () => {
  await writeFile(at('a.yaml'), 'été');
  await writeFile(at('latin1.yaml'), Buffer.from([0xe9, 0x74, 0xe9]));
  await writeFile(at('big.yaml'), 'x'.repeat(LARGEST_FILE + 1));
  await mkdir(at('folder.yaml'));
  expect(await provisioningFiles.read(at('a.yaml'))).toEqual({ ok: true, text: 'été' });
  expect(await provisioningFiles.read(at('latin1.yaml'))).toEqual({
    ok: false,
    message: 'is not UTF-8 text',
    reason: 'not-utf-8',
  });
  expect(await provisioningFiles.read(at('big.yaml'))).toEqual({
    ok: false,
    message: 'is larger than 2 MiB; split it',
    reason: 'file-too-large',
    data: { max: 2 },
  });
  expect(await provisioningFiles.read(at('folder.yaml'))).toEqual({
    ok: false,
    message: "can't be read (EISDIR)",
    reason: 'file-unreadable',
    data: { code: 'EISDIR' },
  });
  expect(await provisioningFiles.read(at('gone.yaml'))).toEqual({
    ok: false,
    message: "can't be read (ENOENT)",
    reason: 'file-unreadable',
    data: { code: 'ENOENT' },
  });
});

test('a folder that is not there has no list', async () => {
  await writeFile(at('a.yaml'), '');
  expect(await provisioningFiles.list(folder)).toEqual(['a.yaml']);
  expect(await provisioningFiles.list(at('gone'))).toBe('missing');
  expect(await provisioningFiles.list(at('a.yaml'))).toBe('unreadable');
});

test('variables that files mention', async () => {
  await writeFile(at('a.yaml'), 'token: $VIGIE_A # or $VIGIE_B');
  await writeFile(at('notes.txt'), '$VIGIE_C');
  expect(namesUsedIn(folder)).toEqual(['VIGIE_A', 'VIGIE_B']);
  expect(namesUsedIn(at('gone'))).toBeNull();
  await rm(at('a.yaml'));
  expect(namesUsedIn(folder)).toBeNull();
  await mkdir(at('b.yaml'));
  expect(namesUsedIn(folder)).toBeNull();
});
