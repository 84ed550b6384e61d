/** What only a real Grafana can show. Runs where GRAFANA_URL is set; see real-grafana.ts. */
import { expect, test as base } from '@grafana/plugin-e2e';
import { ownWorld } from './fixtures.ts';
import { becomePerson, GRAFANA_URL } from './real-grafana.ts';
import type { World } from './world.ts';

/** Grafana is told of a sidecar that runs. */
const test = base.extend<object, { world: World }>({ world: ownWorld() });

const pluginId = 'vigie-oncall-app';

test.beforeEach(async ({ page, world }) => {
  await world.grafana.setPlugin();
  await becomePerson(page, GRAFANA_URL ?? '', 'admin', 'dark', 'en-US');
});

test('the app is enabled, and its pages are in the navigation', async ({ page, gotoAppPage }) => {
  await gotoAppPage({ pluginId, path: 'home' });
  await expect(
    page
      .getByRole('heading', { name: 'Home', exact: true })
      .or(page.getByRole('heading', { name: 'Who is on call' }))
      .first(),
  ).toBeVisible();
  const { includes } = (await (await page.request.get(`/api/plugins/${pluginId}/settings`)).json()) as {
    includes: Array<{ name: string }>;
  };
  expect(includes.map((one) => one.name)).toEqual(
    expect.arrayContaining([
      'Home',
      'Incidents',
      'Rotas',
      'Escalation policies',
      'Integrations',
      'People',
      'Me',
      'Maintenance',
    ]),
  );
});

test('the configuration page is shown, and says whether the sidecar answers', async ({ gotoAppConfigPage, page }) => {
  await gotoAppConfigPage({ pluginId });
  await expect(page.getByLabel(/address/i).first()).toBeVisible();
});

test('Grafana adds the identity that the sidecar verifies', async ({ page }) => {
  const answer = await page.request.get(`/api/plugin-proxy/${pluginId}/api/v1/status`);
  expect(answer.status()).toBe(200);
  expect(((await answer.json()) as { identity: string }).identity).toBe('verified');
});

test('the command palette knows who is on call', async ({ page, gotoAppPage }) => {
  await gotoAppPage({ pluginId, path: 'home' });
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('Who is on call');
  await expect(page.getByRole('option', { name: /Who is on call/ })).toBeVisible();
});
