import { expect, expectAccessible, test } from './fixtures.ts';
import { choose, chooseOnly, region, removeRota, whoIsOn } from './rotas.ts';
import { keepScreenshot } from './screenshots.ts';

const MADE = ['weekly-team', 'weekdays-and-weekend', 'around-the-world', 'nights-only', 'from-scratch'];

test.afterEach(async ({ world }) => {
  for (const id of MADE) {
    await removeRota(world, id);
  }
});

test('from the list to a weekly rota: the only input is who takes part', async ({ open, world }) => {
  const page = await open('rotas');
  await page.getByRole('link', { name: 'New rota' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('New rota');
  await expect(page.getByRole('radio', { name: /^Weekly/ })).toBeChecked();
  const create = page.getByRole('button', { name: 'Create rota' });
  await expect(create).toBeDisabled();
  await expect(page.getByText('Enter a name.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Weekly team');
  // Everybody in the team, as long as nobody is chosen.
  await expect(create).toBeEnabled();
  await expect(page.getByText('Everyone in the team. Remove the people who take no part.')).toBeVisible();
  const bars = region(page, 'Preview').locator('[data-track="week"]').getByRole('button');
  await expect(bars.first()).toHaveAttribute('aria-label', /Ann Martin/);
  await chooseOnly(page, 'Ben Petit', 'Ann Martin');
  await expect(page.getByText('Everyone in the team.')).toHaveCount(0);

  // It is drawn before it is saved.
  const preview = region(page, 'Preview');
  await expect(preview.locator('[data-track="week"]').getByRole('button').first()).toHaveAttribute(
    'aria-label',
    /Ben Petit, Mon, Jan 5 09:00 to Mon, Jan 12 09:00/,
  );
  await expectAccessible(page);
  await page.getByRole('combobox', { name: 'People, in order of turn' }).fill('');
  await page.keyboard.press('Escape');
  await keepScreenshot(page, 'rota-new');
  await create.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Weekly team');
  await expect(region(page, 'Now and next')).toContainText('Ben Petit');
  expect(await whoIsOn(world, 'weekly-team', '2026-01-12T12:00:00Z')).toEqual(['ann']);
});

test('weekdays and weekend: whoever has the week has not the weekend in the middle of it', async ({ open, world }) => {
  const page = await open('rotas/new', { theme: 'light' });
  await page.getByRole('radio', { name: /^Weekdays and weekend/ }).check();
  await page.getByLabel('Name', { exact: true }).fill('Weekdays and weekend');
  await chooseOnly(page, 'Ann Martin', 'Ben Petit');
  await expect(
    region(page, 'Preview')
      .locator('[data-track="weekend"]')
      .getByRole('button', { name: /Sat|Fri/ })
      .first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Create rota' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Weekdays and weekend');
  const at = (day: string) => whoIsOn(world, 'weekdays-and-weekend', `2026-01-${day}:00Z`);
  const [week, weekend, next] = [await at('08T12:00'), await at('10T12:00'), await at('13T12:00')];
  expect([week.length, weekend.length, next.length]).toEqual([1, 1, 1]);
  expect(weekend).not.toEqual(week);
});

test('follow the sun: three regions, nobody is woken, no gap', async ({ open, world }) => {
  const page = await open('rotas/new');
  await page.getByRole('radio', { name: /^Follow the sun/ }).check();
  await page.getByLabel('Name', { exact: true }).fill('Around the world');
  for (const [number, who] of [
    [1, 'Ann Martin'],
    [2, 'Ben Petit'],
    [3, 'Cleo Roux'],
  ] as const) {
    await choose(page, page, `People of region ${number}, in order of turn`, who);
    await page.keyboard.press('Escape');
  }
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create rota' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Around the world');
  const { body } = await world.sidecar.api<{
    segments: Array<{ start: string; end: string; onCall: Array<{ user: string }> }>;
  }>('GET', 'rotas/around-the-world/timeline?from=2026-01-08T00:00:00Z&to=2027-01-08T00:00:00Z');
  expect(new Set(body.segments.flatMap(({ onCall }) => onCall.map(({ user }) => user)))).toEqual(
    new Set(['ann', 'ben', 'cleo']),
  );
  expect(body.segments.filter(({ onCall }) => onCall.length === 0)).toEqual([]);
  const { layers } = (
    await world.sidecar.api<{ layers: Array<{ timeZone: string; participants: string[][] }> }>(
      'GET',
      'rotas/around-the-world',
    )
  ).body;
  const zones = new Map(
    layers.flatMap(({ timeZone, participants }) => participants.flat().map((user) => [user, timeZone] as const)),
  );
  expect(new Set(zones.values()).size).toBe(3);
  const hour = (at: number, user: string) =>
    Number(
      new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone: zones.get(user) ?? '' }).format(
        at,
      ),
    );
  // The ends of what was asked for cut two of them.
  const atNight = body.segments
    .slice(1, -1)
    .flatMap(({ start, end, onCall }) =>
      onCall
        .filter(
          ({ user }) =>
            hour(Date.parse(start), user) < 7 ||
            hour(Date.parse(end) - 1, user) < 7 ||
            hour(Date.parse(end) - 1, user) >= 23,
        )
        .map(({ user }) => `${user} ${start} to ${end}`),
    );
  expect(atNight).toEqual([]);
});

