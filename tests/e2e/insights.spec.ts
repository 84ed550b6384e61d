/** Insights: what matters, any period and filter, why something is not told, and what is behind a figure, in both languages. */
import type { FigureWire, InsightWire } from '#contract/insight/insight';
import type { ReviewAnswer } from '#modules/review/contract/review';
import type { IntegrationWire } from '#contract/integrations/integration';
import type { Line } from '../host/bundle.ts';
import { expect, expectAccessible, opener, test } from './fixtures.ts';
import type { World } from './world.ts';
import { startWorld } from './world.ts';

let own: World;

test.beforeAll(async ({}, info) => {
  own = await startWorld(info.project.metadata.line as Line);
  const { sidecar } = own;
  await sidecar.setClock('2026-01-20T01:10:00Z');
  const id = await own.alert({ title: 'Insight disk', id: 'insights' });
  await sidecar.advance('2m');
  await sidecar.api('POST', `incidents/${id}/resolve`);
});
test.afterAll(() => own.close());

const JANUARY = 'from=2026-01-01T00:00:00.000Z&to=2026-01-31T23:59:59.999Z';

test('it opens on the team and the last 30 days, with what matters, and says why something is not told', async ({
  page,
}) => {
  const open = opener(page, own.host.url);
  const { sidecar } = own;
  // Dee is never on call: to her there is nothing, as on an installation where nothing has happened yet.
  await open('insights?chapter=me', { person: 'dee' });
  await expect(page.getByText('Nothing happened in this period')).toBeVisible({ timeout: 20_000 });
  await expectAccessible(page);

  await open('insights', { person: 'ann' });
  await expect(page.getByRole('tab', { name: 'Team' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('Last 30 days')).toBeVisible();
  await expect(page.getByText('Times are in UTC')).toBeVisible();
  const chart = page.getByRole('region', { name: 'Incidents by day' });
  await expect(chart.locator('canvas')).toBeVisible();
  await expect(page.getByText(/Time to answer.*: It is told of whole calendar months/)).toBeVisible();
  await expect(page.getByText('–', { exact: true })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show December 2025' }).click();
  await expect(page).toHaveURL(/from=2025-12-01/);
  await expect(page.getByText('Nothing happened in this period')).toBeVisible();
  await sidecar.setClock('2026-02-03T12:00:00Z');

  await open(`insights?${JANUARY}`, { person: 'ann' });
  await expect(page.getByText(/^1 incident that nobody answered in time/)).toBeVisible();
  const answers = page.getByRole('region', { name: 'Answers' });
  await expect(answers.getByText('All incidents', { exact: true })).toBeVisible();
  await expect(answers.getByText(/period before: 0/).first()).toBeVisible();
  await page.getByText('What each figure is').click();
  await expect(page.getByText(/^Median time from the first accepted attempt to the first answer/)).toBeVisible();
  await chart.getByText('As a table').focus();
  await page.keyboard.press('Enter');
  await expect(chart.getByRole('row').filter({ hasText: 'Tue, Jan 20, 2026' })).toBeVisible();
  await expectAccessible(page);

  await open(`insights?${JANUARY}&severity=critical&label=env%3Dprod`, { person: 'ann' });
  await expect(page.getByText('Nothing here needs attention.')).toBeVisible();
  await expect(answers.getByText('All incidents, of severity Critical, with env=prod')).toBeVisible();
  await open(`insights?${JANUARY}&severity=error,critical,warning,info`, { person: 'ann' });
  await expect(page.getByText(/: It is told of all incidents of a team or rota/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page.getByText(/: It is told of all incidents of a team or rota/)).toHaveCount(0);
});

test('what is counted is what its link opens, and an alert says from where it came', async ({ page }) => {
  const open = opener(page, own.host.url);
  await own.sidecar.setClock('2026-02-03T12:30:00Z');
  await open(`insights?chapter=alerts&${JANUARY}`, { person: 'ann' });
  const row = page.getByRole('row').filter({ hasText: 'Insight disk' });
  await expect(row).toContainText('Scripts');
  await expectAccessible(page);
  await row.getByRole('link', { name: 'Insight disk' }).click();
  await expect(page).toHaveURL(/counted=true/);
  await expect(page.getByText('Counted in insights')).toBeVisible();
  await expect(page.getByRole('link', { name: /Insight disk/ })).toHaveCount(1);

  await open(`insights?${JANUARY}`, { person: 'ann' });
  await page.getByRole('link', { name: 'Missed', exact: true }).click();
  await expect(page).toHaveURL(/had=missed/);
  await expect(page.getByRole('link', { name: /Insight disk/ }).first()).toBeVisible();
});

test('on a phone the first figure is seen at once, in French, too', async ({ page }) => {
  const open = opener(page, own.host.url);
  await own.sidecar.setClock('2026-02-03T13:00:00Z');
  await page.setViewportSize({ width: 390, height: 844 });
  await open('insights?chapter=pager', { person: 'ann', language: 'fr-FR', theme: 'light' });
  await expect(page.getByRole('heading', { level: 1, name: 'Indicateurs' })).toBeVisible();
  const figures = page.getByRole('region', { name: 'Incidents et alertes' });
  await expect(figures.getByText('Envoyés du premier coup')).toBeVisible();
  await expectAccessible(page);
  // The line on top and the first figure are seen at once; what is seldom changed is folded away.
  expect((await page.getByText(/resté sans réponse à temps/).boundingBox())?.y ?? 844).toBeLessThan(440);
  expect((await page.locator('dl dt').first().boundingBox())?.y ?? 844).toBeLessThan(844);
  await page.getByText('Ce qu’est chaque chiffre').click();
  await expect(
    page.getByText(/^Incidents pour lesquels Vigie a tenté de joindre quelqu’un|^Incidents ouverts/).first(),
  ).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByRole('combobox', { name: 'Équipe' })).toBeHidden();
  await page.getByRole('button', { name: 'Filtres' }).click();
  await expect(page.getByRole('combobox', { name: 'Équipe' })).toBeVisible();
  await expectAccessible(page);
  const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
  expect(overflows).toBe(false);
});

test('a row of a table opens what it is of', async ({ page }) => {
  const open = opener(page, own.host.url);
  await own.sidecar.setClock('2026-02-10T01:10:00Z');
  const id = await own.alert({ title: 'Row disk', id: 'rows' });
  await own.sidecar.advance('2m');
  await own.sidecar.api('POST', `incidents/${id}/resolve`);
  await open('insights?from=now/M&to=now', { person: 'ann' });
  const chart = page.getByRole('region', { name: 'Incidents by day' });
  await chart.getByText('As a table').click();
  await chart.getByRole('link', { name: 'Tue, Feb 10, 2026' }).click();
  const parameter = (name: string) => new URL(page.url()).searchParams.get(name);
  await expect.poll(() => parameter('from')).toBe('2026-02-10T00:00:00.000Z');
  await expect(page.getByRole('link', { name: /Row disk/ }).first()).toBeVisible();
  await open('insights?chapter=pager&from=now/M&to=now', { person: 'ann' });
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
      ...{ key: 'interruptions' as const, unit: 'count' as const, value, why: null, behind: null },
    });
    const groups = [
      { by: 'day' as const, id: '2026-02-09', alert: null, figures: [often(3)] },
      { by: 'weekHour' as const, id: '2-03', alert: null, figures: [often(2)] },
      { by: 'weekHour' as const, id: '0-23', alert: null, figures: [often(1)] },
    ];
    await route.fulfill({ response, json: { ...body, problems: [], groups } });
  });
  await opener(page, own.host.url)('insights?chapter=me', { person: 'ann' });
  // Periods are those of one zone on every tab; hours of the day are those of the person.
  await expect(page.getByText('Times are in UTC')).toBeVisible();
  const hours = page.getByRole('region', { name: 'Interruptions by weekday and hour (Europe/Paris)' });
  await expect(hours.getByRole('row', { name: /^Tue/ }).getByRole('cell').nth(3)).toHaveText('2');
  await expect(hours.getByRole('row', { name: /^Sun/ }).getByRole('cell').nth(23)).toHaveText('1');
  const days = page.getByRole('region', { name: 'Interruptions by day' });
  await expect(days.getByRole('img', { name: /^Interruptions: at most 3 a day/ })).toBeVisible();
  await days.getByText('As a table').click();
  await expect(days.getByRole('row').filter({ hasText: 'Mon, Feb 9, 2026' })).toBeVisible();
  await page.getByRole('link', { name: 'Time on call', exact: true }).click();
  await expect(page).toHaveURL(/rotas\?look=timeline&view=month&from=2026-01-11&person=ann/);
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
  await expect(nights).toContainText(/Replayed without the draft, [1-9]\d* of [1-9]\d* pages are as they really were/);
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
  await expect(past).toContainText('Toutes les sollicitations auraient été les mêmes.', { timeout: 20_000 });
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
  await expect(quiet).toContainText(/Replayed without the draft, [1-9]\d* of [1-9]\d* pages are as they really were/, {
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
