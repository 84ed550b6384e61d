/** Every file begins with a comment that says in one plain sentence what the file is for (docs/style.md). */
import { expect, it } from 'vitest';
import { sourceFiles } from './scan.ts';

it('every file begins with a comment; add one sentence that says what the file is for', () => {
  const files = sourceFiles('src', 'backend-shim').filter(({ path }) => !/\.test\.tsx?$/.test(path));
  expect(files.filter(({ text }) => !/^(?:\/\*\*|\/\/)/.test(text)).map(({ path }) => path)).toEqual([]);
});
