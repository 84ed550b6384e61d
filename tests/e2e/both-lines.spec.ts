/** The main journey, and every page once: on the oldest Grafana that is supported (12.4 with React 18) and on the newest. */
import { expect, expectAccessible, test } from './fixtures.ts';

test('a page is answered: from Home to the incident, acknowledged and resolved', async ({ open, world }) => {
  const id = await world.alert({ title: 'Twelve: API is down', severity: 'critical', id: 'twelve-1' });
  const page = await open('home', { person: 'ben' });
  await page
    .getByRole('region', { name: 'Open incidents' })
    .getByRole('link', { name: /Twelve: API is down/ })
    .click();
  await expect(page).toHaveURL(new RegExp(id));
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(page.getByRole('region', { name: 'What happens next' })).toContainText('Ben Petit has it');
  await page.getByRole('button', { name: 'Resolve' }).click();
  await expect(page.getByRole('link', { name: 'Review' })).toBeVisible();
  await expectAccessible(page);
});

for (const path of [
  'home',
  'incidents',
  'rotas',
  'rotas/sre',
  'policies',
  'policies/sre',
  'integrations',
  'integrations/new',
  'integrations/scripts',
  'integrations/scripts?tab=routes',
  'people',
  'me',
  'maintenances',
  'channels',
  'channels/new',
  'channels/new?setup=slack',
  '/plugins/vigie-oncall-app',
  '/profile',
]) {
  test(`${path} opens without an error`, async ({ open }) => {
    const page = await open(path, { person: 'admin' });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main')).not.toContainText('Something went wrong');
  });
}

test('Grafana Alerting is connected with one click, and its test arrives', async ({ open, world, expected }) => {
  // 13 has another address for it, which is asked when this one is not there.
  expected.push(/receivers\/test/);
  const made = await world.sidecar.api('POST', 'integrations', {
    id: 'twelve',
    name: 'Twelve',
    type: 'grafana',
    team: 'sre',
    policy: 'sre',
  });
  expect(made.status).toBe(201);
  const page = await open('integrations/twelve', { person: 'admin' });
  await page.getByRole('button', { name: 'Connect this Grafana' }).click();
  await expect(page.getByText('Connected through “Vigie”')).toBeVisible();
  // As if the public name led to the sidecar.
  await world.grafana.redirect('vigie-twelve', `${world.sidecar.url}/in`);
  await page.reload();
  await page.getByRole('button', { name: 'Send a test through Grafana' }).click();
  await expect(page.getByText('It arrived')).toBeVisible();
});
