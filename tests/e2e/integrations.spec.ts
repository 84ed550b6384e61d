import { createHmac } from 'node:crypto';
import { expect, expectAccessible, make, ownWorld, test as base } from './fixtures.ts';
import type { World } from './world.ts';
import { WEBHOOK } from './world.ts';

const GRAFANA = 'e2e-grafana-token-0123456789';
const PUBLIC = 'http://vigie.test';

// It leaves many integrations behind, which others' pages would show.
const test = base.extend<object, { world: World }>({ world: ownWorld() });

/** A fresh integration of this kind. */
async function makeGrafana(world: World, id: string, more: object = {}): Promise<void> {
  await world.sidecar.api('DELETE', `integrations/${id}`);
  await make(world, 'integrations', {
    id,
    name: `Grafana ${id}`,
    type: 'grafana',
    team: 'sre',
    token: `${GRAFANA}-${id}`,
    policy: 'sre',
    ...more,
  });
}

test('the list tells health from afar: well, unused, refusing', async ({ open, world }) => {
  await makeGrafana(world, 'unused');
  await makeGrafana(world, 'refusing');
  await world.alert({ title: 'Came through', severity: 'info', id: 'int-1' });
  expect((await world.sidecar.ingest(`${GRAFANA}-refusing`, { not: 'of Grafana' })).status).toBe(400);
  const page = await open('integrations');
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  await expect(row('Scripts')).toContainText('Came through');
  await expect(row('Scripts')).toContainText('Healthy');
  await expect(row('Grafana unused')).toContainText('Unused');
  await expect(row('Grafana refusing')).toContainText('Rejecting payloads (1)');
  await expectAccessible(page);
});

