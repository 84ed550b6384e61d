import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ANSWER, LIST, PAGES } from './documents.ts';

test('the page for people shows the documents to which keys are bound, character by character', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../../../../../docs/moving/goalert.md'), 'utf8');
  expect(page).toContain(`\`\`\`graphql\n${LIST}\`\`\``);
  expect(page).toContain(`\`\`\`graphql\n${ANSWER}\`\`\``);
  expect(page).toContain(`\`\`\`graphql\n${PAGES}\`\`\``);
});
