/** Files import each other in one direction: what two of them share has a file of its own. */
import { describe, expect, it } from 'vitest';
import { circlesOf } from './circles.ts';
import { isTest } from './rules.ts';
import { sourceFiles } from './scan.ts';

/** Circles that are still there. The list only shrinks: a circle that is gone must leave it. */
const STILL_CIRCULAR: readonly string[] = [];

describe('circles of imports', () => {
  it('are nowhere, types included', () => {
    const files = sourceFiles('src', 'backend-shim').filter(({ path }) => !isTest(path));
    expect(
      circlesOf(files).map((circle) => circle.join(', ')),
      'move what the files share, often a type, to a file of its own',
    ).toEqual(STILL_CIRCULAR);
  });
});

describe('the rule', () => {
  const of = (imports: Record<string, string>) =>
    circlesOf(Object.entries(imports).map(([path, text]) => ({ path, text })));

  it('finds two files that import each other, and a longer way round', () => {
    expect(
      of({
        'src/domain/a.ts': `import { b } from '#domain/b';`,
        'src/domain/b.ts': `import type { A } from './a.ts';`,
        'src/domain/c.ts': `import { d } from './d.ts'; import { a } from './a.ts';`,
        'src/domain/d.ts': `export * from './e';`,
        'src/domain/e.tsx': `const c = await import('./c.ts');`,
      }),
    ).toEqual([
      ['src/domain/a.ts', 'src/domain/b.ts'],
      ['src/domain/c.ts', 'src/domain/d.ts', 'src/domain/e.tsx'],
    ]);
  });

  it('leaves files that import the same one, and packages', () => {
    expect(
      of({
        'src/domain/a.ts': `import { c } from './c.ts'; import { z } from 'zod';`,
        'src/domain/b.ts': `import { c } from './c.ts'; import { a } from './a.ts';`,
        'src/domain/c.ts': `import fs from 'node:fs';`,
      }),
    ).toEqual([]);
  });
});
