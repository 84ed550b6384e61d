import { afterEach, expect, it } from 'vitest';
import { readIn } from '../../../tests/locales/read-in.ts';
import { agreementText } from './agreement-text.ts';

afterEach(() => readIn('en-US'));

it.each([
  ['fr-FR', 'Accord du 3 mars', 'Accord du 3 mars.'],
  ['fr-FR', 'Convention Syntec', 'Accord\u00a0: Convention Syntec.'],
  ['en-US', 'Agreement of 3 March', 'Agreement of 3 March.'],
  ['en-US', 'Syntec', 'Agreement: Syntec.'],
] as const)('an agreement is called one once (%s, %s)', async (language, name, text) => {
  await readIn(language);
  expect(agreementText(name)).toBe(text);
});
