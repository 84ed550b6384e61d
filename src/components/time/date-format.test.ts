import { afterAll, expect, it } from 'vitest';
import { readIn } from '../../../tests/locales/read-in.ts';
import { dateText } from './date-format.ts';

afterAll(() => readIn('en-US'));

it.each([
  ['en-US', 'January 1, 2026', 'January 21, 2026'],
  ['fr-FR', '1er janvier 2026', '21 janvier 2026'],
] as const)('a date in %s', async (language, first, later) => {
  await readIn(language);
  expect([dateText(Date.UTC(2026, 0, 1)), dateText(Date.UTC(2026, 0, 21))]).toEqual([first, later]);
});
