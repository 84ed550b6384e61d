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
  await page.getByRole('button', { name: 'New channel' }).first().click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('button', { name: 'Save' })).toBeDisabled();
  await drawer.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Webhook', exact: true }).click();
  await drawer.getByLabel(/^Name/).fill('SRE room');
  await expect(drawer.getByText('Gets a POST with a JSON body')).toBeVisible();
  await drawer.getByLabel('URL').fill(sink.url('/room'));
  await drawer.getByLabel('Secret (optional)').fill('shared');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Save' }).click();

  const row = page.getByRole('listitem').filter({ hasText: 'SRE room' });
  await expect(row).toContainText('Not used by any escalation policy');
  await row.getByRole('button', { name: 'Test SRE room' }).click();
  await expect(row.getByText('Sent. Has it arrived?')).toBeVisible();
  expect((await sink.waitFor(({ path }) => path === '/room')).body).toMatchObject({ kind: 'test' });

  await world.sidecar.api('POST', 'policies', {
    id: 'rooms',
    name: 'Rooms',
    steps: [{ notify: [{ channel: 'sre-room' }], wait: '5m' }],
  });
  await open('channels', { person: 'admin' });
  await expect(row).toContainText('Posted to by Rooms');
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
  await expect(drawer.getByLabel('Secret (optional)')).toHaveValue('configured');
  await drawer.getByLabel('URL').fill('http://127.0.0.1:9/nobody');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer).toBeHidden();
  const { body } = await world.sidecar.api<{ secrets: object; settings: object }>('GET', 'channels/sre-room');
  expect(body).toMatchObject({ secrets: { secret: null }, settings: { url: 'http://127.0.0.1:9/nobody' } });

  const row = page.getByRole('listitem').filter({ hasText: 'SRE room' });
  await row.getByRole('button', { name: 'Test SRE room' }).click();
  await expect(row.getByText(/It could not be sent/)).toBeVisible();

  await page.getByRole('button', { name: 'Edit SRE room' }).click();
  await drawer.getByRole('button', { name: 'Delete SRE room' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('This can’t be done yet')).toBeVisible();
});

test('the form is in the reader’s language, as the kind says it', async ({ open }) => {
  const page = await open('channels', { person: 'admin', language: 'fr-FR', theme: 'light' });
  await page.getByRole('button', { name: 'Nouveau canal' }).first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: 'Appel téléphonique (Twilio)' }).click();
  await expect(drawer.getByLabel('Durée de sonnerie (facultatif)')).toBeVisible();
  await expect(drawer.getByText(/messagerie vocale/)).toBeVisible();
  await expect(drawer.getByLabel(/^Jeton d’authentification/)).toBeVisible();
  await expectAccessible(page, '[role="dialog"]');
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
  await expect(page.getByRole('button', { name: 'Nouveau canal' })).toHaveCount(0);
  await expectAccessible(page);
  await world.sidecar.api('DELETE', 'channels/sms');
});
