/** Insights: chapters, the period before, and what is behind a figure, in both languages. */
import type { FigureWire, InsightWire } from '#contract/insight/insight';
import type { ReviewAnswer } from '#contract/incidents/review';
import type { IntegrationWire } from '#contract/integrations/integration';
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
  // Dee is never on call: to her there is nothing, as on an installation where nothing has happened yet.
  await open('insights', { person: 'dee' });
  await expect(page.getByText('Nothing happened in this period')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);
  const chosen = page.getByRole('combobox', { name: 'Period' });
  await expect(chosen).toHaveValue('This month');

  await sidecar.setClock('2026-01-20T01:10:00Z');
  const id = await own.alert({ title: 'Insight disk', id: 'insights' });
  await sidecar.advance('2m');
  // Younger than a month: there is nothing of the last one.
  await open('insights?chapter=team', { person: 'ann' });
  await expect(chosen).toHaveValue('This month');
  await expect(page.getByText('Time to answer, mean')).toBeVisible();
  await expect(page.getByText(/^How fast people answer is told of whole months/)).toBeVisible();
  await open('insights?chapter=team&period=1', { person: 'ann' });
  await expect(page.getByText('Nothing happened in this period')).toBeVisible();
  await expect(chosen).toHaveValue('Last month');
  await sidecar.api('POST', `incidents/${id}/resolve`);
  await sidecar.setClock('2026-02-03T12:00:00Z');

  await open('insights?chapter=team', { person: 'ann' });
  await expect(page.getByText('Time to answer, mean')).toBeVisible();
  await expect(chosen).toHaveValue('Last month');
  const chart = page.getByRole('region', { name: 'Incidents by day' });
  await expect(
    chart.getByRole('img', { name: /^Incidents: at most 1 a day, Thu, Jan 1, 2026 – Sat, Jan 31/ }),
  ).toBeVisible();
  await expect(chart.locator('canvas')).toBeVisible();
  const figures = page.getByRole('region', { name: 'Figures' });
  await figures.getByText('What each figure is').click();
  await expect(figures.getByText(/^Mean time from the first accepted attempt to the first answer/)).toBeVisible();
  await chart.getByText('As a table').focus();
  await page.keyboard.press('Enter');
  await expect(chart.getByRole('row').filter({ hasText: 'Tue, Jan 20, 2026' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Alerts' }).click();
  await expect(page).toHaveURL(/chapter=alerts/);
  await expect(page.getByRole('row').filter({ hasText: 'Insight disk' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Insight disk' }).click();
  await expect(page.getByRole('link', { name: /Insight disk/ }).first()).toBeVisible();

  // Behind a figure of deliveries are the incidents with those pages.
  await open('insights?chapter=pager', { person: 'ann' });
  await page.getByRole('link', { name: 'Time to page, mean' }).click();
  await expect(page).toHaveURL(/had=page/);
  await expect(page.getByText('With pages')).toBeVisible();
  await expect(page.getByRole('link', { name: /Insight disk/ }).first()).toBeVisible();
});

test('on a phone the first figure is seen at once, in French, too', async ({ page }) => {
  const open = opener(page, own.host.url);
  await own.sidecar.setClock('2026-02-03T13:00:00Z');
  await page.setViewportSize({ width: 390, height: 844 });
  await open('insights?chapter=pager', { person: 'ann', language: 'fr-FR', theme: 'light' });
  await expect(page.getByRole('heading', { level: 1, name: 'Indicateurs' })).toBeVisible();
  await expect(page.getByText('Envoyés du premier coup').first()).toBeVisible();
  await expectAccessible(page);
  // The first figure is seen at once; what is seldom changed is folded away.
  const first = page.getByText('Envoyés du premier coup').first();
  expect((await first.boundingBox())?.y ?? 844).toBeLessThan(844);
  const figures = page.getByRole('region', { name: 'Chiffres' });
  expect((await figures.boundingBox())?.y ?? 844).toBeLessThan(440);
  await figures.getByText('Ce qu’est chaque chiffre').click();
  await expect(figures.getByText(/^Délai moyen entre l’ouverture d’un incident/)).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole('combobox', { name: 'Équipe' })).toBeHidden();
  await page.getByRole('button', { name: 'Filtres' }).click();
  await expect(page.getByRole('combobox', { name: 'Équipe' })).toBeVisible();
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
  expect(overflows).toBe(false);
});

test('a row of a table opens what it is of', async ({ page }) => {
  const open = opener(page, own.host.url);
  await own.sidecar.setClock('2026-02-10T01:10:00Z');
  const id = await own.alert({ title: 'Row disk', id: 'rows' });
  await own.sidecar.advance('2m');
  await own.sidecar.api('POST', `incidents/${id}/resolve`);
  await open('insights?chapter=team&period=this', { person: 'ann' });
  const chart = page.getByRole('region', { name: 'Incidents by day' });
  await chart.getByText('As a table').click();
  await chart.getByRole('link', { name: 'Tue, Feb 10, 2026' }).click();
  const parameter = (name: string) => new URL(page.url()).searchParams.get(name);
  await expect.poll(() => parameter('from')).toBe('2026-02-10T00:00:00.000Z');
  expect(parameter('to')).toBe('2026-02-11T00:00:00.000Z');
  await expect(page.getByRole('link', { name: /Row disk/ }).first()).toBeVisible();
  await open('insights?chapter=pager&period=this', { person: 'ann' });
  await page.getByRole('link', { name: 'e-mail', exact: true }).click();
  await expect(page.getByText('Paged by e-mail')).toBeVisible();
  await expect(page.getByRole('link', { name: /Row disk/ }).first()).toBeVisible();
});

test('a person sees when they are interrupted', async ({ page }) => {
  await own.sidecar.setClock('2026-02-10T12:00:00Z');
  // The people of this world have mail alone, which interrupts nobody.
  await page.route(/insights\/me/, async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as InsightWire;
    const often = (value: number) => ({
      ...(body.figures[0] as FigureWire),
      ...{ key: 'interruptions' as const, unit: 'count' as const, value },
    });
    const groups = [
      { by: 'day' as const, id: '2026-01-20', alert: null, figures: [often(3)] },
      { by: 'weekHour' as const, id: '2-03', alert: null, figures: [often(2)] },
      { by: 'weekHour' as const, id: '0-23', alert: null, figures: [often(1)] },
    ];
    await route.fulfill({ response, json: { ...body, problems: [], groups } });
  });
  await opener(page, own.host.url)('insights', { person: 'ann' });
  // By the zone in which Vigie knows her, as her hours of sleep are.
  await expect(page.getByText('Times are in Europe/Paris')).toBeVisible();
  const hours = page.getByRole('region', { name: 'Interruptions by weekday and hour' });
  await expect(hours.getByRole('row', { name: /^Tue/ }).getByRole('cell').nth(3)).toHaveText('2');
  await expect(hours.getByRole('row', { name: /^Sun/ }).getByRole('cell').nth(23)).toHaveText('1');
  const days = page.getByRole('region', { name: 'Interruptions by day' });
  await expect(days.getByRole('img', { name: /^Interruptions: at most 3 a day/ })).toBeVisible();
  await days.getByText('As a table').click();
  await expect(days.getByRole('row').filter({ hasText: 'Tue, Jan 20, 2026' })).toBeVisible();
  await page.getByRole('link', { name: 'Time on call', exact: true }).click();
  await expect(page).toHaveURL(/rotas\?look=timeline&view=month&from=2026-01-01&person=ann/);
  await page.goBack();
  await expectAccessible(page);
});

test('an action of a review is marked as done where Home lists it', async ({ page }) => {
  const { sidecar } = own;
  const id = await own.alert({ title: 'Reviewed disk', id: 'reviewed' });
  await sidecar.api('POST', `incidents/${id}/resolve`);
  const actions = [
    { what: 'A bigger disk', owner: 'ann' },
    { what: 'An earlier alert', owner: 'ann' },
  ];
  expect((await sidecar.api('PUT', `incidents/${id}/review`, { cause: 'Logs', actions })).status).toBe(200);
  await opener(page, own.host.url)('home', { person: 'ann' });
  const list = page.getByRole('region', { name: 'To do from reviews' });
  await list.getByRole('button', { name: 'Done: A bigger disk' }).click();
  await expect(list.getByRole('link', { name: 'A bigger disk' })).toBeHidden();
  await expect(list.getByRole('link', { name: 'An earlier alert' })).toBeVisible();
  await expectAccessible(page);
  const { body } = await sidecar.api<ReviewAnswer>('GET', `incidents/${id}/review`);
  expect([body.cause, body.actions.map(({ done }) => done)]).toEqual(['Logs', [true, false]]);
});

test('the last 30 days are gone through with a draft', async ({ page }) => {
  const body = {
    id: 'tried',
    name: 'Tried',
    team: 'sre',
    steps: [{ notify: [{ user: 'ann' }], wait: '5m' }],
  };
  expect((await own.sidecar.api('POST', 'policies', body)).status).toBe(201);
  const incident = await own.alert({ title: 'Gone through again', id: 'again' });
  await own.sidecar.advance('2m');
  await own.sidecar.api('POST', `incidents/${incident}/resolve`);
  await opener(page, own.host.url)('policies/tried');
  const nights = page.getByRole('region', { name: 'The last 30 days' });
  await nights.getByRole('button', { name: 'What would this have changed?' }).click();
  await expect(nights).toContainText('Every page would have been the same.', { timeout: 20_000 });
  await expect(nights).toContainText(/Without the draft, [1-9]\d* of [1-9]\d* pages come as they did/);
  await expect(nights.getByRole('row', { name: /^Pages at night/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Name').fill('Tried again');
  await expect(nights.getByRole('table')).toBeHidden();
  // Typed on before the sidecar has answered: what it goes through is an older draft.
  await page.route(/\/replays$/, async (route) => {
    await page.getByLabel('Name').fill('Tried once more');
    await route.continue();
  });
  const dropped = page.waitForRequest((one) => one.method() === 'DELETE' && one.url().includes('/replays/'));
  await nights.getByRole('button', { name: 'What would this have changed?' }).click();
  await dropped;
  await expect(nights.getByRole('status')).toBeHidden();
  await expect(nights.getByRole('table')).toBeHidden();
  await page.getByRole('button', { name: 'Discard changes' }).click();
});

test('the editor of an integration says what its draft would have changed, in French, too', async ({ page }) => {
  const open = opener(page, own.host.url);
  const integration = { id: 'gone-through', name: 'Gone through', type: 'webhook', team: 'sre', policy: 'sre' };
  const made = await own.sidecar.api<IntegrationWire>('POST', 'integrations', integration);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  await own.sidecar.ingest(made.body.token ?? '', { id: 'gone', title: 'Came again', severity: 'critical' });
  await own.sidecar.advance('2m');
  await own.sidecar.ingest(made.body.token ?? '', { id: 'gone', status: 'resolved' });
  await own.sidecar.advance('1m');
  const editor = 'integrations/gone-through';
  await open(`${editor}?tab=settings`, { person: 'cleo' });
  const nights = page.getByRole('region', { name: 'The last 30 days' });
  await nights.getByRole('button', { name: 'What would this have changed?' }).click();
  await expect(nights).toContainText('Every page would have been the same.', { timeout: 20_000 });
  await page.getByLabel('Resolve after no signal for').fill('1h');
  await nights.getByRole('button', { name: 'What would this have changed?' }).click();
  await expect(nights).toContainText(/When alerts of Gone through came again was not recorded/, { timeout: 20_000 });
  await expectAccessible(page);
  await page.getByLabel('Resolve after no signal for').fill('');

  await page.setViewportSize({ width: 390, height: 844 });
  await open(`${editor}?tab=routes`, { person: 'cleo', language: 'fr-FR', theme: 'light' });
  const past = page.getByRole('region', { name: 'Les 30 derniers jours' });
  await past.getByRole('button', { name: 'Qu’est-ce que cela aurait changé ?' }).click();
  await expect(past).toContainText('Tous les appels auraient été les mêmes.', { timeout: 20_000 });
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1)).toBe(false);
});

test('people who may replay try their own rules, quiet hours and maintenances; others are not asked', async ({
  page,
}) => {
  const open = opener(page, own.host.url);
  const try_ = 'What would this have changed?';
  await open('me', { person: 'cleo' });
  await page.getByRole('button', { name: 'Edit rules' }).click();
  await page.getByRole('button', { name: 'Add a rule' }).first().click();
  const rules = page.getByRole('region', { name: 'The last 30 days by these rules' });
  await rules.getByRole('button', { name: try_ }).click();
  await expect(rules.getByRole('row', { name: /^Times somebody was woken/ })).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Set quiet hours' }).click();
  const quiet = page.getByRole('region', { name: 'The last 30 days with these quiet hours' });
  await quiet.getByRole('button', { name: try_ }).click();
  await expect(quiet).toContainText(/Without the draft, [1-9]\d* of [1-9]\d* pages come as they did/, {
    timeout: 20_000,
  });
  await expectAccessible(page);
  const cancel = page.getByRole('button', { name: 'Cancel' });
  await cancel.first().click();
  await cancel.click();

  await open('me', { person: 'ann' });
  await page.getByRole('button', { name: 'Edit rules' }).click();
  await expect(page.getByRole('button', { name: 'Save' }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: try_ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Cancel' }).click();
});

test('a maintenance says what it would have held', async ({ page }) => {
  const incident = await own.alert({ title: 'Held in the draft', id: 'held' });
  await own.sidecar.advance('2m');
  await own.sidecar.api('POST', `incidents/${incident}/resolve`);
  const nightly = { id: 'nightly', name: 'Nightly', integrations: ['scripts'], timeZone: 'UTC', repeat: 'daily' };
  const times = { start: '2026-01-01T00:00', end: '2026-01-01T00:01' };
  expect((await own.sidecar.api('POST', 'maintenances', { ...nightly, ...times })).status).toBe(201);
  await opener(page, own.host.url)('maintenances', { person: 'cleo' });
  await page.getByRole('button', { name: 'Edit Nightly' }).click();
  await page.getByLabel('To', { exact: true }).fill('2026-01-01T23:00');
  const nights = page.getByRole('region', { name: 'The last 30 days' });
  await nights.getByRole('button', { name: 'What would this have changed?' }).click();
  await expect(nights).toContainText('a maintenance holds the page', { timeout: 20_000 });
  await nights.getByText('Page by page').click();
  const row = nights.getByRole('row', { name: /^Held in the draft/ }).first();
  await expect(row.getByRole('cell').last()).toHaveText('no page');
  await expectAccessible(page);
});