test('nights and public holidays of Moselle: days are left open on purpose', async ({ open, world }) => {
  const page = await open('rotas/new');
  await page.getByRole('radio', { name: /^Nights and public holidays/ }).check();
  await expect(page.getByText('Required for hours on public holidays')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Nights only');
  await chooseOnly(page, 'Ann Martin', 'Ben Petit');
  await choose(page, page, 'Public holidays of', 'France');
  await expect(page.getByText('Required for hours on public holidays')).toHaveCount(0);
  await choose(page, page, 'Region', 'Moselle');
  await page.getByRole('button', { name: 'Create rota' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nights only');
  // Good Friday is a holiday there, and not in the rest of the country.
  const at = (day: string) => whoIsOn(world, 'nights-only', `2026-${day}T10:00:00Z`);
  expect([(await at('04-02')).length, (await at('04-03')).length]).toEqual([0, 1]);
});

test('from scratch, with the details set first: an empty turn, hours, and a name for the layer', async ({
  open,
  world,
}) => {
  const page = await open('rotas/new');
  await page.getByRole('radio', { name: /^From scratch/ }).check();
  await page.getByLabel('Name', { exact: true }).fill('From scratch');
  await chooseOnly(page);
  await page.getByRole('button', { name: 'Set details first' }).click();
  await page.getByLabel('Layer name').fill('Office');
  await choose(page, page, 'Add a person with their own turn', 'Cleo Roux');
  await page.getByRole('button', { name: 'Add an empty turn' }).click();
  await page.getByRole('radio', { name: 'At certain hours' }).check();
  await expect(
    page
      .locator('[data-track="final"]')
      .getByRole('button', { name: /Cleo Roux/ })
      .first(),
  ).toBeVisible();
  await expect(region(page, 'Who would be on call, 90 days')).toContainText('Cleo Roux');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create rota' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('From scratch');
  expect(
    [
      await whoIsOn(world, 'from-scratch', '2026-01-08T12:00:00Z'),
      await whoIsOn(world, 'from-scratch', '2026-01-14T12:00:00Z'),
    ].flat(),
  ).toEqual(['cleo']);
});

test('a Viewer is told who may create a rota', async ({ open }) => {
  const page = await open('rotas/new', { person: 'dee' });
  await expect(page.getByRole('button', { name: 'Create rota' })).toHaveCount(0);
  await expect(page.getByText(/Editors/).first()).toBeVisible();
  const list = await open('rotas', { person: 'dee' });
  await expect(list.getByRole('listitem').first()).toBeVisible();
  await expect(list.getByRole('link', { name: 'New rota' })).toHaveCount(0);
});
