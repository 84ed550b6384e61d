import { expect, expectAccessible, test } from './fixtures.ts';
import { choose } from './rotas.ts';

test('nobody is told yet, then a person is, and then nobody again', async ({ open, world }) => {
  const page = await open('status-updates', { person: 'admin' });
  await expect(page.getByText('No subscriptions yet')).toBeVisible();
  await page.getByRole('button', { name: 'New subscription' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Name', { exact: true }).fill('Management');
  await drawer.getByRole('combobox', { name: 'People' }).click();
  await page.getByRole('option', { name: 'Ben', exact: false }).first().click();
  await page.keyboard.press('Escape');
  await drawer.getByRole('radio', { name: 'Error' }).check({ force: true });
  await drawer.getByRole('button', { name: 'Add a condition' }).click();
  await choose(page, drawer, 'Label', 'env');
  await choose(page, drawer, 'Value', 'prod');
  await expect(page.getByRole('option')).toHaveCount(0);
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Management' });
  await expect(row).toContainText('the severity is at least Error, env is “prod”');
  expect((await world.sidecar.api('GET', 'subscriptions/management')).body).toMatchObject({
    minimumSeverity: 'error',
    match: ['env="prod"'],
  });
  await expect(row).toContainText('opened, acknowledged, resolved');
  await open('status-updates', { person: 'admin' });
  await expect(row).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Edit Management' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete Management' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('No subscriptions yet')).toBeVisible();
  expect((await world.sidecar.api('GET', 'subscriptions/management')).status).toBe(404);
});

test('somebody who may change nothing subscribes themselves, in French', async ({ open, world }) => {
  const page = await open('status-updates', { person: 'dee', language: 'fr-FR', theme: 'light' });
  await page.getByRole('button', { name: 'Nouvel abonnement' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Nom', { exact: true }).fill('Pour moi');
  await expect(drawer.getByText('Vous ne pouvez abonner que vous-même')).toBeVisible();
  await drawer.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Pour moi' })).toContainText(
    'ouvert, pris en charge, résolu',
  );
  const { body } = await world.sidecar.api<{ to: object[] }>('GET', 'subscriptions/pour-moi');
  expect(body.to).toEqual([{ user: 'dee', channel: null }]);
  await expectAccessible(page);
  await world.sidecar.api('DELETE', 'subscriptions/pour-moi');
});
