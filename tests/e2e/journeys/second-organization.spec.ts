/** Somebody of another organization of the same Grafana, where an administrator set the plugin up, too. */
import { expect, expectAccessible, test } from '../fixtures.ts';
import { PLUGIN } from '../grafana-api.ts';
import { credentialsOf } from '../real-grafana.ts';

test('they are refused clearly, in their language: which organization is served, and what to do', async ({
  open,
  world,
  expected,
}) => {
  // Grafana asks its flags for people of the first organization only.
  expected.push(/403/, /ofrep/i);
  await world.grafana.setPlugin({}, credentialsOf('olga'));
  await world.alert({ title: 'Of the first organization', severity: 'critical', id: 'org-1' });
  const page = await open('incidents', { person: 'olga' });
  const refusal = page.getByRole('main').getByRole('alert').first();
  await expect(refusal).toContainText('This sidecar serves the Grafana organization 1 only');
  await expect(refusal).toContainText('VIGIE_GRAFANA_ORGS');
  await expect(page.getByText('Of the first organization')).toHaveCount(0);
  await expectAccessible(page);
  await open('home', { person: 'olga', language: 'fr-FR' });
  await expect(page.getByRole('main').getByRole('alert').first()).toContainText('l’organisation Grafana 1');
});

test('they change nothing there either, and the first organization goes on', async ({ open, world }) => {
  await world.grafana.setPlugin({}, credentialsOf('olga'));
  const { user, password } = credentialsOf('olga');
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const made = await world.grafana.ask(
    'POST',
    `/api/plugin-proxy/${PLUGIN}/api/v1/teams`,
    { id: 'of-org-2', name: 'x' },
    authorization,
  );
  expect(made).toMatchObject({ status: 403, body: { error: { reason: 'identity-foreign' } } });
  expect((await world.sidecar.api('GET', 'teams/of-org-2')).status).toBe(404);
  const page = await open('incidents', { person: 'ben' });
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
});
