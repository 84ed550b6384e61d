import { expect, it } from 'vitest';
import { selectionOf } from './selection.mjs';

const there = () => true;

it.each([
  [[], ['format', 'types', 'lint', 'architecture', 'unit', 'oracle', 'stories', 'attack', 'faults', 'browser'], []],
  [['unit', 'stories'], ['unit', 'stories'], []],
  [['unit', 'src/domain/rota'], ['unit'], ['src/domain/rota']],
  [['tests/stories/rotas/a.test.ts'], ['stories'], ['tests/stories/rotas/a.test.ts']],
  [
    ['./tests/e2e/people.spec.ts', 'src/domain/time/'],
    ['unit', 'browser'],
    ['tests/e2e/people.spec.ts', 'src/domain/time'],
  ],
  [
    ['tests/host/go-proxy.test.ts', 'tests/support/mail.test.ts', 'scripts/lib/parts.test.mjs'],
    ['unit'],
    ['tests/host/go-proxy.test.ts', 'tests/support/mail.test.ts', 'scripts/lib/parts.test.mjs'],
  ],
])('%j runs %j on %j', (words, parts, paths) => {
  expect(selectionOf(words, there)).toEqual({ parts, paths });
});

it.each([
  [['unti'], /^there is no part or file named unti\. Parts: format, types, lint/],
  [['tests/stories/gone.test.ts'], /^there is no part or file named tests\/stories\/gone\.test\.ts/],
])('%j is refused', (words, refused) => {
  expect(selectionOf(words, () => false)).toEqual({ refused: expect.stringMatching(refused) });
});

it('says which part takes no paths, and which paths no part tests', () => {
  expect(selectionOf(['types', 'src/domain'], there)).toEqual({
    refused: 'types takes no paths; it checks everything',
  });
  expect(selectionOf(['docs/testing.md'], there)).toEqual({ refused: 'no part tests docs/testing.md' });
});
