import { expect, test } from 'vitest';
import type { ApiFailure } from '../../api/client/failure.ts';
import { inEditor } from './draft-problems.ts';

const refused = (...paths: string[]) =>
  ({ details: paths.map((path) => ({ path, message: 'is wrong' })) }) as unknown as ApiFailure;

test('problems of a draft are those of the object in the editor', () => {
  const failure = inEditor(refused('draft.rotas[0].layers[1].id', 'draft.users[0]', 'to'));
  expect(failure?.details.map(({ path }) => path)).toEqual(['layers[1].id', 'draft.users[0]', 'to']);
  expect(inEditor(null)).toBeNull();
});
