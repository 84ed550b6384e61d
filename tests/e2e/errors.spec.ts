/** Everything that can stand between a person and the sidecar: each has words of its own, and says what to do. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { OUR_SECTIONS, expect, expectAccessible, test } from './fixtures.ts';
import type { World } from './world.ts';
import { apiToken } from '../support/sidecar.ts';

const SETTINGS = '/plugins/vigie-oncall-app';
const STATUS = '**/api/v1/status';

/** Grafana is changed for one test, and put back. */
let undo: Array<() => void | Promise<void>> = [];
test.afterEach(async () => {
  for (const one of undo) {
    await one();
  }
  undo = [];
});

function withState<K extends keyof World['host']['state']>(
  world: World,
  key: K,
  value: World['host']['state'][K],
): void {
  const { state } = world.host;
  const before = state[key];
  undo.push(() => {
    state[key] = before;
  });
  state[key] = value;
}

async function withPlugin({ grafana }: World, change: Parameters<typeof grafana.setPlugin>[0]): Promise<void> {
  undo.push(() => grafana.setPlugin());
  await grafana.setPlugin(change);
}

async function expectFailure(page: Page, title: string, advice: RegExp): Promise<void> {
  const alert = page.getByRole('main').getByRole('alert').filter({ hasText: title }).first();
  await expect(alert).toBeVisible();
  await expect(alert).toContainText(advice);
}

test('the sidecar is down: what was shown stays, marked as old; what is pressed is told to have failed', async ({
  open,
  world,
  expected,
}) => {
  expected.push(/502/);
  const id = await world.alert({ title: 'Errors: down', severity: 'error', id: 'errors-1' });
  const page = await open(`incidents/${id}`, { person: 'ben' });
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Errors: down');
  await withPlugin(world, { address: 'http://127.0.0.1:9' });
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expectFailure(
    page,
    'The Vigie sidecar isn’t responding',
    /Nobody is paged while it is down\. Check that it runs/,
  );
  await expect(page.getByRole('region', { name: 'What happens next' })).toContainText(
    '(stopped: the sidecar isn’t responding)',
  );
  await expect(page.getByText(/Out of date/)).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Errors: down');
  // A button under the pointer has Grafana's own colours.
  await page.mouse.move(0, 0);
  await expectAccessible(page, '[role="alert"]');
});

test('the token is wrong: Admins are led to the settings, others are not', async ({ open, world, expected }) => {
  expected.push(/401/);
  await withPlugin(world, { token: 'wrong' });
  const page = await open('rotas', { person: 'admin' });
  await expectFailure(page, 'The sidecar rejects Grafana’s token', /VIGIE_PLUGIN_TOKEN/);
  await expect(page.getByRole('main').getByRole('link', { name: 'Open the settings' }).first()).toHaveAttribute(
    'href',
    SETTINGS,
  );
  await open('rotas', { person: 'dee' });
  await expectFailure(page, 'The sidecar rejects Grafana’s token', /VIGIE_PLUGIN_TOKEN/);
  await expect(page.getByRole('link', { name: 'Open the settings' })).toHaveCount(0);
});

test('the identity cannot be checked: clocks and VIGIE_GRAFANA_URL are named', async ({ open, world, expected }) => {
  expected.push(/401/);
  withState(world, 'identities', { ...world.host.state.identities, token: async () => 'not.a.signature' });
  const page = await open(SETTINGS, { person: 'admin' });
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText('The sidecar accepts the token: yes');
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText('The sidecar knows who you are: no');
  await expectFailure(page, 'The sidecar could not tell who you are', /VIGIE_GRAFANA_URL.*clocks/);
});

test('something else answers at the address', async ({ open, world, expected }) => {
  expected.push(/404|401/);
  await withPlugin(world, { address: world.host.url });
  const page = await open(SETTINGS, { person: 'admin' });
  await expectFailure(page, 'Something else answers at the sidecar’s address', /Check the address/);
});

test('Grafana runs with the routes of an older version', async ({ open, world, expected }) => {
  expected.push(/404/);
  withState(world, 'plugin', { ...world.host.state.plugin, routes: [] });
  const page = await open('policies', { person: 'admin' });
  await expectFailure(page, 'Grafana needs a restart', /reads its routes only at start/);
});