test('a new integration says exactly what to copy', async ({ open, world }) => {
  const page = await open('integrations');
  await page.getByRole('link', { name: 'Add an integration' }).click();
  await expect(page.getByRole('heading', { name: 'Where do the alerts come from?' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /Prometheus Alertmanager/ }).click();
  await page.getByLabel('Name').fill('Our Prometheus');
  await page.getByRole('button', { name: 'Create integration' }).click();
  await expect(page).toHaveURL(/integrations\/our-prometheus/);
  const { body } = await world.sidecar.api<{ token: string }>('GET', 'integrations/our-prometheus');
  await expect(page.getByRole('group', { name: '/etc/prometheus/vigie-token' })).toHaveText(body.token);
  await expect(page.getByRole('group', { name: 'alertmanager.yml' })).toContainText(`url: ${PUBLIC}/in`);
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Delete Our Prometheus' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page).toHaveURL(/integrations$/);
});

test('a refused payload is read, corrected and accepted', async ({ open, world, expected }) => {
  expected.push(/400/);
  await makeGrafana(world, 'replay');
  await world.sidecar.ingest(`${GRAFANA}-replay`, { alerts: 'none' });
  const page = await open('integrations/replay?tab=came');
  const refused = page.getByRole('region', { name: 'Rejected' });
  await expect(refused).toContainText('alerts');
  await refused.getByRole('button', { name: 'Payload' }).click();
  await expect(refused.getByRole('group', { name: 'Payload' })).toContainText('"alerts": "none"');
  await refused.getByRole('button', { name: 'Reprocess' }).click();
  await expect(refused).toContainText('The payload cannot be taken: alerts');
  await expectAccessible(page);
});

test('a test alert opens a test incident', async ({ open }) => {
  const page = await open('integrations/scripts');
  await page.getByRole('button', { name: 'Send a test alert' }).click();
  await page.getByRole('link', { name: 'Open the test incident' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Test alert for Scripts');
});

test('routes are made of what was received, tried before they are saved, and saved', async ({ open, world }) => {
  await makeGrafana(world, 'routes', { type: 'webhook' });
  for (const [title, env, severity] of [
    ['Slow', 'dev', 'warning'],
    ['Slower', 'dev', 'critical'],
    ['Down', 'prod', 'critical'],
  ]) {
    await world.sidecar.ingest(`${GRAFANA}-routes`, { title, severity, labels: { env }, id: title });
  }
  const page = await open('integrations/routes?tab=routes');
  const last = page.getByRole('region', { name: 'The last alerts' });
  await expect(last.getByRole('listitem').filter({ hasText: 'Down' })).toContainText('No route: page by');
  await page.getByRole('button', { name: 'Add a route' }).click();
  await expect(page.getByText('Of the last 3 alerts: 2 Critical and 1 Warning.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('combobox', { name: 'Label' }).click();
  await page.getByRole('option', { name: /^env\s*3 alerts$/ }).click();
  const routes = page.getByRole('region', { name: 'Routes' });
  await expect(routes).toContainText('If env is …, then page by');
  await expect(last).toContainText('A condition has no value yet.');
  await page.getByRole('combobox', { name: 'Value' }).click();
  await page.getByRole('option', { name: /^dev\s*2 alerts$/ }).click();
  await page.keyboard.press('Escape');
  await page.getByText('Record only: open nothing, page nobody').click();
  await expect(routes).toContainText('If env is “dev”, then only record it: it pages nobody');
  await expect(last).toContainText('2 of 3 end differently than by the saved routes.');
  await expect(last.getByRole('listitem').filter({ hasText: 'Slower' })).toContainText('Route 1: only recorded');
  await expect(last.getByRole('listitem').filter({ hasText: 'Slower' })).toContainText('Until now: No route: page by');
  await expectAccessible(page);

  const tester = page.getByRole('region', { name: 'Where would it go?' });
  await tester.getByLabel('A payload, as the monitor sends it').fill('{ no json');
  await expect(tester).toContainText('This is not JSON');
  await tester.getByLabel('A payload, as the monitor sends it').fill('{ "title": "Slow", "labels": { "env": "dev" } }');
  await expect(tester).toContainText('By the routes on the screen, which are not saved.');
  await tester.getByRole('button', { name: 'Check' }).click();
  await expect(tester).toContainText('Route 1: matches');
  await expect(tester).toContainText('Recorded only');
  const stored = () => world.sidecar.api('GET', 'integrations/routes').then(({ body }) => body);
  expect(await stored()).toMatchObject({ routes: [] });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);
  expect(await stored()).toMatchObject({ routes: [{ match: ['env="dev"'], drop: true }] });
  await expect(last).toContainText('0 of 3 end differently than by the saved routes.');
  await tester.getByLabel('A payload, as the monitor sends it').fill('{ "title": "Slow" }');
  await tester.getByRole('button', { name: 'Check' }).click();
  await expect(tester).toContainText('Route 1: does not match');
  await expect(tester.getByRole('list', { name: 'What would happen' })).toContainText('Ben Petit');
  await expectAccessible(page);
});

test('a route treats an always-firing alert as a heartbeat', async ({ open, world }) => {
  await makeGrafana(world, 'watched', { type: 'alertmanager' });
  await world.sidecar.api('DELETE', 'integrations/alive');
  await make(world, 'integrations', {
    id: 'alive',
    name: 'Prometheus itself',
    type: 'heartbeat',
    team: 'sre',
    token: 'e2e-alive-token-0123456789',
    policy: 'sre',
    heartbeat: { every: '2m', grace: '3m' },
  });
  const page = await open('integrations/watched?tab=routes');
  await page.getByRole('button', { name: 'Add a route' }).click();
  await page.getByRole('button', { name: 'Edit as text' }).click();
  await page.getByLabel('Labels that must match').fill('alertname="Watchdog"');
  await page.getByRole('combobox', { name: 'They are the heartbeat of' }).click();
  await page.getByRole('option', { name: 'Prometheus itself' }).click();
  await expect(page.getByRole('region', { name: 'Routes' })).toContainText(
    'If alertname is “Watchdog”, then take it as the heartbeat of Prometheus itself: it pages nobody',
  );
  await expect(page.getByText('Record only')).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);

  const tester = page.getByRole('region', { name: 'Where would it go?' });
  const alert = {
    status: 'firing',
    labels: { alertname: 'Watchdog' },
    annotations: {},
    startsAt: '2026-01-07T09:00:00Z',
    fingerprint: 'aa',
  };
  await tester
    .getByLabel('A payload, as the monitor sends it')
    .fill(JSON.stringify({ version: '4', groupKey: 'w', status: 'firing', alerts: [alert] }));
  await tester.getByRole('button', { name: 'Check' }).click();
  await expect(tester).toContainText('Heartbeat of Prometheus itself, opens nothing');
  await expectAccessible(page);
  await open('integrations/alive', { language: 'fr-FR' });
  await expect(page.getByText('alertname="Watchdog"')).toBeVisible();
  await world.sidecar.api('DELETE', 'integrations/watched');
  await world.sidecar.api('DELETE', 'integrations/alive');
});

test('settings are saved, and the token is renewed', async ({ open, world }) => {
  await makeGrafana(world, 'settings', { type: 'webhook' });
  const page = await open('integrations/settings?tab=settings', { theme: 'light' });
  await page.getByLabel('Resolve only after staying quiet for').fill('3m');
  await page.getByLabel('Title', { exact: true }).fill('{{ check }} on {{ host }}');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect
    .poll(async () => (await world.sidecar.api<object>('GET', 'integrations/settings')).body)
    .toMatchObject({ resolveDelay: '3m', template: { title: '{{ check }} on {{ host }}' } });
  await page.getByRole('tab', { name: 'Setup' }).click();
  await page.getByRole('button', { name: 'Create new token' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Create new token' }).click();
  await expect(page.getByText('This is the new token')).toBeVisible();
  const { body } = await world.sidecar.api<{ token: string }>('GET', 'integrations/settings');
  expect(body.token).not.toBe(`${GRAFANA}-settings`);
  await expect(page.getByRole('group', { name: 'Token' })).toHaveText(body.token);
});

test('silence sync of Grafana is switched on by an Admin; Editors see it and keep it', async ({
  open,
  world,
  expected,
}) => {
  expected.push(/400/);
  await makeGrafana(world, 'silent');
  const stored = async () =>
    (await world.sidecar.api<{ sync: object | null; name: string }>('GET', 'integrations/silent')).body;
  const page = await open('integrations/silent?tab=settings', { person: 'admin' });
  const silences = page.getByRole('region', { name: 'Grafana silences' });
  await silences.getByRole('switch', { name: 'Follow and create silences' }).check({ force: true });
  await expect(silences.getByLabel('Address of Grafana'), 'the one that the sidecar knows').toHaveValue(world.host.url);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(silences.getByRole('alert').filter({ hasText: 'missing' })).toBeVisible();
  await expectAccessible(page);
  await silences.getByRole('textbox', { name: 'Token' }).fill('glsa_of-a-service-account');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect
    .poll(async () => (await stored()).sync)
    .toMatchObject({ url: world.host.url, silence: '4h', token: null });
  await silences.getByLabel('Maximum length of a silence made by Vigie').fill('2h');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(async () => (await stored()).sync, 'the token stays').toMatchObject({ silence: '2h' });

  await open('integrations/silent?tab=settings', { person: 'cleo' });
  await expect(silences).toContainText(`On, with ${world.host.url}`);
  await expect(silences.getByRole('switch')).toHaveCount(0);
  await page.getByLabel('Name').fill('Grafana of the shop');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(stored).toMatchObject({ name: 'Grafana of the shop', sync: { silence: '2h' } });

  await open('integrations/silent?tab=settings', { person: 'admin' });
  await silences.getByRole('switch', { name: 'Follow and create silences' }).uncheck({ force: true });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(async () => (await stored()).sync).toBeNull();
  await open('integrations/silent?tab=settings', { person: 'dee' });
  await expect(silences).toContainText('Off: Vigie keeps paging');
});

test.describe('Grafana Alerting', () => {
  test.afterEach(({ world }) => world.grafana.forgetAlerting());

  test('is connected with one click, tested, and routed', async ({ open, world, expected }) => {
    // 13.0 took the older way to send a test away; the newer one is asked next.
    expected.push(/receivers\/test/);
    await makeGrafana(world, 'one-click');
    const page = await open('integrations/one-click', { person: 'admin' });
    await page.getByRole('button', { name: 'Connect this Grafana' }).click();
    await expect(page.getByText('Connected through “Vigie”')).toBeVisible();
    // That the token is the right one, which Grafana tells nobody, is shown by the test that arrives.
    expect(await world.grafana.contactPoint('vigie-one-click')).toMatchObject({
      type: 'webhook',
      settings: {
        url: `${PUBLIC}/in`,
        authorization_scheme: 'Bearer',
        authorization_credentials: '[REDACTED]',
        hmacConfig: { header: 'X-Grafana-Alerting-Signature' },
      },
    });
    expect(
      (await world.sidecar.ingest(`${GRAFANA}-one-click`, { alerts: [] })).status,
      'what is not signed is refused from then on',
    ).toBe(401);

    // As if the public name led to the sidecar.
    await world.grafana.redirect('vigie-one-click', `${world.sidecar.url}/in`);
    await page.reload();
    await page.getByRole('button', { name: 'Send a test through Grafana' }).click();
    await expect(page.getByText('It arrived')).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Add notification policy' }).click();
    await expect(page.getByText('A notification policy sends alerts to it:')).toBeVisible();
    await expect(page.getByRole('link', { name: 'oncall=~.+' })).toHaveAttribute('href', /\/alerting\/routes$/);
    expect(await world.grafana.policies()).toMatchObject({
      receiver: await world.grafana.rootReceiver(),
      routes: [{ receiver: 'Vigie', group_wait: '5s', object_matchers: [['oncall', '=~', '.+']], continue: true }],
    });
  });

  test('is renewed without a gap: when the sidecar does not save, Grafana keeps what it has; when Grafana does not, the old signature counts', async ({
    open,
    page: browser,
    world,
    expected,
  }) => {
    expected.push(/receivers\/test|50[03]|403/);
    await makeGrafana(world, 'renewed');
    const page = await open('integrations/renewed', { person: 'admin' });
    await page.getByRole('button', { name: 'Connect this Grafana' }).click();
    await expect(page.getByText('Connected through “Vigie”')).toBeVisible();
    await world.grafana.redirect('vigie-renewed', `${world.sidecar.url}/in`);
    await page.reload();
    // Another Grafana signs with a secret of its own, which renewing leaves alone.
    const others = page.getByRole('region', { name: 'Secrets of other Grafanas' });
    await others.getByLabel('Name of the other Grafana').fill('Oslo');
    await others.getByRole('button', { name: 'Create secret' }).click();
    const secret = others.getByRole('group', { name: 'VIGIE_HMAC' });
    await expect(secret, 'shown once').toHaveText(/^[0-9a-f]{64}$/);
    const ofOslo = (await secret.textContent()) ?? '';
    await expectAccessible(page);
    await page.reload();
    await expect(others.getByRole('listitem')).toHaveText(['Oslo']);
    await expect(secret).toHaveCount(0);
    for (const [which, refuse] of [
      ['the sidecar', '**/api/v1/integrations/renewed'],
      ['Grafana', '**/api/v1/provisioning/contact-points/*'],
    ] as const) {
      await browser.route(refuse, (route) =>
        route.request().method() === 'PUT'
          ? route.fulfill({ status: 503, json: { error: { code: 'unavailable', message: 'Not now.' } } })
          : route.continue(),
      );
      await page.getByRole('button', { name: 'Renew address, token and signature' }).click();
      await expect(page.getByText('Grafana was not connected'), which).toBeVisible();
      await browser.unroute(refuse);
      await world.grafana.redirect('vigie-renewed', `${world.sidecar.url}/in`);
      await page.reload();
      await page.getByRole('button', { name: 'Send a test through Grafana' }).click();
      await expect(page.getByText('It arrived'), `${which} did not save`).toBeVisible();
    }
    const fromOslo = JSON.stringify({ alerts: [] });
    const at = String(Math.floor(Date.now() / 1000));
    const signed = {
      'Content-Type': 'application/json',
      'X-Grafana-Alerting-Signature-Timestamp': at,
      'X-Grafana-Alerting-Signature': createHmac('sha256', ofOslo).update(`${at}:${fromOslo}`).digest('hex'),
    };
    expect((await world.sidecar.ingest(`${GRAFANA}-renewed`, fromOslo, signed)).status).not.toBe(401);
  });

  test('has the new token at once when one is made', async ({ open, page: browser, world, expected }) => {
    expected.push(/receivers\/test/);
    await makeGrafana(world, 'fresh');
    const page = await open('integrations/fresh', { person: 'admin' });
    await page.getByRole('button', { name: 'Connect this Grafana' }).click();
    await expect(page.getByText('Connected through “Vigie”')).toBeVisible();
    const saved = browser.waitForRequest((one) => one.method() === 'PUT' && one.url().includes('contact-points'));
    await page.getByRole('button', { name: 'Create new token' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Create new token' }).click();
    await expect(page.getByText('This Grafana sends with the new token now.')).toBeVisible();
    const { body } = await world.sidecar.api<{ token: string }>('GET', 'integrations/fresh');
    expect(body.token).not.toBe(`${GRAFANA}-fresh`);
    expect((await saved).postDataJSON()).toMatchObject({ settings: { authorization_credentials: body.token } });
    await expect(page.getByRole('group', { name: 'Token' })).toHaveText(body.token);
    await world.grafana.redirect('vigie-fresh', `${world.sidecar.url}/in`);
    await page.reload();
    await page.getByRole('button', { name: 'Send a test through Grafana' }).click();
    await expect(page.getByText('It arrived'), 'with the new signature, too').toBeVisible();
  });

  test('says that the last message was refused, there and on Home', async ({ open, world }) => {
    await makeGrafana(world, 'refused');
    expect((await world.sidecar.ingest(`${GRAFANA}-refused`, '{ no json')).status).toBe(400);
    const page = await open('integrations/refused', { person: 'admin' });
    await expect(page.getByRole('region', { name: 'This Grafana' })).toContainText('The last payload was rejected');
    await open('home', { person: 'admin' });
    await expect(page.getByRole('region', { name: 'Needs attention this week' })).toContainText('Rejecting payloads');
    await world.sidecar.api('DELETE', 'integrations/refused');
  });

  test('goes with its contact point; one that a policy names stays until that is changed', async ({
    open,
    world,
    expected,
  }) => {
    expected.push(/409/);
    await makeGrafana(world, 'both');
    const page = await open('integrations/both', { person: 'admin' });
    await page.getByRole('button', { name: 'Connect this Grafana' }).click();
    await expect(page.getByText('Connected through “Vigie”')).toBeVisible();
    await world.grafana.setPolicies({
      receiver: await world.grafana.rootReceiver(),
      routes: [{ receiver: 'Vigie', object_matchers: [['team', '=', 'sre']] }],
    });
    await page.reload();
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('button', { name: /^Delete / }).click();
    const question = page.getByRole('dialog');
    await expect(
      question.getByRole('checkbox', { name: 'Also remove its contact point “Vigie” from this Grafana' }),
    ).toBeChecked();
    await question.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(question.getByRole('alert')).toContainText('currently referenced by a notification policy');
    expect((await world.sidecar.api('GET', 'integrations/both')).status).toBe(200);
    await world.grafana.setPolicies({ receiver: await world.grafana.rootReceiver(), routes: [] });
    await question.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page).toHaveURL(/\/integrations$/);
    expect((await world.sidecar.api('GET', 'integrations/both')).status).toBe(404);
    expect(await world.grafana.contactPoint('vigie-both')).toBeUndefined();
  });

  test('says why a test was not taken', async ({ open, world, expected }) => {
    expected.push(/receivers\/test/);
    await makeGrafana(world, 'untaken');
    const page = await open('integrations/untaken', { person: 'admin' });
    await page.getByRole('button', { name: 'Connect this Grafana' }).click();
    await expect(page.getByText('Connected through')).toBeVisible();
    await world.grafana.redirect('vigie-untaken', `${world.sidecar.url}/in/wrong-token`);
    await page.reload();
    await page.getByRole('button', { name: 'Send a test through Grafana' }).click();
    await expect(page.getByText('Grafana sent it, but it was rejected')).toBeVisible();
    await expect(page.getByText(/401/)).toBeVisible();
  });

  test('shows the YAML where a file states the contact point', async ({ open, page: browser, world }) => {
    await makeGrafana(world, 'filed');
    // As a file of 0.1 names it: what the page shows must be that one, for another uid would add a second webhook.
    await world.grafana.addContactPoint({
      uid: 'vigie',
      name: 'On-call',
      type: 'webhook',
      settings: { url: `${PUBLIC}/in/${GRAFANA}-filed` },
      disableResolveMessage: false,
    });
    // What a file stated differs by one word, which no API writes.
    await browser.route('**/api/v1/provisioning/contact-points*', async (route) => {
      const answer = await route.fetch();
      const points = (await answer.json()) as Array<{ uid: string }>;
      await route.fulfill({
        response: answer,
        json: points.map((point) => ({ ...point, ...(point.uid === 'vigie' && { provenance: 'file' }) })),
      });
    });
    const page = await open('integrations/filed', { person: 'admin' });
    const card = page.getByRole('region', { name: 'This Grafana' });
    await expect(card).toContainText('it can only be changed there');
    await expect(card.getByRole('group', { name: 'provisioning/alerting/vigie.yaml' })).toContainText(
      `authorization_credentials: ${GRAFANA}-filed`,
    );
    await expect(card.getByRole('group', { name: 'provisioning/alerting/vigie.yaml' })).toContainText('- uid: vigie\n');
    await expect(card.getByRole('group', { name: 'provisioning/alerting/vigie.yaml' })).toContainText('name: On-call');
    await expect(card.getByRole('button', { name: /Connect|Renew/ })).toHaveCount(0);
  });

  test('notification policies that another tool manages are left to it', async ({ open, page: browser, world }) => {
    await makeGrafana(world, 'tooled');
    await browser.route('**/api/v1/provisioning/policies', async (route) => {
      const answer = await route.fetch();
      const tree = (await answer.json()) as object;
      await route.fulfill({ response: answer, json: { ...tree, provenance: 'api' } });
    });
    const page = await open('integrations/tooled', { person: 'admin' });
    await page.getByRole('button', { name: 'Connect this Grafana' }).click();
    await expect(page.getByText('Another tool manages this Grafana’s notification policies')).toBeVisible();
    await expect(page.getByText(/Add a route to the receiver “Vigie/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Add notification policy' })).toHaveCount(0);
    await expectAccessible(page);
  });

  test('is connected through the newer API where the older is gone', async ({
    open,
    page: browser,
    world,
    expected,
  }) => {
    expected.push(/api\/v1\/provisioning|receivers/);
    await browser.route('**/api/v1/provisioning/**', (route) =>
      route.fulfill({ status: 404, json: { message: 'Not found' } }),
    );
    await makeGrafana(world, 'newer');
    const page = await open('integrations/newer', { person: 'admin' });
    await page.getByRole('button', { name: 'Connect this Grafana' }).click();
    await expect(page.getByText('Connected through “Vigie”')).toBeVisible();
    await page.getByRole('button', { name: 'Add notification policy' }).click();
    await expect(page.getByText('A notification policy sends alerts to it:')).toBeVisible();
    await expect(page.getByRole('link', { name: 'oncall=~.+' })).toHaveAttribute('href', /\/alerting\/routes$/);
    // The older API shows what the newer made.
    const made = (await world.grafana.contactPoints()).find(({ name }) => name === 'Vigie');
    expect(made).toMatchObject({
      type: 'webhook',
      settings: { url: `${PUBLIC}/in`, authorization_credentials: '[REDACTED]' },
    });
    expect(await world.grafana.policies()).toMatchObject({
      receiver: await world.grafana.rootReceiver(),
      routes: [{ receiver: 'Vigie', object_matchers: [['oncall', '=~', '.+']], continue: true }],
    });
  });

  test('is not offered to whom it is not for: Viewers of Grafana read contact points, and change none', async ({
    open,
    world,
  }) => {
    await makeGrafana(world, 'viewer');
    const page = await open('integrations/viewer', { person: 'dee', language: 'fr-FR' });
    await expect(page.getByRole('region', { name: 'Ce Grafana' })).toContainText('n’envoie encore rien');
    await world.grafana.addContactPoint({
      uid: 'vigie-viewer',
      name: 'Vigie',
      type: 'webhook',
      settings: { url: `${PUBLIC}/in` },
      disableResolveMessage: false,
    });
    await page.reload();
    await expect(page.getByRole('region', { name: 'Ce Grafana' })).toContainText('Vigie');
    await expect(page.getByRole('region', { name: 'Ce Grafana' }).getByRole('button')).toHaveCount(0);
    await expect(page.getByText(`${GRAFANA}-viewer`)).toHaveCount(0);
    await expect(page.getByRole('tab', { name: 'Activité' })).toBeVisible();
    await expectAccessible(page);
  });
});

test('a Viewer sees which alerts came, but no payloads and no token', async ({ open, world }) => {
  await world.alert({ title: 'For everybody', severity: 'info', id: 'int-2' });
  const page = await open('integrations/scripts?tab=came', { person: 'dee' });
  await expect(page.getByRole('region', { name: 'Accepted' })).toContainText('For everybody');
  await expect(page.getByRole('region', { name: 'Rejected' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Payload' })).toHaveCount(0);
  await page.getByRole('tab', { name: 'Setup' }).click();
  await expect(page.getByText('Editors of its team and administrators see the token here')).toBeVisible();
  await expect(page.getByText(WEBHOOK)).toHaveCount(0);
});

test('conditions of any kind are read back, on a phone in French', async ({ open, page, world }) => {
  const long = 'x'.repeat(500);
  await makeGrafana(world, 'conditions', {
    routes: [
      {
        match: [
          'severity=~"error|critical"',
          'team=~"db|web"',
          'env!="test"',
          'title=~".*disque.*"',
          'service=~"api-.*"',
          'oncall!=""',
          `host="${long}"`,
        ],
        when: { timeZone: 'Europe/Paris', windows: [{ days: ['workday'], from: '09:00', to: '18:00' }] },
        severity: 'warning',
      },
    ],
  });
  await page.setViewportSize({ width: 390, height: 844 });
  await open('integrations/conditions?tab=routes', { theme: 'light', person: 'admin', language: 'fr-FR' });
  const routes = page.getByRole('region', { name: 'Routes' });
  await expect(routes).toContainText(
    'Si la gravité est au moins Erreur, team vaut « db » ou « web », env ne vaut pas « test », le titre contient « disque », service correspond au motif « api-.* », oncall a une valeur, host vaut « xxx',
  );
  await expect(routes).toContainText('alors alerter selon');
  await expect(routes).toContainText('fixer sa gravité à Avertissement');
  await page.getByRole('button', { name: 'Modifier la route 1' }).click();
  await expect(page.getByRole('radio', { name: 'Erreur' })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'Étiquette' })).toHaveCount(6);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Retirer la condition 6' }).click();
  await page.getByRole('radio', { name: 'Critique' }).check({ force: true });
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Enregistrer', exact: true })).toHaveCount(0);
  const { body } = await world.sidecar.api<{ routes: Array<{ match: string[] }> }>('GET', 'integrations/conditions');
  expect(body.routes[0]?.match).toEqual([
    'severity="critical"',
    'team=~"db|web"',
    'env!="test"',
    'title=~".*disque.*"',
    'service=~"api-.*"',
    'oncall!=""',
  ]);
});

for (const tab of ['', '?tab=came', '?tab=routes', '?tab=settings']) {
  test(`it fits a phone${tab}`, async ({ open, page, world }) => {
    await makeGrafana(world, 'phone', {
      routes: [{ match: ['team="db"', 'severity!="critical"'], policy: 'sre', urgency: 'default' }],
    });
    await page.setViewportSize({ width: 360, height: 740 });
    await open(`integrations/phone${tab}`, { theme: 'light', person: 'admin' });
    await expect(page.getByRole('region').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
}
