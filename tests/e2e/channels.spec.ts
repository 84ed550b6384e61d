import { startWebhookSink } from '../support/webhook-sink.ts';
import { expect, expectAccessible, test } from './fixtures.ts';
import { keepScreenshot } from './screenshots.ts';

test('none is there, then a room is made from what its kind says, tried, and used by a policy', async ({
  open,
  world,
}) => {
  const sink = await startWebhookSink();
  const page = await open('channels', { person: 'admin' });
  await expect(page.getByText('No channels yet')).toBeVisible();
  await page.getByRole('link', { name: 'New channel' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('New channel');
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Webhook/ }).click();
  const create = page.getByRole('button', { name: 'Create channel' });
  await expect(create).toBeDisabled();
  await page.getByLabel(/^Name/).fill('SRE room');
  await expect(page.getByText('Gets a POST with a JSON body')).toBeVisible();
  await page.getByLabel(/^URL/).fill(sink.url('/room'));
  await page.getByLabel('Signing secret (optional)').fill('shared');
  await expectAccessible(page);
  await create.click();

  const row = page.getByRole('listitem').filter({ hasText: 'SRE room' });
  await expect(row).toContainText('Not tested yet');
  await expect(row).toContainText('Not used by any escalation policy');
  await row.getByRole('button', { name: 'Test SRE room' }).click();
  await expect(row.getByText('Sent. Has it arrived?')).toBeVisible();
  await expect(row).toContainText('Test sent');
  await expect(row).not.toContainText('Not tested yet');
  expect((await sink.waitFor(({ path }) => path === '/room')).body).toMatchObject({ kind: 'test' });

  await world.sidecar.api('POST', 'policies', {
    id: 'rooms',
    name: 'Rooms',
    steps: [{ notify: [{ channel: 'sre-room' }], wait: '5m' }],
  });
  await open('channels', { person: 'admin' });
  await expect(row).toContainText('Posted to by Rooms');
  await expect(row, 'after a reload, too').toContainText('Test sent');
  await expectAccessible(page);
  await sink.stop();
});

