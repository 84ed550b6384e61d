import { expect, expectAccessible, test } from './fixtures.ts';

test.describe.configure({ mode: 'serial' });

test('the list shows what is open, filters in the URL, and forgets nothing on reload', async ({ open, world }) => {
  await world.alert({ title: 'Disk is full', severity: 'critical', id: 'list-1' });
  await world.alert({ title: 'Certificate expires', severity: 'info', id: 'list-2' });
  const page = await open('incidents');
  await expect(page.getByRole('link', { name: /Disk is full/ })).toBeVisible();

  await page.getByRole('button', { name: 'Critical', exact: true }).click();
  await expect(page).toHaveURL(/severity=critical/);
  await expect(page.getByRole('link', { name: /Certificate expires/ })).toBeHidden();
  await page.reload();
  await expect(page.getByRole('link', { name: /Disk is full/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /Certificate expires/ })).toBeHidden();

  await page.getByPlaceholder(/Search title/).fill('no such words');
  await expect(page.getByText('No matching incidents')).toBeVisible();
  await page.getByRole('button', { name: 'Show unresolved' }).click();
  await expect(page.getByRole('link', { name: /Certificate expires/ })).toBeVisible();
});

test('the order is that of attention, another one by a heading; a view is saved under a name', async ({ open }) => {
  const page = await open('incidents');
  // Other tests leave incidents behind.
  const order = async () => {
    const titles = await page.locator('[data-row]').allTextContents();
    const place = (title: string) => titles.findIndex((one) => one.includes(title));
    return place('Disk is full') < place('Certificate expires') ? 'worst first' : 'newest first';
  };
  await expect.poll(order).toBe('worst first');
  await page.getByRole('button', { name: 'Opened', exact: true }).click();
  await expect(page).toHaveURL(/sort=-opened/);
  await expect.poll(order).toBe('newest first');
  await expect(page.getByRole('columnheader', { name: 'Opened' })).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('button', { name: 'View: Open, newest first' }).click();
  await page.getByRole('menuitem', { name: 'Mine' }).click();
  await expect(page).toHaveURL(/mine=true/);
  await page.getByRole('button', { name: 'Info', exact: true }).click();
  await page.getByRole('button', { name: 'View: custom' }).click();
  await page.getByRole('menuitem', { name: 'Save this view…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('My small ones');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: 'View: My small ones' })).toBeVisible();
  await open('incidents?from=2026-01-07T00:00:00Z&to=2026-01-07T09:00:00Z');
  await expect(page.getByText('No matching incidents')).toBeVisible();
});

test('new incidents appear by themselves', async ({ open, world }) => {
  const page = await open('incidents');
  await expect(page.getByRole('link', { name: /Disk is full/ })).toBeVisible();
  await world.alert({ title: 'Arrived while looking', severity: 'error', id: 'list-3' });
  await expect(page.getByRole('link', { name: /Arrived while looking/ })).toBeVisible({ timeout: 20_000 });
});

test('the keyboard moves, selects and acknowledges', async ({ open }) => {
  const page = await open('incidents');
  const first = page.locator('[data-row]').first();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-row]').nth(1)).toBeFocused();
  const [acted, next] = await page
    .locator('[data-row]')
    .evaluateAll((rows) => rows.slice(1, 3).map((row) => row.getAttribute('data-row')));
  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('a');
  // It goes on at the next one, wherever the one that it acted on is now.
  await expect(page.locator(`[data-row="${next}"]`)).toBeFocused();
  const row = page.locator('tr').filter({ has: page.locator(`[data-row="${acted}"]`) });
  await expect(row.getByText('Acknowledged').filter({ visible: true })).toHaveCount(1);
  await expect(page.getByText('1 incident is acknowledged')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row.getByText('Acknowledged').filter({ visible: true })).toHaveCount(0);
});

test('keys act on all that are selected, after a question', async ({ open, world }) => {
  for (const n of [1, 2]) {
    await world.alert({ title: `By key ${n}`, severity: 'critical', id: `by-key-${n}` });
  }
  const page = await open('incidents?q=By%20key', { person: 'admin' });
  const rows = page.locator('[data-row]');
  await expect(rows).toHaveCount(2);
  await rows.first().focus();
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('x');
  await page.keyboard.press('a');
  const question = page.getByRole('dialog', { name: 'Acknowledge 2 incidents?' });
  await question.getByRole('button', { name: 'Yes, all 2' }).click();
  await expect(page.getByText('2 incidents are acknowledged')).toBeVisible();
  await expect(page.getByRole('toolbar', { name: 'Selected incidents' })).toHaveCount(0);
  await expect(
    page.locator('tr').filter({ has: rows }).getByText('Acknowledged').filter({ visible: true }),
  ).toHaveCount(2);
});

test('a row that leaves the list hands the focus to the next one', async ({ open }) => {
  const page = await open('incidents?q=By%20key', { person: 'admin' });
  const rows = page.locator('[data-row]');
  await rows.first().focus();
  const next = await rows.nth(1).getAttribute('data-row');
  await page.keyboard.press('r');
  await expect(rows).toHaveCount(1);
  await expect(page.locator(`[data-row="${next}"]`)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('r');
  await expect(rows).toHaveCount(0);
});

test('a key that is held, or pressed twice, acts on one incident', async ({ open, world }) => {
  for (const n of [1, 2, 3]) {
    await world.alert({ title: `Held key ${n}`, severity: 'critical', id: `held-key-${n}` });
  }
  const page = await open('incidents?q=Held%20key', { person: 'admin' });
  const rows = page.locator('[data-row]');
  await expect(rows).toHaveCount(3);
  await rows.first().focus();
  await page.keyboard.down('r');
  await page.keyboard.down('r');
  await page.keyboard.up('r');
  await page.keyboard.press('r');
  await expect(rows).toHaveCount(2);
  await expect(rows.first().or(rows.nth(1)).and(page.locator(':focus')), 'the focus went on').toHaveCount(1);
  const left = await world.sidecar.api<{ items: unknown[] }>('GET', 'incidents?q=Held%20key&state=open');
  expect(left.body.items).toHaveLength(2);
});

test('r resolves, and Undo takes it back', async ({ open }) => {
  const page = await open('incidents', { person: 'admin' });
  const row = page.getByRole('link', { name: /Arrived while looking/ });
  await row.focus();
  await page.keyboard.press('r');
  await expect(row).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
});

test('an undo that failed says so, and the next offer can be pressed', async ({ open, world, expected }) => {
  expected.push(/ERR_FAILED|Failed to fetch/);
  await world.alert({ title: 'Fails to come back', severity: 'critical', id: 'undo-1' });
  await world.alert({ title: 'Comes back', severity: 'critical', id: 'undo-2' });
  const page = await open('incidents', { person: 'admin' });
  const resolve = async (title: RegExp) => {
    await page.getByRole('link', { name: title }).focus();
    await page.keyboard.press('r');
    await expect(page.getByRole('link', { name: title })).toHaveCount(0);
  };
  const undo = page.getByRole('button', { name: 'Undo' });
  await page.route('**/api/v1/incidents/*/undo', (route) => route.abort(), { times: 1 });
  await resolve(/Fails to come back/);
  await undo.click();
  await expect(page.getByText('It was not undone')).toBeVisible();
  await resolve(/Comes back/);
  await expect(page.getByText('It was not undone')).toBeHidden();
  await undo.click();
  await expect(page.getByRole('link', { name: /Comes back/ })).toBeVisible();
});

test('the failure of a command on what is selected is gone when the next one is sent', async ({ open, expected }) => {
  expected.push(/400/);
  const page = await open('incidents', { person: 'admin' });
  // One needs no confirmation.
  await page.locator('[data-row]').first().focus();
  await page.keyboard.press('x');
  const acknowledge = page
    .getByRole('toolbar', { name: 'Selected incidents' })
    .getByRole('button', { name: 'Acknowledge' });
  const refusal = { error: { code: 'validation', message: 'Not today.', reason: 'invalid', data: {}, details: [] } };
  await page.route('**/api/v1/incidents/bulk', (route) => route.fulfill({ status: 400, json: refusal }), { times: 1 });
  await acknowledge.click();
  const failure = page.getByText('Nothing was changed');
  await expect(failure).toBeVisible();
  let sent = () => undefined as void;
  const going = new Promise<void>((resolve) => (sent = resolve));
  await page.route('**/api/v1/incidents/bulk', async (route) => {
    await going;
    await route.continue();
  });
  await acknowledge.click();
  // Gone while the next one is under way, not only once it is answered.
  await expect(failure).toBeHidden();
  sent();
  await expect(page.getByText('1 incident is acknowledged')).toBeVisible();
});

test('several are resolved at once, after a question, and taken back', async ({ open }) => {
  const page = await open('incidents', { person: 'admin' });
  const rows = page.locator('[data-row]');
  await expect(rows.first()).toBeVisible();
  const count = await rows.count();
  const resolve = async () => {
    await page.getByRole('checkbox', { name: 'Select all incidents on this page' }).check({ force: true });
    await page.getByRole('toolbar', { name: 'Selected incidents' }).getByRole('button', { name: 'Resolve' }).click();
    await expect(page.getByRole('dialog', { name: `Resolve ${count} incidents?` })).toContainText('#');
    await page.getByRole('button', { name: `Yes, all ${count}` }).click();
    await expect(page.getByText('No open incidents', { exact: true })).toBeVisible();
  };
  await resolve();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(count);
  await resolve();
});

test('200 incidents stay quick, and older ones are a click away', async ({ open, world }) => {
  await Promise.all(
    Array.from({ length: 200 }, (_, i) => world.alert({ title: `Many ${i}`, severity: 'warning', id: `many-${i}` })),
  );
  const page = await open('incidents');
  await expect(page.locator('[data-row]')).toHaveCount(50);
  await expect(page.getByText('200 open')).toBeVisible();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/cursor=/);
  await expect(page.getByRole('button', { name: 'First page' })).toBeVisible();
  await expectAccessible(page);
});

test('the list is accessible on a phone, in the light theme, in French', async ({ open, page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await open('incidents', { theme: 'light', language: 'fr-FR' });
  await expect(page.locator('[data-row]').first()).toBeVisible();
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
