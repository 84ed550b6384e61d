import { expect, expectAccessible, test } from './fixtures.ts';
import { choose, makeRota, region, removeRota, whoIsOn } from './rotas.ts';
import { keepScreenshot } from './screenshots.ts';

const ID = 'platform';

test.beforeEach(({ world }) => makeRota(world, ID));
test.afterEach(({ world }) => removeRota(world, ID));

test('an edit is drawn and judged while it is made, and holds from the moment that is chosen', async ({
  open,
  world,
}) => {
  const page = await open(`rotas/${ID}`);
  await page.getByRole('link', { name: 'Edit rota' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Edit Platform');
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await expect(save).toBeDisabled();

  // Dee joins the rotation: turns from hers on move.
  await page.getByRole('button', { name: 'Edit layer 1' }).click();
  await choose(page, page, 'Add a person with their own turn', 'Dee Blanc');
  const changes = region(page, 'What changes in 90 days');
  await expect(changes.getByRole('listitem').filter({ hasText: 'Dee Blanc' })).toContainText('+');
  await expect(changes).toContainText('To be notified:');
  await expect(region(page, 'Projected health')).toBeVisible();
  await page.getByRole('radio', { name: 'a later time' }).check();
  await page.getByLabel(/^From \(Europe\/Paris\)/).fill('2026-02-02T09:00');
  await expect(changes).not.toHaveAttribute('aria-busy', 'true');
  await expectAccessible(page);
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await keepScreenshot(page, 'rota-edit');
  await save.click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Platform');
  const at = (day: string) => whoIsOn(world, ID, `2026-${day}T12:00:00Z`);
  // Week 3 is Cleo's still; from 2 February there are four.
  expect([await at('01-20'), await at('01-27'), await at('02-03'), await at('02-10')]).toEqual([
    ['cleo'],
    ['ann'],
    ['ann'],
    ['ben'],
  ]);
  expect((await Promise.all(['02-17', '02-24'].map(at))).flat()).toEqual(['cleo', 'dee']);

  // What is planned is seen in the history, and said to whoever edits before it holds.
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'planned' })).toContainText('Dee Blanc');
  await expectAccessible(page);
});

