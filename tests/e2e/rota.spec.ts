import { expect, expectAccessible, test } from './fixtures.ts';
import { choose, makeRota, removeRota, whoIsOn } from './rotas.ts';
import { keepScreenshot } from './screenshots.ts';

test('the list of rotas says who, next, and how well', async ({ open }) => {
  const page = await open('rotas');
  await expect(page.getByRole('listitem').filter({ hasText: 'SRE primary' })).toContainText('Ben Petit');
  await page.getByPlaceholder('Search rotas').fill('office');
  await expect(page.getByRole('listitem').filter({ hasText: 'SRE primary' })).toHaveCount(0);
  await expectAccessible(page);
});

test('the timeline has lanes for layers and the outcome, and every bar tells all', async ({ open }) => {
  const page = await open('rotas/sre');
  const lane = page.locator('[data-track="week"]');
  await expect(lane.getByRole('button').first()).toHaveAttribute(
    'aria-label',
    /Ann Martin, Mon, Jan 5 09:00 to Mon, Jan 12 09:00, 7 days/,
  );
  await expect(
    page
      .locator('[data-track="final"]')
      .getByRole('button', { name: /Ben Petit, Mon, Jan 5 09:00 to 18:00, 9 hr, by layer office/ }),
  ).toBeVisible();
  await lane.getByRole('button').first().hover();
  await expect(page.getByText('Mon, Jan 5 09:00 to Mon, Jan 12 09:00').first()).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole('region', { name: /^Health/ })).toContainText('of 100');
  await keepScreenshot(page, 'rota');
});

test('arrow keys move between shifts, t goes to today', async ({ open }) => {
  const page = await open('rotas/sre?view=month&from=2026-06-01');
  await expect(page.getByText(/June 1 – 30, 2026/)).toBeVisible();
  const bars = page.locator('[data-track="week"]').getByRole('button');
  await bars.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(bars.nth(1)).toBeFocused();
  await page.keyboard.press('t');
  await expect(page.getByText(/January 1 – 31, 2026/)).toBeVisible();
});

test('gaps and conflicts are drawn and explained', async ({ open }) => {
  const office = await open('rotas/office');
  await expect(office.getByText('nobody on call', { exact: true })).toBeVisible();
  await expect(
    office
      .locator('[data-track="final"]')
      .getByRole('button', { name: /Nobody is on call/ })
      .first(),
  ).toBeVisible();
  const sre = await open('rotas/sre');
  await expect(sre.getByText('on call while away', { exact: true })).toBeVisible();
});

test('the zone can be switched, and my shifts stand out', async ({ open }) => {
  const page = await open('rotas/sre', { person: 'ann' });
  const first = page.locator('[data-track="week"]').getByRole('button').first();
  await expect(first).toHaveAttribute('aria-label', /Mon, Jan 5 09:00/);
  await choose(page, page, 'Time zone', 'UTC');
  await expect(first).toHaveAttribute('aria-label', /Mon, Jan 5 08:00/);
  await expect(page).toHaveURL(/zone=UTC/);
  await page.getByRole('switch', { name: 'My shifts' }).focus();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/mine=true/);
  const faint = (name: RegExp) =>
    page
      .locator('[data-track="final"]')
      .getByRole('button', { name })
      .first()
      .evaluate((bar) => Number(getComputedStyle(bar).opacity));
  expect(await faint(/^Ben Petit/)).toBeLessThan(await faint(/^Ann Martin/));
  await expectAccessible(page);
});