test('a set secret is not shown, stays, and can be replaced; a channel in use cannot be deleted', async ({
  open,
  world,
  expected,
}) => {
  expected.push(/409/);
  const page = await open('channels', { person: 'admin' });
  await page.getByRole('button', { name: 'Edit SRE room' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByLabel('Signing secret (optional)')).toHaveValue('configured');
  await drawer.getByLabel(/^URL/).fill('http://127.0.0.1:9/nobody');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer).toBeHidden();
  const { body } = await world.sidecar.api<{ secrets: object; settings: object }>('GET', 'channels/sre-room');
  expect(body).toMatchObject({ secrets: { secret: null }, settings: { url: 'http://127.0.0.1:9/nobody' } });

  const row = page.getByRole('listitem').filter({ hasText: 'SRE room' });
  await row.getByRole('button', { name: 'Test SRE room' }).click();
  await expect(row.getByText(/It could not be sent/)).toBeVisible();
  await expect(row).toContainText('Test failed');

  await page.getByRole('button', { name: 'Edit SRE room' }).click();
  await drawer.getByRole('button', { name: 'Delete SRE room' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('This can’t be done yet')).toBeVisible();
});

test('the form is in the reader’s language, as the kind says it; what is rarely needed is folded', async ({ open }) => {
  const page = await open('channels/new', { person: 'admin', language: 'fr-FR', theme: 'light' });
  await page.getByPlaceholder('Rechercher un type').fill('téléphoniques');
  await page.getByRole('button', { name: /Appels téléphoniques par Twilio/ }).click();
  await expect(page.getByRole('heading', { name: 'Ce qu’il vous faut' })).toBeVisible();
  await expect(page.getByLabel(/^Jeton d’authentification/)).toBeVisible();
  await expect(page.getByLabel('Durée de sonnerie')).toBeHidden();
  await page.getByText('Avancé', { exact: true }).click();
  await expect(page.getByLabel('Durée de sonnerie')).toBeVisible();
  await expect(page.getByText(/messagerie vocale/)).toBeVisible();
  await expectAccessible(page);
});

test('Slack’s page has this installation’s own addresses, pickers, and its problems in its own words', async ({
  open,
  world,
  expected,
}) => {
  expected.push(/400|422/);
  const page = await open('channels/new?setup=slack', { person: 'admin' });
  const { body: status } = await world.sidecar.api<{ publicUrl: string }>('GET', 'status');
  const request = `request_url: ${status.publicUrl}/callbacks/slack`;
  await expect(page.getByRole('group', { name: 'manifest.yml' })).toContainText(request);
  const link = page.getByRole('link', { name: 'Create the app in Slack' });
  const href = new URL((await link.getAttribute('href')) ?? '');
  expect(`${href.origin}${href.pathname}`).toBe('https://api.slack.com/apps');
  expect(href.searchParams.get('manifest_yaml')).toContain(request);

  await page.getByLabel('Bot token').fill('xoxb-1');
  await page.getByLabel('Signing secret').fill('signing');
  await page.getByText('Advanced', { exact: true }).click();
  await page.getByLabel('API address').fill('http://127.0.0.1:9');
  await page.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'French' }).click();
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Par');
  await page.getByRole('option', { name: 'Europe/Paris' }).click();
  await page.getByRole('combobox', { name: 'Rotas of the group' }).click();
  await page.getByRole('option', { name: 'SRE primary' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Create channel' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'The channel was not saved' });
  await expect(alert).toContainText('User group');
  await expect(alert).not.toContainText('settings.');
  await expect(alert).not.toContainText('userGroup');
  await expectAccessible(page);

  await page.getByLabel('User group').fill('S0123456789');
  await page.getByRole('button', { name: 'Create channel' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Slack app' })).toBeVisible();
  expect((await world.sidecar.api<{ settings: object }>('GET', 'channels/slack')).body.settings).toEqual({
    apiUrl: 'http://127.0.0.1:9',
    language: 'fr',
    timeZone: 'Europe/Paris',
    rotas: 'sre',
    userGroup: 'S0123456789',
  });
  await page.getByRole('button', { name: 'Edit Slack app' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText('Advanced (5 settings)')).toBeVisible();
  await drawer.getByText('How to set up Slack app').click();
  await expect(drawer.getByRole('group', { name: 'manifest.yml' })).toContainText(request);
  await expectAccessible(page, '[role="dialog"]');
  await world.sidecar.api('DELETE', 'channels/slack');
});

test('an SMS gateway needs three fields; receipts and replies, a token that the form makes', async ({
  open,
  world,
}) => {
  const page = await open('channels/new?setup=kannel', { person: 'admin' });
  await page.getByLabel(/^Server/).fill('http://127.0.0.1:9');
  await page.getByLabel(/^User/).fill('vigie');
  await page.getByLabel(/^Password/).fill('secret');
  const steps = page.getByRole('group', { name: 'kannel.conf' }).last();
  await expect(steps).toContainText('/callbacks/kannel/reply/<callbackToken>');
  await page.getByText('Advanced', { exact: true }).click();
  await page.getByRole('button', { name: 'Create a token' }).click();
  await expect(steps).toContainText(/\/callbacks\/kannel\/reply\/[0-9a-f]{64}\?from=%p/);
  await page.getByRole('button', { name: 'Create channel' }).click();
  await expect(page.locator('[data-list-row]').filter({ hasText: 'Kannel' })).toContainText('SMS to people');
  expect((await world.sidecar.api('GET', 'channels/kannel')).body).toMatchObject({
    type: 'sms-http',
    settings: { preset: 'kannel', server: 'http://127.0.0.1:9', user: 'vigie' },
    secrets: { password: null, callbackToken: null },
  });
  await world.sidecar.api('DELETE', 'channels/kannel');
});

test('a service that does not answer shows it, with the reason for Admins only', async ({ open, world }) => {
  await world.sidecar.api('POST', 'channels', {
    id: 'sms',
    name: 'SMS operator',
    type: 'smpp',
    settings: { host: '127.0.0.1', port: '9', systemId: 'vigie' },
    secrets: { password: 'secret' },
  });
  await world.sidecar.advance('2m');
  const page = await open('channels', { person: 'admin' });
  const row = page.getByRole('listitem').filter({ hasText: 'SMS operator' });
  await expect(row).toContainText('Not responding');
  await expect(row).toContainText(/ECONNREFUSED|refused/);
  await keepScreenshot(page, 'channels');

  await open('channels', { person: 'dee', language: 'fr-FR', theme: 'light' });
  await expect(row).toContainText('Ne répond pas');
  await expect(row).not.toContainText(/ECONNREFUSED|refused/);
  await expect(page.getByRole('link', { name: 'Nouveau canal' })).toHaveCount(0);
  await expectAccessible(page);
  await world.sidecar.api('DELETE', 'channels/sms');
});
