import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sectionOf } from './sections.ts';

const { includes } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../plugin.json'), 'utf8')) as {
  includes: Array<{ name: string; path: string; defaultNav?: boolean }>;
};

test('every entry of the menu has words of its own, at the address that the menu has', () => {
  const pages = includes
    .map(({ name, path: url, defaultNav }) => ({
      name: defaultNav === true ? 'Vigie on-call' : name,
      url: url.replace('%PLUGIN_ID%', 'vigie-oncall-app'),
    }))
    .filter(({ url }) => url.startsWith('/a/'));
  expect(pages.map(({ url }) => sectionOf(url))).toEqual(pages.map(({ name, url }) => ({ text: name, url })));
});

test.each([
  ['/a/vigie-oncall-app/rotas/sre/edit', '/a/vigie-oncall-app/rotas'],
  ['/a/vigie-oncall-app/calendars', '/a/vigie-oncall-app/rotas'],
  ['/a/vigie-oncall-app/constructor', undefined],
  ['/a/another-app/rotas', undefined],
  ['/profile', undefined],
])('%s belongs to %s', (pathname, url) => expect(sectionOf(pathname)?.url).toBe(url));
