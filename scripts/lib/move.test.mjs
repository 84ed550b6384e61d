import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { movesOf, rewriteCode, rewritePlaces, rewriteText } from './move.mjs';

const pairs = [
  ['backend-shim/intake', 'backend-shim/stages/intake'],
  ['backend-shim/keyring.ts', 'backend-shim/settings/keyring.ts'],
];
const files = ['backend-shim/intake/beats.ts', 'backend-shim/intake/deep/x.ts', 'backend-shim/keyring.ts', 'src/a.ts'];
const moves = movesOf(pairs, files);

const code = (file, text, existing = []) =>
  rewriteCode(ts, { file, text, moves, exists: (one) => existing.includes(one) });

describe('a move', () => {
  it('takes folders with everything in them, and single files', () => {
    expect([...moves]).toEqual([
      ['backend-shim/intake/beats.ts', 'backend-shim/stages/intake/beats.ts'],
      ['backend-shim/intake/deep/x.ts', 'backend-shim/stages/intake/deep/x.ts'],
      ['backend-shim/keyring.ts', 'backend-shim/settings/keyring.ts'],
    ]);
  });

  it('lets one file of a folder go elsewhere', () => {
    expect([...movesOf([...pairs, ['backend-shim/intake/beats.ts', 'src/beats.ts']], files)][0]).toEqual([
      'backend-shim/intake/beats.ts',
      'src/beats.ts',
    ]);
  });
});

describe('code', () => {
  it('imports what has moved from where it is, whether it moves itself or not', () => {
    const text = "import { a } from '../intake/beats.ts';\nconst b = await import('../keyring.ts');\n";
    expect(code('backend-shim/wire/x.ts', text).text).toBe(
      "import { a } from '../stages/intake/beats.ts';\nconst b = await import('../settings/keyring.ts');\n",
    );
  });

  it('that moves imports what stays', () => {
    const text =
      "import { a } from '../store/x.ts';\nimport type { B } from './deep/x.ts';\nexport * from '#domain/y';\n";
    expect(code('backend-shim/intake/beats.ts', text).text).toBe(
      "import { a } from '../../store/x.ts';\nimport type { B } from './deep/x.ts';\nexport * from '#domain/y';\n",
    );
  });

  it('that moves finds files beside itself', () => {
    const text =
      'read(path.join(import.meta.dirname, `../../docs/${name}.md`));\nnew URL("./worker.ts", import.meta.url);\n';
    expect(code('backend-shim/intake/beats.ts', text, ['docs/'])).toEqual({
      text: 'read(path.join(import.meta.dirname, `../../../docs/${name}.md`));\nnew URL("./worker.ts", import.meta.url);\n',
      literals: [['../../docs/', '../../../docs/']],
    });
  });

  it('that has nothing to do with the move stays as it is spelled', () => {
    const text = "import a from './.config/a.ts';\nimport b from './b/../c.ts';\n";
    expect(code('x.ts', text).text).toBe(text);
  });

  it('leaves texts that only look like paths', () => {
    const text = "import.meta.url;\nconst a = '../nowhere';\n";
    expect(code('backend-shim/intake/beats.ts', text).text).toBe(text);
  });
});

describe('texts', () => {
  it('name what has moved by its new path, and nothing else', () => {
    const text =
      '`backend-shim/intake` backend-shim/intake/beats.ts:7 backend-shim/intakes backend-shim/keyring.ts xbackend-shim/intake';
    expect(rewriteText(text, pairs)).toBe(
      '`backend-shim/stages/intake` backend-shim/stages/intake/beats.ts:7 backend-shim/intakes backend-shim/settings/keyring.ts xbackend-shim/intake',
    );
  });

  it('of the bundle say what the sources say', () => {
    const literals = new Map([['backend-shim/b/files.ts', [['../../app', '../../../app']]]]);
    const text = `{ in: 'backend-shim/b/files.ts', from: "'../../app'", to: "'../app'" }`;
    expect(rewritePlaces('scripts/lib/sidecar/bundle.mjs', text, literals)).toContain(`from: "'../../../app'"`);
    expect(rewritePlaces('scripts/other.mjs', text, literals)).toBe(text);
  });
});

it('a folder from which single files go keeps its place', () => {
  const single = movesOf([['src/a/deep/x.ts', 'src/x.ts']], ['src/a/deep/x.ts', 'src/a/y.ts']);
  const text = "const place = path.join(import.meta.dirname, '../src');";
  const moved = rewriteCode(ts, { file: 'tests/a.test.ts', text, moves: single, exists: () => true });
  expect(moved).toEqual({ text, literals: [] });
});