test('by keyboard: from a shift to somebody else in its place', async ({ open, world }) => {
  await makeRota(world, 'keys');
  const page = await open('rotas/keys', { theme: 'light' });
  const shift = page.locator('[data-track="final"]').getByRole('button', { name: /^Ben Petit, Mon, Jan 12/ });
  await shift.focus();
  await page.keyboard.press('Enter');
  const button = page.getByRole('dialog').getByRole('button', { name: 'Put somebody else on call' });
  await button.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByLabel('From', { exact: true })).toHaveValue('2026-01-12T09:00');
  await drawer.getByRole('combobox', { name: 'By whom?' }).focus();
  await page.keyboard.type('Dee');
  // The arrow goes down a list that is still being searched otherwise.
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText(['Dee Blanc']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(drawer).toContainText('Dee Blanc');
  await drawer.getByRole('button', { name: 'Save' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Overrides' })).toContainText('Dee Blanc');
  expect(await whoIsOn(world, 'keys', '2026-01-14T12:00:00Z')).toEqual(['dee']);
  await removeRota(world, 'keys');
});

test('in French on a phone, everything is there and nothing is cut off', async ({ open, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open('rotas/sre', { language: 'fr-FR', theme: 'light' });
  await expect(page.getByRole('region', { name: 'Maintenant et ensuite' })).toContainText('Ben Petit');
  await expect(page.locator('[data-track="week"]').getByRole('button').first()).toHaveAttribute(
    'aria-label',
    /Ann Martin, du lun. 5 janv. 09:00 au lun. 12 janv. 09:00/,
  );
  await expect(page.getByRole('region', { name: /90 prochains jours/ })).toContainText(/sur 100|\/ ?100/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});

test('a window drawn on the timeline makes an override', async ({ open }) => {
  const page = await open('rotas/office');
  const track = page.locator('[data-track="final"]');
  await expect(track.getByRole('button').first()).toBeVisible();
  const box = await track.boundingBox();
  if (box === null) {
    throw new Error('the lane is not on the screen');
  }
  // Saturday and Sunday of the first week: days 5 and 6 of 14.
  await page.mouse.move(box.x + (box.width * 5.02) / 14, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + (box.width * 6) / 14, box.y + 10, { steps: 5 });
  await page.mouse.move(box.x + (box.width * 6.98) / 14, box.y + 10, { steps: 5 });
  await page.mouse.up();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByLabel('First day')).toHaveValue('2026-01-10');
  await expect(drawer.getByLabel('Last day')).toHaveValue('2026-01-11');
  await drawer.getByRole('combobox', { name: 'By whom?' }).click();
  await page.getByRole('option', { name: 'Ben Petit' }).click();
  await page.keyboard.press('Escape');
  await expect(drawer).toContainText('Ben Petit');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Overrides' })).toContainText('Ben Petit instead of everybody');
  await expect(track.getByRole('button', { name: /Ben Petit, Sat, Jan 10/ })).toBeVisible();

  await page.getByRole('region', { name: 'Overrides' }).getByRole('button', { name: 'Remove override' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('region', { name: 'Overrides' })).toContainText('No current or upcoming overrides');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('region', { name: 'Overrides' })).toContainText('Ben Petit instead of everybody');
  await page.getByRole('region', { name: 'Overrides' }).getByRole('button', { name: 'Remove override' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('region', { name: 'Overrides' })).toContainText('No current or upcoming overrides');
});

test('all rotas are on one timeline, by team and person, and each says what uses it', async ({ open }) => {
  const page = await open('rotas?look=timeline');
  const lanes = page.locator('[data-track]');
  await expect(page.locator('[data-track="sre"]').getByRole('button').first()).toBeVisible();
  const count = await lanes.count();
  expect(count).toBeGreaterThan(1);
  await choose(page, page, 'Person', 'Ben Petit');
  await expect.poll(() => lanes.count()).toBeLessThanOrEqual(count);
  await expect(page).toHaveURL(/person=ben/);
  await expectAccessible(page);
  await page.locator('[data-track="sre"]').getByRole('button').first().click();
  await expect(page).toHaveURL(/rotas\/sre/);
  await expect(page.getByRole('region', { name: 'Used by' }).getByRole('link').first()).toBeVisible();
});

test('a Viewer looks, but is not offered what they may not do', async ({ open }) => {
  const page = await open('rotas/sre', { person: 'dee' });
  await expect(page.locator('[data-track="final"]').getByRole('button').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add an override' })).toBeHidden();
  await expect(page.getByRole('region', { name: 'Now and next' }).locator('time').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Take over/ })).toHaveCount(0);
  // Ann takes part, and Ben is on call.
  const own = await open('rotas/sre', { person: 'ann' });
  await expect(own.getByRole('button', { name: 'Take over from Ben Petit now' })).toBeVisible();
});

test.describe('for a reader in New York', () => {
  test.use({ timezoneId: 'America/New_York' });

  test('a page has one zone and names it: the rota’s own or the one that is chosen; the reader’s elsewhere', async ({
    open,
  }) => {
    const page = await open('rotas/sre');
    const next = page.getByRole('region', { name: 'Now and next' }).locator('time').first();
    await expect(page.getByText('Times are in Europe/Paris')).toBeVisible({ timeout: 30_000 });
    const at = Date.parse((await next.getAttribute('datetime')) ?? '');
    const clock = (timeZone: string) =>
      new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at);
    await expect(next).toContainText(clock('Europe/Paris'));
    await choose(page, page, 'Time zone', 'Mine: America/New_York');
    await expect(page.getByText('Times are in America/New_York')).toBeVisible();
    await expect(next).toContainText(clock('America/New_York'));
    await open('home');
    await expect(page.getByText('Times are in America/New_York')).toBeVisible({ timeout: 30_000 });
  });
});
