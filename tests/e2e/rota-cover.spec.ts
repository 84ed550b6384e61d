import { expect, expectAccessible, test } from './fixtures.ts';
import { choose, makeRota, region, removeRota, whoIsOn } from './rotas.ts';

let ID = '';
let number = 0;
const PHONE = { width: 390, height: 844 };

interface Items {
  items: Array<{ id: string; user?: string; state?: string }>;
}

/** A swap that was taken stays with its rota, also when that is deleted and made again: each test has its own. */
test.beforeEach(async ({ world }) => {
  number += 1;
  ID = `cover-${number}`;
  await makeRota(world, ID);
});
test.afterEach(async ({ world }) => {
  const absences = await world.sidecar.api<Items>('GET', 'absences?limit=100');
  for (const { id } of absences.body.items.filter(({ user }) => user === 'ann')) {
    await world.sidecar.api('DELETE', `absences/${id}`);
  }
  const swaps = await world.sidecar.api<Items>('GET', 'swaps?state=open&limit=100');
  for (const { id } of swaps.body.items) {
    await world.sidecar.api('POST', `swaps/${id}/cancel`);
  }
  await removeRota(world, ID);
});

test('Ann is ill: from her phone the shifts are offered, Ben takes one, and he is on call', async ({
  open,
  page,
  world,
}) => {
  await page.setViewportSize(PHONE);
  await open(`rotas/${ID}`, { person: 'ann' });
  await page.getByRole('button', { name: 'I’m away' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText('On this rota you stay on call while away');
  await drawer.getByLabel('From', { exact: true }).fill('2026-01-08T00:00');
  await drawer.getByLabel('To', { exact: true }).fill('2026-01-09T00:00');
  await choose(page, drawer, 'Reason', 'Ill');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Add absence' }).click();
  await expect(drawer).toContainText('Still on call for');
  await expect(drawer.getByRole('listitem').filter({ hasText: 'Platform' })).toContainText('Thu, Jan 8');
  await drawer.getByRole('button', { name: 'Offer them to colleagues' }).click();
  await drawer.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(region(page, 'Swaps')).toContainText('Ann Martin asks anyone');
  await expectAccessible(page);

  await open(`rotas/${ID}`, { person: 'ben', theme: 'light' });
  const swaps = region(page, 'Swaps');
  await swaps.getByRole('button', { name: 'Take it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it' }).click();
  await expect(swaps).toContainText('Taken');
  await expectAccessible(page);
  await expect(
    page
      .locator('[data-track="final"]')
      .getByRole('button', { name: /Ben Petit, Thu, Jan 8 00:00 to Fri, Jan 9 00:00/ }),
  ).toBeVisible();
  expect([
    await whoIsOn(world, ID, '2026-01-07T22:59:00Z'),
    await whoIsOn(world, ID, '2026-01-08T12:00:00Z'),
    await whoIsOn(world, ID, '2026-01-08T23:00:00Z'),
  ]).toEqual([['ann'], ['ben'], ['ann']]);
});

for (const view of ['day', 'weeks', 'month']) {
  test(`a turn that the edge of the view cuts is swapped whole (${view})`, async ({ open, world }) => {
    // Ann's second turn is from Monday 26 January 09:00 to Monday 2 February 09:00; each view ends within it.
    const from = { day: '2026-01-27', weeks: '2026-01-19', month: '2026-01-01' }[view];
    const page = await open(`rotas/${ID}?view=${view}&from=${from}`, { person: 'ann' });
    await page
      .locator('[data-track="final"]')
      .getByRole('button', { name: /^Ann Martin/ })
      .last()
      .click();
    const drawer = page.getByRole('dialog');
    await expect(drawer).toContainText('Mon, Jan 26 09:00 to Mon, Feb 2 09:00 (7 days)');
    await drawer.getByRole('button', { name: 'Ask for a swap' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click();
    await expect(region(page, 'Swaps')).toContainText('Ann Martin asks anyone');
    const { body } = await world.sidecar.api<{ items: Array<{ rota: string; start: string; end: string }> }>(
      'GET',
      'swaps?state=open&limit=100',
    );
    expect(body.items.filter(({ rota }) => rota === ID).map(({ start, end }) => [start, end])).toEqual([
      ['2026-01-26T08:00:00.000Z', '2026-02-02T08:00:00.000Z'],
    ]);
  });
}

test('Ann asks Ben for a swap against a shift of his; he takes it, and both have changed', async ({
  open,
  page,
  world,
}) => {
  await open(`rotas/${ID}`, { person: 'ann' });
  await region(page, 'Swaps').getByRole('button', { name: 'Ask for a swap' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('From', { exact: true }).fill('2026-01-10T00:00');
  await drawer.getByLabel('To', { exact: true }).fill('2026-01-12T09:00');
  await choose(page, drawer, 'Who do you ask?', 'Ben Petit');
  await drawer.getByRole('combobox', { name: 'In return you take' }).click();
  await page
    .getByRole('listbox')
    .getByRole('option', { name: /Mon, Jan 12 09:00 to Mon, Jan 19 09:00/ })
    .click();
  await drawer.getByLabel('Why? (for others to read)').fill('Wedding');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Ask', exact: true }).click();
  const swaps = region(page, 'Swaps');
  await expect(swaps).toContainText('“Wedding”');
  await expect(swaps.getByRole('button', { name: 'Withdraw' })).toBeVisible();
  await expect(swaps.getByRole('button', { name: 'Take it' })).toHaveCount(0);

  await open(`rotas/${ID}`, { person: 'dee' });
  await expect(region(page, 'Swaps')).toContainText('Wedding');
  await expect(region(page, 'Swaps').getByRole('button')).toHaveCount(0);

  await open(`rotas/${ID}`, { person: 'ben' });
  await region(page, 'Swaps').getByRole('button', { name: 'Take it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it' }).click();
  await expect(region(page, 'Swaps')).toContainText('Taken');
  expect([await whoIsOn(world, ID, '2026-01-11T12:00:00Z'), await whoIsOn(world, ID, '2026-01-14T12:00:00Z')]).toEqual([
    ['ben'],
    ['ann'],
  ]);
});

test('who is asked may decline, who asks may withdraw', async ({ open, page, world }) => {
  const ask = (askedOf: string | null) =>
    world.sidecar.api('POST', 'swaps', {
      rota: ID,
      by: 'ann',
      askedOf,
      start: '2026-01-10T08:00:00Z',
      end: '2026-01-10T20:00:00Z',
    });
  await ask('ben');
  await open(`rotas/${ID}`, { person: 'ben' });
  await region(page, 'Swaps').getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await expect(region(page, 'Swaps')).toContainText('Declined');
  await ask(null);
  await open(`rotas/${ID}`, { person: 'ann' });
  await region(page, 'Swaps').getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(region(page, 'Swaps')).toContainText('Withdrawn');
  await expect(region(page, 'Swaps').getByRole('button', { name: 'Withdraw' })).toHaveCount(0);
});

test('Ben takes the running shift off Ann’s hands with two taps', async ({ open, page, world }) => {
  await page.setViewportSize(PHONE);
  await open(`rotas/${ID}`, { person: 'ben', language: 'fr-FR', theme: 'light' });
  await region(page, 'Maintenant et ensuite')
    .getByRole('button', { name: /Ann Martin/ })
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Ann Martin');
  await expectAccessible(page, '[role="dialog"]');
  await dialog.getByRole('button').last().click();
  await expect.poll(() => whoIsOn(world, ID, '2026-01-07T12:00:00Z')).toEqual(['ben']);
  await expect(region(page, 'Maintenant et ensuite')).toContainText('Ben Petit');
  expect(await whoIsOn(world, ID, '2026-01-12T09:00:00Z')).toEqual(['ben']);
  await expectAccessible(page);
});

test('a day is overridden as a whole, without a time to type', async ({ open, page, world }) => {
  await open(`rotas/${ID}`, { person: 'cleo' });
  await page.getByRole('button', { name: 'Add an override' }).click();
  const drawer = page.getByRole('dialog');
  // The hours that were there become the days that they touch.
  await drawer.getByLabel('From', { exact: true }).fill('2026-01-09T22:00');
  await drawer.getByLabel('To', { exact: true }).fill('2026-01-10T02:00');
  await drawer.locator('label', { hasText: /^Whole days$/ }).click();
  await expect(drawer.getByLabel('First day')).toHaveValue('2026-01-09');
  await expect(drawer.getByLabel('Last day')).toHaveValue('2026-01-10');
  await drawer.getByLabel('First day').fill('2026-01-10');
  await choose(page, drawer, 'By whom?', 'Dee Blanc');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(region(page, 'Overrides')).toContainText('Dee Blanc');
  for (const [at, who] of [
    ['2026-01-09T22:59:00Z', 'ann'],
    ['2026-01-09T23:00:00Z', 'dee'],
    ['2026-01-10T22:59:00Z', 'dee'],
    ['2026-01-10T23:00:00Z', 'ann'],
  ] as const) {
    expect(await whoIsOn(world, ID, at), at).toEqual([who]);
  }
  // Opened again, it is still a whole day.
  await region(page, 'Overrides').getByRole('button').first().click();
  await expect(page.getByRole('dialog').getByLabel('First day')).toHaveValue('2026-01-10');
  await expect(page.getByRole('dialog').getByLabel('Last day')).toHaveValue('2026-01-10');
});
