import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { MOVED, movedBelow, movedTo, sectionOf, tabPath } from './sections.ts';

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
    }))
    .filter(({ url }) => url.startsWith('/a/'));
  expect(pages.length).toBeGreaterThan(5);
  expect(pages.map(({ url }) => at(url))).toEqual(pages.map((page) => expect.objectContaining(page) as object));
});

test.each([
  [`${ROOT}/rotas/sre/edit`, { url: `${ROOT}/rotas`, tab: null, hasTabs: false }],
  [`${ROOT}/rotas`, { url: `${ROOT}/rotas`, tab: null, hasTabs: true }],
  [`${ROOT}/rotas?tab=calendars`, { url: `${ROOT}/rotas`, tab: 'calendars', hasTabs: true }],
  [`${ROOT}/rotas?tab=teams`, { url: `${ROOT}/rotas`, tab: null, hasTabs: true }],
  [`${ROOT}/home`, { url: `${ROOT}/home`, tab: null, hasTabs: false }],
  // The tab of a detail is its own.
  [`${ROOT}/integrations/shop?tab=channels`, { url: `${ROOT}/integrations`, tab: null, hasTabs: false }],
  [`${ROOT}/people/compliance/rules`, { url: `${ROOT}/people`, tab: null, hasTabs: false }],
  [`${ROOT}/integrations/imports/1`, { url: `${ROOT}/integrations`, tab: null, hasTabs: false }],
  [`${ROOT}/integrations/channels/new`, { url: `${ROOT}/integrations`, tab: null, hasTabs: false }],
])('%s belongs to an entry', (address, section) => expect(at(address)).toMatchObject(section));

test.each([`${ROOT}/constructor`, `${ROOT}/maintenance`, '/a/another-app/rotas', '/profile'])(
  '%s belongs to none',
  (address) => expect(at(address)).toBeNull(),
);

test('each page that became a tab is one now, with what its address asked for besides', () => {
  for (const [tab, section] of Object.entries(MOVED)) {
    const address = movedTo(section, tab, '?unit=ops&month=2026-01&tab=old');
    expect(address).toBe(`${tabPath(section, tab)}&unit=ops&month=2026-01`);
    expect(at(address), address).toMatchObject({ tab });
  }
  expect(movedTo('policies', 'windows', '?tab=windows')).toBe(`${ROOT}/policies?tab=windows`);
});

// Grafana marks the entry whose address the page's address begins with, and knows nothing else of it.
test('each detail of such a page is below the entry of the menu, with what its address asked for', () => {
  for (const [tab, section] of Object.entries(MOVED)) {
    const address = movedBelow(section, { pathname: `${ROOT}/${tab}/some%2Fid`, search: '?setup=slack' });
    expect(address).toBe(`${ROOT}/${section}/${tab}/some%2Fid?setup=slack`);
    expect(at(address), address).toMatchObject({ url: `${ROOT}/${section}` });
  }
});
