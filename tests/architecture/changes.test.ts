/** Each file of changes/ is a change that the next release tells of. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const sections = [...read('towncrier.toml').matchAll(/^path = "(?<section>[a-z-]+)"$/gm)].map(
  ({ groups }) => groups?.['section'],
);
const fragments = globSync('changes/*/**', { cwd: root, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));

it('sections are read from the configuration of towncrier', () => {
  expect(sections).toContain('rotas');
});

it('each fragment lies in a section and names its kind, so that towncrier joins it', () => {
  const named = new RegExp(`^changes/(?:${sections.join('|')})/[a-z0-9-]+\\.(?:change|feature|fix)\\.md$`);
  expect(fragments.filter((file) => !named.test(file))).toEqual([]);
});

it('each fragment is one paragraph of at most 300 characters', () => {
  const wrong = fragments.filter((file) => {
    const text = read(file).trim();
    return text === '' || text.length > 300 || text.includes('\n\n') || /^(?:[-*] |#)/.test(text);
  });
  expect(wrong).toEqual([]);
});

it('the changelog of a release in development has at most 150 lines', () => {
  const [, dev = ''] = /^## \S+-dev\n(?<dev>[\s\S]*?)(?=^## )/m.exec(read('CHANGELOG.md')) ?? [];
  expect(dev.split('\n').length).toBeLessThanOrEqual(150);
});
