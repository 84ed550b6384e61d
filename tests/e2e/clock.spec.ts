/** Hours are to 12 or to 24 as the reader's region has them, in texts as in the browser's own pickers; the organisation has a zone. */
import type { Page } from '@playwright/test';
import { OUR_SECTIONS, expect, expectAccessible, test } from './fixtures.ts';

const SETTINGS = '/plugins/vigie-oncall-app';

const next = (page: Page) => page.getByRole('region', { name: 'Now and next' }).locator('time').first();

test.describe('an American browser', () => {
  test.use({ locale: 'en-US' });

  test('hours are to 12', async ({ open }) => {
    await expect(next(await open('rotas/sre'))).toHaveText(/\b\d{1,2}:\d\d\s[AP]M$/);
  });
});

test('in another region of English, hours are to 24', async ({ open }) => {
  await expect(next(await open('rotas/sre'))).toHaveText(/\b\d\d:\d\d$/);
});

test('an Admin sets the zone of the organisation', async ({ open, world }) => {
  const page = await open(SETTINGS, { person: 'admin' });
  const section = page.getByRole('region', { name: 'Time zone of the organisation' });
  await expect(section.getByRole('combobox', { name: 'Time zone' })).toHaveValue('UTC');
  await expectAccessible(page, OUR_SECTIONS);
  await section.getByRole('combobox', { name: 'Time zone' }).fill('Asia/Tokyo');
  await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
  await section.getByRole('button', { name: 'Save time zone' }).click();
  await expect(page.getByText('The time zone is saved')).toBeVisible();
  const { body } = await world.sidecar.api<{ items: Array<{ timeZone: string }> }>('GET', 'organisations');
  expect(body.items).toMatchObject([{ timeZone: 'Asia/Tokyo' }]);
  await world.sidecar.api('DELETE', 'organisations/main');
});
