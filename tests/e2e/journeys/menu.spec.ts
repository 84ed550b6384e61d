/** Where things are: nine entries in Grafana's menu, tabs beside each other below them, and no address that leads nowhere. */
import type { Page } from '@playwright/test';
import type { Line } from '../../host/bundle.ts';
import { ALWAYS, ROOT, expect, expectAccessible, listenForErrors, opener, test } from '../fixtures.ts';
import { byMenu, openMenu } from '../presses.ts';
import { inEachLook, keep, settled } from '../gallery/picture.ts';
import type { World } from '../world.ts';
import { startWorld } from '../world.ts';

/** Cleo is HR, Ann has hours, and Dee neither. */
const UNITS = `
units:
  - { id: ops, name: Ops, since: 2026-01-01, timeZone: Europe/Paris, teams: [sre], hr: [cleo], rules: [ { from: 2026-01-01, pack: fr-default@1 } ] }
workProfiles:
  - { user: ann, unit: ops, from: 2026-01-01, contract: hours, schedule: [ { days: [workday], from: "09:00", to: "17:00" } ] }
`;

const tabs = (page: Page) => page.getByRole('tablist').first().getByRole('tab');

/** Each address that was in the menu or a link once, and where it leads. */
const MOVED = [
  ['calendars', 'rotas?tab=calendars', 'External calendars'],
  ['channels', 'integrations?tab=channels', 'Channels'],
  ['status-updates', 'integrations?tab=status-updates', 'Status updates'],
  ['imports', 'integrations?tab=imports', 'Move from another pager'],
  ['hours', 'me?tab=hours', 'My on-call hours'],
  ['compliance?month=2026-01', 'people?tab=compliance&month=2026-01', 'Compliance'],
  ['maintenances?tab=windows', 'policies?tab=windows', 'Time windows'],
] as const;

test('every address of before leads to where its page is now', async ({ open }) => {
  for (const [old, now, title] of MOVED) {
    const page = await open(old, { person: 'admin' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    expect(page.url(), old).toContain(`${ROOT}/${now}`);
    await expect(tabs(page).and(page.locator('[aria-selected="true"]'))).toHaveCount(1);
  }
});

test('details of a tab are below its entry, by which Grafana finds the entry; their old addresses lead there', async ({
  open,
}) => {
  for (const [old, now] of [
    ['channels/new?setup=slack', 'integrations/channels/new?setup=slack'],
    ['compliance/rules', 'people/compliance/rules'],
  ] as const) {
    const page = await open(old, { person: 'admin' });
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('There is no such page');
    expect(page.url(), old).toContain(`${ROOT}/${now}`);
    await expectAccessible(page);
  }
});

test('the menu has nine entries, and its tabs lead to all the rest', async ({ open, whole }) => {
  const page = await open('home', { person: 'admin' });
  await openMenu(whole, 'Incidents');
  const entries = whole.getByRole('navigation').locator(`a[href*="${ROOT}/"]`);
  const addresses = await entries.evaluateAll((links) => [...new Set(links.map((one) => one.getAttribute('href')))]);
  expect(addresses.length, String(addresses)).toBeGreaterThan(5);
  expect(addresses.length, String(addresses)).toBeLessThanOrEqual(9);
  await expect(page.getByRole('link', { name: 'Configuration' })).toHaveAttribute('href', '/plugins/vigie-oncall-app');

  for (const [entry, names] of [
    ['Rotas', ['Rotas', 'External calendars']],
    ['Escalation policies', ['Policies', 'Time windows']],
    ['Integrations', ['Integrations', 'Channels', 'Status updates', 'Move in']],
    ['People', ['People', 'Teams']],
  ] as const) {
    await byMenu(whole, entry);
    await expect(tabs(page)).toHaveText([...names]);
    for (const name of names) {
      await tabs(page).filter({ hasText: name }).first().click();
      await expect(tabs(page).filter({ hasText: name }).first()).toHaveAttribute('aria-selected', 'true');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    }
    await expectAccessible(page);
  }
  await byMenu(whole, 'Me');
  await expect(page.getByRole('heading', { level: 1, name: 'Me' })).toBeVisible();
  await expect(page.getByRole('tablist'), 'without hours there is one page').toHaveCount(0);
});

test.describe('where there is a unit', () => {
  let own: World;
  test.beforeAll(async ({}, info) => {
    own = await startWorld(info.project.metadata.line as Line, { more: UNITS });
  });
  test.afterAll(() => own.close());

  test('those concerned find hours and compliance, and nobody else is bothered', async ({ page }) => {
    const errors = listenForErrors(page, ALWAYS);
    const open = opener(page, own.host.url);
    await open('people', { person: 'cleo' });
    await expect(tabs(page)).toHaveText(['People', 'Teams', 'Compliance']);
    await tabs(page).filter({ hasText: 'Compliance' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Compliance' })).toBeVisible();
    await expectAccessible(page);

    await open('me', { person: 'ann' });
    await tabs(page).filter({ hasText: 'On-call hours' }).click();
    await expect(page.getByRole('region', { name: 'What matters now' })).toBeVisible();
    await expectAccessible(page);

    await open('people', { person: 'dee' });
    await expect(tabs(page)).toHaveText(['People', 'Teams']);
    await open('me', { person: 'dee' });
    await expect(page.getByRole('button', { name: 'Add a contact method' })).toBeVisible();
    await expect(page.getByRole('tablist')).toHaveCount(0);
    expect(errors, 'errors on the console').toEqual([]);
  });

  test('tabs fit everywhere', async ({ page }) => {
    test.setTimeout(120_000);
    await inEachLook(page, async (look) => {
      for (const [name, path, person] of [
        ['tabs-integrations', 'integrations', 'admin'],
        ['tabs-people', 'people', 'cleo'],
        ['tabs-me', 'me?tab=hours', 'ann'],
      ] as const) {
        await opener(page, own.host.url)(path, { person, ...look });
        await settled(page);
        await keep(page, name, look, true);
      }
    });
  });
});
