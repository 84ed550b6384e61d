import { expect, expectAccessible, make, test } from './fixtures.ts';

test('nothing is planned, then a maintenance is, for an integration of the team', async ({ open, world }) => {
  const page = await open('maintenances');
  await expect(page.getByText('No maintenance planned')).toBeVisible();
  await page.getByRole('button', { name: 'New maintenance' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('button', { name: 'Save' })).toBeDisabled();
  await drawer.getByLabel('Name', { exact: true }).fill('Patch day');
  await drawer.getByLabel('Reason').fill('Kernel update, https://tickets.example.com/7');
  await drawer.getByRole('combobox', { name: 'Integrations' }).click();
  await page.getByRole('option', { name: 'Scripts', exact: true }).click();
  await page.keyboard.press('Escape');
  await drawer.getByLabel('From', { exact: true }).fill('2026-01-07T10:00');
  await drawer.getByLabel('To', { exact: true }).fill('2026-01-07T12:00');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Patch day' });
  await expect(row).toContainText('Scripts: Page nobody');
  await expect(row).toContainText('Kernel update');
  await expect(row.getByRole('link')).toHaveAttribute('href', 'https://tickets.example.com/7');
  await expect(row).toContainText('Now');
  await expect(row).toContainText(/Started by Cleo Roux, \d\d:\d\d/);
  // Without the button that still fades from the click.
  await open('maintenances');
  await expect(row).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Edit Patch day' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete Patch day' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('No maintenance planned')).toBeVisible();
  expect((await world.sidecar.api('GET', 'maintenances/patch-day')).status).toBe(404);
});

test('one that has run for a while is changed, and then ended', async ({ open, world }) => {
  await make(world, 'maintenances', {
    id: 'works',
    name: 'Works',
    integrations: ['scripts'],
    start: '2026-01-07T08:00',
    end: '2026-01-07T12:00',
    timeZone: 'UTC',
    action: 'hold',
  });
  const page = await open('maintenances');
  await page.getByRole('button', { name: 'Edit Works' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Name', { exact: true }).fill('Long works');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer).toBeHidden();
  const row = page.getByRole('listitem').filter({ hasText: 'Long works' });
  await row.getByRole('button', { name: 'End now: Long works' }).click();
  await expect(row).toContainText('Ended');
  expect((await world.sidecar.api('GET', 'maintenances/works')).body).toMatchObject({
    name: 'Long works',
    end: (await world.sidecar.now()).slice(0, 'YYYY-MM-DDTHH:mm'.length),
  });
  await world.sidecar.api('DELETE', 'maintenances/works');
});

test('one that is planned says by whom; beside it stands whether silences of Grafana are followed', async ({
  open,
  page,
  world,
}) => {
  await make(world, 'maintenances', {
    id: 'later',
    name: 'Later',
    integrations: ['scripts'],
    start: '2026-03-07T08:00',
    end: '2026-03-07T12:00',
    timeZone: 'UTC',
  });
  const grafana = { id: 'ours', name: 'Our Grafana', type: 'grafana', policy: 'sre' };
  await make(world, 'integrations', grafana);
  // Other tests of this worker may have left integrations of Grafana.
  let shown: (one: { id: string; type: string }) => boolean = ({ type }) => type !== 'grafana';
  await page.route(/\/api\/v1\/integrations(?:\?|$)/, async (route) => {
    const response = await route.fetch();
    const list = (await response.json()) as { items: Array<{ id: string; type: string }> };
    await route.fulfill({ response, json: { ...list, items: list.items.filter(shown) } });
  });
  await open('maintenances', { person: 'admin' });
  await expect(page.getByRole('listitem').filter({ hasText: 'Later' })).toContainText('Planned by api, ');
  const hint = page.getByText('A maintenance is for planned work');
  await expect(hint).toContainText('Vigie follows Grafana’s silences once Grafana is connected.');
  await expect(hint.getByRole('link', { name: 'Connect Grafana' })).toHaveAttribute('href', /\/integrations\/new$/);
  shown = ({ id, type }) => type !== 'grafana' || id === 'ours';
  await open('maintenances', { person: 'admin' });
  await expect(hint).toContainText('Vigie keeps paging for alerts that are silenced in Our Grafana.');
  await expectAccessible(page);
  await hint.getByRole('link', { name: 'Have Vigie follow silences' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Our Grafana');
  await world.sidecar.api('DELETE', 'integrations/ours');
  await world.sidecar.api('DELETE', 'maintenances/later');
});

test('one for others is refused with the reason', async ({ open, expected }) => {
  expected.push(/403/);
  const page = await open('maintenances');
  await page.getByRole('button', { name: 'New maintenance' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: 'Edit as text' }).click();
  await drawer.getByLabel('Labels that must match').fill('env="staging"');
  await drawer.getByRole('button', { name: 'Edit as a form' }).click();
  await expect(drawer.getByRole('combobox', { name: 'Label' })).toHaveValue('env');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByLabel('From', { exact: true }).fill('2026-01-08T10:00');
  await drawer.getByLabel('To', { exact: true }).fill('2026-01-08T12:00');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer.getByRole('alert')).toContainText('The maintenance was not saved: You don’t have permission');
});

test('time windows are made, and cannot go while something uses them', async ({ open, world, expected }) => {
  expected.push(/409/);
  const page = await open('policies?tab=windows', { person: 'admin' });
  await expect(page.getByText('No time windows yet')).toBeVisible();
  await page.getByRole('button', { name: 'New time window' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Name', { exact: true }).fill('Shop hours');
  await drawer.getByLabel('From', { exact: true }).fill('10:00');
  await drawer.getByLabel('Public holidays of').fill('FR');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Shop hours' })).toContainText('workdays 10:00 – 18:00');

  expect(
    (
      await world.sidecar.api('POST', 'policies', {
        id: 'by-day',
        team: 'sre',
        steps: [{ notify: [{ user: 'ann' }], when: 'shop-hours' }],
      })
    ).status,
  ).toBe(201);
  await page.getByRole('button', { name: 'Edit Shop hours' }).click();
  const nights = page.getByRole('dialog').getByRole('region', { name: 'The last 30 days' });
  await nights.getByRole('button', { name: 'What would this have changed?' }).click();
  await expect(nights).toContainText(/Every page would have been the same|No alerts are stored/, { timeout: 20_000 });
  await expectAccessible(page, '[role="dialog"]');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete Shop hours' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('This can’t be done yet')).toBeVisible();
  await expect(page.getByText(/by-day/).first()).toBeVisible();
  await world.sidecar.api('DELETE', 'policies/by-day');
  await world.sidecar.api('DELETE', 'time-windows/shop-hours');
});

test('a Viewer reads, in French', async ({ open }) => {
  const page = await open('maintenances', { person: 'dee', language: 'fr-FR', theme: 'light' });
  await expect(page.getByText('Aucune maintenance n’est prévue')).toBeVisible();
  await expect(page.getByText('La maintenance sert aux travaux prévus')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Nouvelle maintenance' })).toHaveCount(0);
  await expectAccessible(page);
});
