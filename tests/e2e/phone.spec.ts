/** On a phone no page is wider than the screen, in either language: Grafana lets nobody scroll sideways gracefully. */
import { expect, test } from './fixtures.ts';

const PAGES = [
  'home',
  'incidents',
  'rotas',
  'rotas/sre',
  'rotas/sre/edit',
  'rotas/sre/history',
  'rotas/new',
  'calendars',
  'policies',
  'policies/sre',
  'policies/new',
  'integrations',
  'integrations/new',
  'integrations/scripts',
  'channels',
  'people',
  'people?tab=teams',
  'people/ann',
  'me',
  'hours',
  'maintenances',
  'maintenances?tab=windows',
  'status-updates',
  '/plugins/vigie-oncall-app',
];

for (const language of ['en-US', 'fr-FR'] as const) {
  test(`every page fits 390 px (${language})`, async ({ open, page, world }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width: 390, height: 844 });
    const id = await world.alert({
      title: `Something with a title that a monitor made up: ${'words '.repeat(40)}${'unbroken_'.repeat(22)}`,
      severity: 'critical',
      id: `phone-${language}`,
    });
    const tooWide: string[] = [];
    for (const path of [...PAGES, `incidents/${id}`]) {
      await open(path, { person: 'admin', language });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText(/^(Loading…|Chargement…)/)).toHaveCount(0);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (over > 0) {
        tooWide.push(`${path}: ${over} px`);
      }
    }
    expect(tooWide).toEqual([]);
  });
}

test('on a phone the incidents come first, and their filters when they are asked for', async ({
  open,
  page,
  world,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await world.alert({ title: 'Seen without scrolling', severity: 'critical', id: 'phone-filters' });
  await open('incidents?severity=critical', { person: 'cleo' });
  await expect(page.getByRole('link', { name: /Seen without scrolling/ })).toBeVisible();
  // The most urgent one, whatever other tests left behind.
  const row = page.locator('[data-row]').first();
  expect((await row.boundingBox())?.y ?? 844).toBeLessThan(844 / 2);
  await expect(page.getByRole('button', { name: 'Mine' })).toBeHidden();
  await page.getByRole('button', { name: 'Filters (1)' }).click();
  await page.getByRole('button', { name: 'Mine' }).click();
  await expect(page.getByRole('button', { name: 'Filters (2)' })).toHaveAttribute('aria-expanded', 'true');
});
