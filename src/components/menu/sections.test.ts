import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { MOVED, movedTo, sectionOf, tabPath } from './sections.ts';

const ROOT = '/a/vigie-oncall-app';
const { includes } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../plugin.json'), 'utf8')) as {
  includes: Array<{ name: string; path: string; defaultNav?: boolean }>;
};

/** As an address. */
function at(address: string) {
  const [pathname = '', search = ''] = address.split('?');
  return sectionOf({ pathname, search: search === '' ? '' : `?${search}` });
}

test('every entry of the menu has words of its own, at the address that the menu has', () => {
  const pages = includes
    .map(({ name, path: url, defaultNav }) => ({
      text: defaultNav === true ? 'Vigie on-call' : name,
      url: url.replace('%PLUGIN_ID%', 'vigie-oncall-app'),
      isFound: true,
    }))
    .filter(({ url }) => url.startsWith('/a/'));
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.map(({ url }) => at(url))).toEqual(pages.map((page) => expect.objectContaining(page) as object));
});

test.each([
  [`${ROOT}/rotas/sre/edit`, { url: `${ROOT}/rotas`, isFound: true, tab: null, hasTabs: false }],
  [`${ROOT}/rotas`, { url: `${ROOT}/rotas`, isFound: true, tab: null, hasTabs: true }],
  [`${ROOT}/rotas?tab=calendars`, { url: `${ROOT}/rotas`, isFound: true, tab: 'calendars', hasTabs: true }],
  [`${ROOT}/rotas?tab=teams`, { url: `${ROOT}/rotas`, isFound: true, tab: null, hasTabs: true }],
  [`${ROOT}/home`, { url: `${ROOT}/home`, isFound: true, tab: null, hasTabs: false }],
  // The tab of a detail is its own.
  [`${ROOT}/integrations/shop?tab=channels`, { url: `${ROOT}/integrations`, isFound: true, tab: null, hasTabs: false }],
  // Grafana does not know that these belong to the plugin's entry.
  [`${ROOT}/compliance/rules`, { url: `${ROOT}/people`, isFound: false, tab: null, hasTabs: false }],
  [`${ROOT}/imports/1`, { url: `${ROOT}/integrations`, isFound: false, tab: null, hasTabs: false }],
])('%s belongs to an entry', (address, section) => expect(at(address)).toMatchObject(section));

test.each([`${ROOT}/constructor`, `${ROOT}/maintenance`, '/a/another-app/rotas', '/profile'])(
  '%s belongs to none',
  (address) => expect(at(address)).toBeNull(),
);

test('each page that became a tab is one now, with what its address asked for besides', () => {
  for (const [tab, section] of Object.entries(MOVED)) {
    const address = movedTo(section, tab, '?unit=ops&month=2026-01&tab=old');
    expect(address).toBe(`${tabPath(section, tab)}&unit=ops&month=2026-01`);
    expect(at(address), address).toMatchObject({ tab, isFound: true });
  }
  expect(movedTo('policies', 'windows', '?tab=windows')).toBe(`${ROOT}/policies?tab=windows`);
});
