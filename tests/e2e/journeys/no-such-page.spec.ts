/** An address with a typo. */
import { expect, expectAccessible, test } from '../fixtures.ts';

test('an unknown address says so, and leads to the start page', async ({ open }) => {
  const page = await open('maintenance');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
  await expect(page.getByText('/a/vigie-oncall-app/maintenance')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Open the start page' }).click();
  await expect(page).toHaveURL(/\/home$/);
});

test('the address of the plugin alone is that of its start page', async ({ open }) => {
  await expect(await open('')).toHaveURL(/\/home$/);
});