test('Grafana runs with the route of the plugin of 0.1: the plugin is to be updated', async ({
  open,
  world,
  expected,
}) => {
  expected.push(/401/);
  const { plugin } = world.host.state;
  withState(world, 'plugin', {
    ...plugin,
    routes: plugin.routes.map((route) => ({ ...route, url: route.url.replace('/grafana/api', '/api') })),
  });
  for (const [language, title, advice] of [
    ['en-US', 'Grafana has an older version of the plugin', /Update the plugin and restart Grafana/],
    ['fr-FR', 'Grafana a une version du plugin plus ancienne', /Mettez le plugin à jour et redémarrez Grafana/],
  ] as const) {
    const page = await open('policies', { person: 'admin', language });
    await expectFailure(page, title, advice);
  }
  await withPlugin(world, { token: apiToken });
  await expectFailure(
    await open('policies', { person: 'dee' }),
    'Grafana has an older version of the plugin',
    /VIGIE_API_TOKEN does not work through a proxy/,
  );
});

test('the sidecar is of 0.1: the sidecar is to be updated', async ({ open, page, expected }) => {
  expected.push(/404/);
  // As 0.1 answers, which knows no reasons.
  await page.route('**/api/plugin-proxy/*/api/v1/**', (route) =>
    route.fulfill({
      status: 404,
      json: { error: { code: 'not-found', message: 'There is nothing at GET /grafana/api/v1/status.', details: [] } },
    }),
  );
  for (const [language, title, advice] of [
    ['en-US', 'The sidecar is older than this plugin', /Update the sidecar/],
    ['fr-FR', 'Le sidecar est plus ancien que ce plugin', /Mettez le sidecar à la version du plugin/],
  ] as const) {
    await open(SETTINGS, { person: 'admin', language });
    await expectFailure(page, title, advice);
  }
});

test('the plugin is not enabled in this organization', async ({ open, whole, world, expected }) => {
  expected.push(/404/);
  // Grafana shows no page of an app that is not enabled: it is switched off while somebody looks.
  const page = await open('policies', { person: 'dee' });
  await expect(page.getByText('SRE escalation')).toBeVisible();
  await withPlugin(world, { enabled: false });
  await whole.getByRole('navigation').getByRole('link', { name: 'People' }).click();
  await expectFailure(page, 'Grafana doesn’t let you use this plugin', /ask an administrator to enable the plugin/);
});

test('the sidecar is busy: it is asked again', async ({ open, whole, expected }) => {
  expected.push(/503/);
  const page = await open('policies', { person: 'dee' });
  await page.route('**/api/v1/on-call**', (route) =>
    route.fulfill({
      status: 503,
      json: { error: { code: 'unavailable', message: 'The database is locked.', details: [] } },
    }),
  );
  await whole.getByRole('navigation').getByRole('link', { name: 'Rotas' }).click();
  await expectFailure(page, 'The sidecar is busy', /can’t answer right now/);
  await page.unroute('**/api/v1/on-call**');
  await expect(page.getByText('SRE primary'), 'by itself').toBeVisible({ timeout: 15_000 });
});

for (const [language, add, isLoaded, said] of [
  ['en-US', 'Add note', true, 'text must not be empty'],
  ['fr-FR', 'Ajouter la note', true, 'text ne doit pas être vide'],
  // Grafana was updated meanwhile, and no longer has the files of the page that is open.
  ['fr-FR', 'Ajouter la note', false, 'text said by the sidecar'],
] as const) {
  const words = isLoaded ? language : `${language}, whose words cannot be loaded`;
  test(`a field that is refused is named, and what was typed stays (${words})`, async ({ open, world, expected }) => {
    expected.push(/400/);
    if (!isLoaded) expected.push(/ChunkLoadError|Loading chunk|ERR_FAILED/);
    const id = await world.alert({ title: 'Errors: refused', severity: 'error', id: 'errors-refused' });
    const page = await open(`incidents/${id}`, { person: 'ben', language });
    await page.getByLabel('Note', { exact: true }).fill('It is the network.');
    const details = [{ path: 'text', message: 'said by the sidecar', reason: 'empty', data: {} }];
    const error = { code: 'validation', message: 'Not valid.', reason: 'invalid', data: {}, details };
    await page.route('**/api/v1/incidents/*/note', (route) => route.fulfill({ status: 400, json: { error } }));
    if (!isLoaded) await page.route('**/public/plugins/vigie-oncall-app/**', (route) => route.abort());
    await page.getByRole('button', { name: add }).click();
    await expect(page.getByRole('alert').getByRole('listitem')).toHaveText(said);
    await expect(page.getByLabel('Note', { exact: true })).toHaveValue('It is the network.');
  });
}

