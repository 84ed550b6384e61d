/** Tests what goes with a module that is deleted. */
import { expect, it } from 'vitest';
import { importedBy, prunedTexts, testsOf, withoutLine } from './without.mjs';

const INDEX = `/** The modules. */
import type { SidecarModule } from '../wire/module.ts';
import { compat } from './compat/module.ts';
import { importing } from './importing/module.ts';

export const MODULES: readonly SidecarModule[] = [compat, importing];
`;

it('an index loses both places of a module, and no other', () => {
  expect(withoutLine(INDEX, 'compat')).toBe(
    INDEX.replace("import { compat } from './compat/module.ts';\n", '').replace('[compat, importing]', '[importing]'),
  );
  expect(['compat', 'importing'].reduce(withoutLine, INDEX)).toContain('= [];');
  expect(withoutLine(INDEX, 'review')).toBe(INDEX);
  expect(withoutLine("import { a } from './a/module.ts';\n\nregisterModules([a, b]);\n", 'a')).toBe(
    '\nregisterModules([b]);\n',
  );
  expect(withoutLine("import { f } from './a/fields.ts';\n\nexport const TEAM_FIELDS = { ...f, ...g };\n", 'a')).toBe(
    '\nexport const TEAM_FIELDS = { ...g };\n',
  );
  expect(withoutLine("import { f } from './a/fields.ts';\n\nexport const TEAM_FIELDS = { ...f };\n", 'a')).toBe(
    '\nexport const TEAM_FIELDS = {};\n',
  );
});

it('tests that import a module go with it, also through other files of tests', () => {
  const imports = new Map([
    ['backend-shim/modules/compat/settings.ts', []],
    ['backend-shim/wire/wire.ts', ['backend-shim/modules/compat/settings.ts']],
    ['tests/modules/compat/stories/a.test.ts', []],
    ['tests/support/senders.ts', ['backend-shim/modules/compat/settings.ts']],
    ['tests/security/a.test.ts', ['tests/support/senders.ts']],
    ['tests/security/b.test.ts', ['backend-shim/wire/wire.ts']],
    ['backend-shim/wire/wire.test.ts', ['tests/modules/compat/stories/a.test.ts']],
  ]);
  expect(testsOf(imports, ['compat'])).toEqual([
    'backend-shim/wire/wire.test.ts',
    'tests/security/a.test.ts',
    'tests/support/senders.ts',
  ]);
});

it('French keeps the texts that English has, in all their forms', () => {
  const english = { home: { title: 'Home', open_one: '{{count}} open', open_other: '{{count}} open' } };
  const french = {
    home: { title: 'Accueil', open_one: 'un', open_many: 'un million', open_other: 'des', old: 'parti' },
    imports: { title: 'Reprise' },
  };
  expect(prunedTexts(french, english)).toEqual({
    home: { title: 'Accueil', open_one: 'un', open_many: 'un million', open_other: 'des' },
  });
});

it('imports are paths from the root, aliases too', () => {
  const text = `import a from '#modules/compat/domain/a';\nimport('./b.ts');\nimport c from '../c.ts';\nimport z from 'zod';`;
  expect(importedBy('src/x/y.ts', text)).toEqual(['src/modules/compat/domain/a.ts', 'src/x/b.ts', 'src/c.ts']);
});
