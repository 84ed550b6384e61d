/** The list in a storm: how much of it is seen, and how few presses it takes. */
import type { Page } from '@playwright/test';
import { test as base, expect, expectAccessible, opener, ownWorld } from './fixtures.ts';
import { Presses } from './presses.ts';
import { fire, prepareStorm } from './storm.ts';
import type { World } from './world.ts';

/** A world of its own: nobody else wants 206 incidents in their list. */
const test = base.extend<object, { world: World }>({ world: ownWorld() });

test.describe.configure({ mode: 'default' });

const COUNT = 206;

test.beforeAll(async ({ world }) => {
  await prepareStorm(world);
  await fire(world, 0, COUNT);
});

const rows = (page: Page) => page.locator('[data-row]');

/** Rows of which all is seen without scrolling. */
const seen = (page: Page) =>
  page
    .locator('tbody tr')
    .evaluateAll((all) => all.filter((row) => row.getBoundingClientRect().bottom <= window.innerHeight).length);

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

for (const [width, height, least] of [
  [1440, 900, 18],
  [1024, 900, 15],
  [390, 844, 3],
] as const) {
  for (const language of ['en-US', 'fr-FR'] as const) {
    test(`${width} px, ${language}: rows of one line, columns that stay, nothing that overflows`, async ({
      open,
      page,
    }) => {
      await page.setViewportSize({ width, height });
      await open('incidents', { language, theme: language === 'en-US' ? 'dark' : 'light' });
      await expect(rows(page)).toHaveCount(50);
      await expect(page.getByText(language === 'en-US' ? '206 open' : '206 ouverts')).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await seen(page), 'rows that are seen').toBeGreaterThanOrEqual(language === 'en-US' ? least : least - 2);
      if (width > 768) {
        const heights = await page.locator('tbody tr').evaluateAll((all) => all.map((row) => row.clientHeight));
        expect(Math.max(...heights), 'a row is one line, whatever its title').toBeLessThanOrEqual(36);
      }
      // Beside Grafana's open menu, 1024 px have no room for labels.
      if (width > 1024) {
        await expect(
          page
            .locator('tbody tr')
            .first()
            .getByText(/^\+\d$/)
            .filter({ visible: true }),
        ).toHaveCount(1);
      }
      await expectAccessible(page);
      await page.getByRole('checkbox').nth(1).check({ force: true });
      await expect(page.getByRole('toolbar')).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await expectAccessible(page);
    });
  }
}

test('columns keep their widths when other rows come, and the bar stays in sight', async ({ open, page, world }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open('incidents', { person: 'admin' });
  await expect(rows(page)).toHaveCount(50);
  const widths = () => page.locator('th').evaluateAll((all) => all.map((head) => head.clientWidth));
  const before = await widths();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page.getByRole('button', { name: 'First page' })).toBeVisible();
  await world.alert({ title: 'x'.repeat(500), severity: 'critical', id: 'wide' });
  expect(await widths()).toEqual(before);
  await page.getByRole('button', { name: 'First page' }).click();
  await expect(page.getByRole('link', { name: /x{100}/ })).toBeVisible();
  expect(await widths()).toEqual(before);
  await rows(page).last().scrollIntoViewIfNeeded();
  await expect(page.getByText('207 open')).toBeInViewport();
  await world.sidecar.ingest('e2e-webhook-token-0123456789', { title: 'over', status: 'resolved', id: 'wide' });
});

test('all 206 are acknowledged by three presses, none that opens later, and taken back by one', async ({
  page,
  whole,
  world,
}) => {
  const presses = await Presses.of(whole);
  await page.setViewportSize({ width: 1440, height: 900 });
  await opener(page, world.host.url)('incidents?q=Disk%20full', { person: 'admin' });
  await page.getByRole('button', { name: `Select all ${COUNT}` }).click();
  const bar = page.getByRole('toolbar', { name: 'Selected incidents' });
  await expect(bar).toContainText(`${COUNT} selected`);
  // What opens now is not what was seen.
  await fire(world, 900, 901);
  await bar.getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByRole('button', { name: `Yes, all ${COUNT}` }).click();
  await expect(page.getByText(`${COUNT} incidents are acknowledged`)).toBeVisible({ timeout: 30_000 });
  expect(presses.count, presses.list).toBeLessThanOrEqual(3);
  const counted = async (state: string) =>
    (await world.sidecar.api<{ total: number }>('GET', `incidents/matching?q=Disk%20full&state=${state}`)).body.total;
  expect([await counted('acknowledged'), await counted('open')]).toEqual([COUNT, 1]);
  const [first] = (
    await world.sidecar.api<{ items: Array<{ id: string; number: number }> }>(
      'GET',
      'incidents?state=acknowledged&limit=1',
    )
  ).body.items;
  // Somebody goes on with one of them.
  await world.sidecar.api('POST', `incidents/${first?.id}/severity`, { severity: 'error' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('1 incident stays acknowledged.')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(`#${first?.number}`).filter({ visible: true }).first()).toBeVisible();
  expect([await counted('acknowledged'), await counted('open')]).toEqual([1, COUNT]);
});

test('what cannot be done is told, with the first ten by name', async ({ open, page, world }) => {
  const { body } = await world.sidecar.api<{ items: Array<{ id: string }> }>('GET', 'incidents?state=open&limit=20');
  await open('incidents?q=Disk%20full', { person: 'admin' });
  await page.getByRole('button', { name: /^Select all/ }).click();
  await expect(page.getByRole('toolbar')).toBeVisible();
  const ids = body.items.map(({ id }) => id);
  await world.sidecar.api('POST', 'incidents/bulk', { ids, command: 'resolve' });
  await page.getByRole('toolbar').getByRole('button', { name: 'Snooze' }).click();
  await page.getByRole('menuitem', { name: /^For 1 h/ }).click();
  await page.getByRole('button', { name: /^Yes, all/ }).click();
  await expect(page.getByText('20 incidents were not changed')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/it is resolved$/)).toHaveCount(10);
  await expect(page.getByText('and 10 more')).toBeVisible();
  await expectAccessible(page);
});

test('one row, and none, in French on a phone', async ({ open, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open('incidents?q=host-7&severity=warning', { language: 'fr-FR' });
  await expect(rows(page).first()).toBeVisible();
  await open('incidents?q=nothing-like-it', { language: 'fr-FR' });
  await expect(page.getByText('Aucun incident')).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});