test('the network is gone: it is Grafana that does not answer', async ({ open, whole, expected }) => {
  expected.push(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/);
  const page = await open('policies');
  await expect(page.getByText('SRE escalation')).toBeVisible();
  // The page's code was loaded before.
  await whole.getByRole('navigation').getByRole('link', { name: 'Rotas' }).click();
  await expect(page.getByText('SRE primary')).toBeVisible();
  await page.context().setOffline(true);
  await whole.getByRole('navigation').getByRole('link', { name: 'Escalation policies' }).click();
  await expectFailure(page, 'Grafana isn’t responding', /network connection/);
  await page.context().setOffline(false);
});

test('no rights: forbidden actions are not offered, and the page says who may do them', async ({ open }) => {
  for (const path of ['policies/new', 'rotas/new', 'integrations/new']) {
    const page = await open(path, { person: 'dee' });
    await expect(page.getByText('You can view this, but not change it')).toBeVisible();
    await expect(page.getByText(/Editors/).first()).toBeVisible();
  }
  const page = await open('channels/new', { person: 'dee' });
  await expect(page.getByText('Administrators add channels.')).toBeVisible();
  await expect(page.getByRole('button', { name: /Slack/ })).toHaveCount(0);
});

test('the page reports clocks and versions that differ, and says what to do', async ({ open, page }) => {
  await page.route(STATUS, async (route) => {
    const answer = await route.fetch();
    const now = new Date(Date.now() - 10 * 60_000).toISOString();
    await route.fulfill({
      response: answer,
      json: { ...((await answer.json()) as object), clock: 'system', now, version: '9.9.9' },
    });
  });
  await open(SETTINGS, { person: 'admin' });
  const connection = page.getByRole('region', { name: 'Connection' });
  await expect(connection).toContainText('Plugin and sidecar have different versions');
  await expect(connection).toContainText('the sidecar 9.9.9. Update the older one');
  await expect(connection).toContainText('The clocks differ by 10 min');
  await expect(connection).toContainText('NTP');
  await expectAccessible(page, OUR_SECTIONS);
});

for (const [what, body, type] of [
  ['an empty object', '{}', 'application/json'],
  ['a login page', '<!doctype html><title>Sign in</title>', 'text/html'],
] as const) {
  test(`${what} is answered at the address: each page says that it is not Vigie`, async ({ open, world }) => {
    test.setTimeout(180_000);
    const other = createServer((_, response) => response.writeHead(200, { 'content-type': type }).end(body));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    await withPlugin(world, { address: `http://127.0.0.1:${(other.address() as AddressInfo).port}` });
    for (const path of [
      'home',
      'incidents',
      'rotas',
      'policies',
      'integrations',
      'people',
      'me',
      'channels',
      'maintenances',
    ]) {
      const page = await open(path, { person: 'dee' });
      await expectFailure(page, 'Something else answers at the sidecar’s address', /Check the address in the settings/);
    }
    other.close();
    other.closeAllConnections();
  });
}

test('the sidecar hangs: after 8 s the page says so, and keeps its content', async ({ open, world }) => {
  test.setTimeout(120_000);
  const page = await open('policies', { person: 'dee' });
  await expect(page.getByText('SRE escalation')).toBeVisible();
  await open('incidents', { person: 'dee' });
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  process.kill(world.sidecar.pid, 'SIGSTOP');
  try {
    await expect(page.getByText(/^Out of date/)).toBeVisible({ timeout: 10_000 });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Incidents');
    await open('rotas/sre', { person: 'dee' });
    await expect(page.getByText('The Vigie sidecar isn’t responding').first()).toBeVisible({ timeout: 15_000 });
  } finally {
    process.kill(world.sidecar.pid, 'SIGCONT');
  }
  await expect(page.getByRole('heading', { level: 1 }), 'by itself').toHaveText('SRE primary', { timeout: 30_000 });
});

test('a missing incident is requested once, and the page says that it does not exist', async ({
  open,
  whole,
  expected,
}) => {
  expected.push(/404/);
  const missed: string[] = [];
  whole.on(
    'response',
    (response) =>
      response.status() === 404 &&
      response.url().includes('/incidents/') &&
      missed.push(new URL(response.url()).pathname),
  );
  const page = await open('incidents/nope', { person: 'ben' });
  await expectFailure(page, 'Not found', /It may have been deleted/);
  // The stream of events may keep the network busy for good; another request would come within this time.
  await whole.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
  expect(missed).toEqual(['/api/plugin-proxy/vigie-oncall-app/api/v1/incidents/nope']);
});

test('a missing integration has no tabs', async ({ open, expected }) => {
  expected.push(/404/);
  const page = await open('integrations/nope', { person: 'ben' });
  await expectFailure(page, 'Not found', /It may have been deleted/);
  await expect(page.getByRole('tab', { name: 'Setup' })).toHaveCount(0);
});