test('turns are moved with the arrow keys, and a wrong field is named', async ({ open, world }) => {
  const page = await open(`rotas/${ID}/edit`, { theme: 'light' });
  await page.getByRole('button', { name: 'Edit layer 1' }).click();
  await page.getByRole('button', { name: /^Move turn 2/ }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('listitem').filter({ hasText: 'Ben Petit' }).first()).toBeVisible();
  await expect(region(page, 'What changes in 90 days')).toContainText('Ben Petit');

  // A layer on top takes the place of the one below it, unless it joins it: then Dee is on call beside Ben.
  await page.getByRole('button', { name: 'Add a layer on top' }).click();
  await choose(page, page, 'Add a person with their own turn', 'Dee Blanc');
  await page.getByRole('switch', { name: 'Together with the layer below' }).check({ force: true });
  await expect(page.getByRole('listitem').filter({ hasText: 'together with the layer below' })).toHaveCount(1);
  await expect(page.getByText(', together with the layer below').first()).toBeVisible();

  await page.getByLabel('Name', { exact: true }).fill('');
  await expect(page.getByText('Enter a name.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await page.getByLabel('Name', { exact: true }).fill('Platform');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Platform');
  expect((await whoIsOn(world, ID, '2026-01-08T12:00:00Z')).sort()).toEqual(['ben', 'dee']);
});

test('a layer for public holidays is offered, a removed one comes back, and the preview stays in sight', async ({
  open,
}) => {
  const page = await open(`rotas/${ID}/edit`, { theme: 'light' });
  const layers = page.getByRole('region', { name: 'Layers' });
  await expect(layers.getByRole('button', { name: 'Add a holiday layer' })).toHaveCount(0);
  await choose(page, page, 'Public holidays of', 'France');
  await layers.getByRole('button', { name: 'Add a holiday layer' }).click();
  await expect(layers.getByRole('button', { name: 'Add a holiday layer' })).toHaveCount(0);
  await expect(layers.getByLabel('Layer name')).toHaveValue('Public holidays');
  await expect(layers.getByRole('checkbox', { name: 'All day' })).toBeChecked();
  await expect(layers.getByLabel('From', { exact: true })).toHaveCount(0);
  await layers.locator('label', { hasText: /^All day$/ }).click();
  await expect(layers.getByLabel('From', { exact: true })).toHaveValue('09:00');

  // The words stand beside their box, not at the end of a stretched line.
  const box = layers.getByRole('checkbox', { name: /^Skip turns/ });
  const words = await layers.getByText(/^Skip turns without hours/).boundingBox();
  expect((words?.x ?? 999) - ((await box.boundingBox())?.x ?? 0)).toBeLessThan(40);

  await page.mouse.move(600, 500);
  await page.mouse.wheel(0, 700);
  await expect(page.getByRole('button', { name: 'Add a layer on top' })).toBeVisible();
  await expect(page.locator('[data-track="final"]').first()).toBeInViewport();
  await expectAccessible(page);

  await layers.getByRole('button', { name: 'Remove layer 1' }).click();
  await expect(layers.getByRole('status').filter({ hasText: 'Removed: layer 1' })).toBeVisible();
  await layers.getByRole('button', { name: 'Undo' }).click();
  await expect(layers.getByRole('listitem').filter({ hasText: 'Public holidays' }).first()).toBeVisible();
});

test('Ben saves while Cleo has the rota open: she sees what he did, and neither loses anything', async ({
  open,
  world,
}) => {
  const page = await open(`rotas/${ID}/edit`);
  await page.getByLabel('Name', { exact: true }).fill('Platform and data');
  const { body } = await world.sidecar.api<{ layers: object[] }>('GET', `rotas/${ID}`);
  const theirs = await world.sidecar.api('PUT', `rotas/${ID}`, {
    ...body,
    onAbsence: 'next',
    version: undefined,
    provisioned: undefined,
  });
  expect(theirs.status, JSON.stringify(theirs.body)).toBe(200);

  const conflict = page.getByRole('alert').filter({ hasText: 'changed this rota in the meantime' });
  await expect(conflict).toBeVisible();
  await expect(conflict).toContainText('Nothing is lost');
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await expectAccessible(page);
  await conflict.getByRole('button', { name: 'Apply my changes on top of theirs' }).click();
  await expect(conflict).toHaveCount(0);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Platform and data');
  expect((await world.sidecar.api('GET', `rotas/${ID}`)).body).toMatchObject({
    name: 'Platform and data',
    onAbsence: 'next',
  });
});

test('a save that comes too late is refused, says so, and keeps what was typed', async ({
  open,
  page: blank,
  world,
  expected,
}) => {
  expected.push(/409/, /events/);
  // Nobody tells the page of the change: it finds out when it saves.
  await blank.route('**/api/v1/events*', (route) => route.abort());
  const page = await open(`rotas/${ID}/edit`);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Platform');
  await page.getByLabel('Name', { exact: true }).fill('Mine');
  // Without events it asks now and then: on a slow machine that may come before the press, so it waits for it.
  const pressed = Promise.withResolvers<void>();
  await blank.route(`**/api/v1/rotas/${ID}`, async (route) => {
    await (route.request().method() === 'GET' ? pressed.promise : undefined);
    await route.fallback();
  });
  const { body } = await world.sidecar.api<{ layers: object[] }>('GET', `rotas/${ID}`);
  await world.sidecar.api('PUT', `rotas/${ID}`, {
    ...body,
    onAbsence: 'skip',
    version: undefined,
    provisioned: undefined,
  });
  const answered = page.waitForResponse((response) => response.request().method() === 'PUT');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  expect((await answered).status()).toBe(409);
  pressed.resolve();
  const conflict = page.getByRole('alert').filter({ hasText: 'changed this rota in the meantime' });
  await expect(conflict).toContainText('Nothing is lost');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Mine');
  await conflict.getByRole('button', { name: 'Discard mine, show theirs' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Platform');
  expect((await world.sidecar.api('GET', `rotas/${ID}`)).body).toMatchObject({ name: 'Platform', onAbsence: 'skip' });
});

test('an earlier state is brought back from the history; a deleted rota is made again', async ({
  open,
  world,
  expected,
}) => {
  expected.push(/404/);
  const { body } = await world.sidecar.api<{ layers: Array<{ participants: string[][] }> }>('GET', `rotas/${ID}`);
  await world.sidecar.api('PUT', `rotas/${ID}`, {
    ...body,
    layers: body.layers.map((layer) => ({ ...layer, participants: [['dee']] })),
    version: undefined,
    provisioned: undefined,
  });
  const page = await open(`rotas/${ID}/history`);
  await page.getByRole('link', { name: 'Restore this version' }).first().click();
  await expect(region(page, 'What changes in 90 days')).toContainText('Ann Martin');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Platform');
  expect(await whoIsOn(world, ID, '2026-01-08T12:00:00Z')).toEqual(['ann']);

  await page.getByRole('link', { name: 'Edit rota' }).click();
  await page.getByRole('button', { name: 'Delete Platform' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText(/deleted/i).first()).toBeVisible();
  await expectAccessible(page);
  const list = await open('rotas');
  await list.getByText(/deleted rota/).click();
  await expect(list.getByRole('link', { name: 'Platform' }).first()).toBeVisible();
});

test('whoever may not edit is told who may', async ({ open }) => {
  const page = await open(`rotas/${ID}/edit`, { person: 'dee' });
  await expect(page.getByText(/Editors/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);
  const file = await open('rotas/sre/edit');
  await expect(file.getByText(/file/).first()).toBeVisible();
  await expect(file.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);
});
