/** Insights: chapters, the period before, and what is behind a figure, in both languages. */
import type { Line } from '../host/bundle.ts';
import { expect, expectAccessible, opener, test } from './fixtures.ts';
import type { World } from './world.ts';
import { startWorld } from './world.ts';

let own: World;

test.beforeAll(async ({}, info) => {
  own = await startWorld(info.project.metadata.line as Line);
});
test.afterAll(() => own.close());

test('a month has figures, and nothing is a month too', async ({ page }) => {
  const open = opener(page, own.host.url);
  const { sidecar } = own;
  await open('insights?chapter=team', { person: 'ann' });
  await expect(page.getByText('Nothing happened in this period')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);

  await sidecar.setClock('2026-01-20T01:10:00Z');
  const id = await own.alert({ title: 'Insight disk', id: 'insights' });
  await sidecar.advance('2m');
  await sidecar.api('POST', `incidents/${id}/resolve`);
  await sidecar.setClock('2026-02-03T12:00:00Z');

  await open('insights?chapter=team', { person: 'ann' });
  await expect(page.getByText('Time to answer, mean')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Alerts' }).click();
  await expect(page).toHaveURL(/chapter=alerts/);
  await expect(page.getByRole('row').filter({ hasText: 'Insight disk' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Insight disk' }).click();
  await expect(page.getByRole('link', { name: /Insight disk/ }).first()).toBeVisible();

  await page.setViewportSize({ width: 390, height: 844 });
  await open('insights?chapter=pager', { person: 'ann', language: 'fr-FR', theme: 'light' });
  await expect(page.getByRole('heading', { level: 1, name: 'Indicateurs' })).toBeVisible();
  await expect(page.getByText('Envoyés du premier coup').first()).toBeVisible();
  await expectAccessible(page);
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
  expect(overflows).toBe(false);
});
