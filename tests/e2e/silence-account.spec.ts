/** Silences of this Grafana are followed with a service account that Vigie makes, renews and removes. */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, make, test } from './fixtures.ts';
import { GRAFANA_URL } from './real-grafana.ts';
import { region } from './rotas.ts';
import type { World } from './world.ts';
import { NOW } from './world.ts';

const TOKEN = 'e2e-follow-token-0123456789';
const DAY = 86_400_000;

interface Stored {
  version: number;
  sync: {
    silence: string | null;
    account?: { id: number; token: number; org: number; expiresAt: string | null };
  } | null;
}

const readStored = async (world: World, id: string) =>
  (await world.sidecar.api<Stored>('GET', `integrations/${id}`)).body;

async function change(world: World, id: string, sync: object | null): Promise<void> {
  const stored = await readStored(world, id);
  const saved = await world.sidecar.api('PUT', `integrations/${id}`, { ...stored, sync });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
}

async function makeGrafana(world: World, id: string): Promise<void> {
  await world.sidecar.api('DELETE', `integrations/${id}`);
  for (const { id: account } of await world.grafana.silenceAccounts(id)) {
    await world.grafana.removeServiceAccount(account);
  }
  const integration = { id, name: `Shop ${id}`, type: 'grafana', team: 'sre', token: `${TOKEN}-${id}`, policy: 'sre' };
  await make(world, 'integrations', integration);
}

const silencesOf = (page: Page) => region(page, 'Grafana silences');

async function follow(page: Page): Promise<void> {
  await silencesOf(page).getByRole('button', { name: 'Follow silences' }).click();
  await expect(silencesOf(page)).toContainText('Followed');
}

test.afterEach(async ({ world }) => {
  await world.grafana.forgetAlerting();
  // Those that are left would have Home warn of accounts that the next test removes.
  await Promise.all(
    ['first', 'role', 'refused', 'soon', 'french'].map((id) => world.sidecar.api('DELETE', `integrations/${id}`)),
  );
});

test('connecting this Grafana follows its silences, as Viewer, with a token that nobody sees', async ({
  open,
  world,
}) => {
  await makeGrafana(world, 'first');
  const page = await open('integrations/first', { person: 'admin' });
  await expect(page.getByRole('checkbox', { name: 'Follow silences made in Grafana' })).toBeChecked();
  await page.getByRole('button', { name: 'Connect this Grafana' }).click();
  await expect(silencesOf(page)).toContainText('Followed');
  await expect(silencesOf(page)).toContainText('a service account of its own with the role Viewer');
  await expect(silencesOf(page)).toContainText('Its token does not expire');
  await expect(page.locator('body')).not.toContainText('glsa_');
  await expectAccessible(page);
  const [account] = await world.grafana.silenceAccounts('first');
  expect((await readStored(world, 'first')).sync).toMatchObject({
    url: world.host.url,
    token: null,
    silence: null,
    account: { id: account?.id, token: account?.tokens[0], org: 1, expiresAt: null },
  });

  await page.getByRole('tab', { name: 'Settings' }).click();
  await expect(silencesOf(page)).toContainText('through a service account of its own');
  await expect(silencesOf(page).getByRole('textbox')).toHaveCount(0);
  await expectAccessible(page);
  await silencesOf(page).getByRole('link', { name: 'Renew, change or remove it under Setup' }).click();
  await silencesOf(page).getByRole('button', { name: 'Stop following silences' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop following silences' }).click();
  await expect(silencesOf(page)).toContainText('Off: Vigie keeps paging');
  expect(await world.grafana.silenceAccounts('first')).toEqual([]);
  expect((await readStored(world, 'first')).sync).toBeNull();
  // Editors of the team see which of the two holds, and change nothing.
  await open('integrations/first?at=silences', { person: 'cleo' });
  await expect(page.getByRole('heading', { name: 'This Grafana' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Follow silences' })).toHaveCount(0);
});

test('its role is Editor only while acknowledgements silence in Grafana', async ({ open, world }) => {
  await makeGrafana(world, 'role');
  const page = await open('integrations/role?at=silences', { person: 'admin' });
  await follow(page);
  const acknowledging = silencesOf(page).getByRole('checkbox', { name: /^Acknowledging and snoozing here/ });
  const role = async () => (await world.grafana.silenceAccounts('role'))[0]?.role;
  await acknowledging.check({ force: true });
  await silencesOf(page).getByLabel('Maximum length of a silence made by Vigie').fill('2h');
  await silencesOf(page).getByRole('button', { name: 'Save' }).click();
  await expect(silencesOf(page)).toContainText('with the role Editor');
  expect(await role()).toBe('Editor');
  expect((await readStored(world, 'role')).sync).toMatchObject({ silence: '2h' });
  await expectAccessible(page);

  await acknowledging.uncheck({ force: true });
  await silencesOf(page).getByRole('button', { name: 'Save' }).click();
  await expect(silencesOf(page)).toContainText('with the role Viewer');
  expect(await role()).toBe('Viewer');
  expect((await readStored(world, 'role')).sync).toMatchObject({ silence: null });
});

test('whoever may not make one is told what to ask for, and Grafana is connected all the same', async ({
  open,
  world,
  expected,
}) => {
  test.skip(GRAFANA_URL !== null, 'an administrator of Grafana without Enterprise may always make service accounts');
  expected.push(/403.*serviceaccounts/);
  await makeGrafana(world, 'refused');
  world.host.state.takenActions.add('serviceaccounts:create');
  try {
    const page = await open('integrations/refused', { person: 'admin' });
    await page.getByRole('button', { name: 'Connect this Grafana' }).click();
    await expect(page.getByText(/Connected through “Vigie/)).toBeVisible();
    await expect(page.getByRole('region', { name: 'This Grafana' })).toContainText('Silences are not followed');
    await expect(page.getByText('for the permissions serviceaccounts:read, serviceaccounts:create')).toBeVisible();
    await expectAccessible(page);
    expect((await readStored(world, 'refused')).sync).toBeNull();
  } finally {
    world.host.state.takenActions.delete('serviceaccounts:create');
  }
});

test('Home warns Admins two weeks before the token expires, and when it is gone; Renew mends both', async ({
  open,
  world,
  expected,
}) => {
  expected.push(/404.*serviceaccounts/);
  await makeGrafana(world, 'soon');
  const page = await open('integrations/soon?at=silences', { person: 'admin' });
  await follow(page);
  const first = await readStored(world, 'soon');
  const ends = (days: number) => ({
    ...first.sync,
    account: { ...first.sync?.account, expiresAt: new Date(Date.parse(NOW) + days * DAY).toISOString() },
  });
  const warning = page.getByRole('alert').filter({ hasText: 'Shop soon' });
  await change(world, 'soon', ends(15));
  await open('home', { person: 'admin' });
  await expect(page.getByRole('heading', { name: 'Needs attention this week' })).toBeVisible();
  await expect(warning).toHaveCount(0);
  await change(world, 'soon', ends(13));
  await page.reload();
  await expect(warning).toContainText('Silences of Shop soon will soon not be followed');
  await expectAccessible(page);
  await warning.getByRole('button', { name: 'Renew' }).click();
  await expect(warning).toHaveCount(0, { timeout: 15_000 });
  const renewed = (await readStored(world, 'soon')).sync?.account;
  expect(renewed).toMatchObject({ id: first.sync?.account?.id, expiresAt: null });
  expect(await world.grafana.silenceAccounts('soon')).toMatchObject([{ tokens: [renewed?.token] }]);
  expect(renewed?.token).not.toBe(first.sync?.account?.token);

  await world.grafana.removeServiceAccount(renewed?.id ?? 0);
  await page.reload();
  await expect(warning).toContainText('Silences of Shop soon are not followed');
  await expect(warning).toContainText('was deleted in Grafana');
  await warning.getByRole('link', { name: 'Grafana silences' }).click();
  await expect(silencesOf(page).getByRole('alert')).toContainText('was deleted in Grafana');
  await expectAccessible(page);
  await silencesOf(page).getByRole('button', { name: 'Renew' }).click();
  await expect(silencesOf(page)).toContainText('Followed');
  expect(await world.grafana.silenceAccounts('soon')).toMatchObject([{ role: 'Viewer', tokens: [expect.any(Number)] }]);
  await open('home', { person: 'cleo' });
  await expect(page.getByRole('heading', { name: 'Needs attention this week' })).toBeVisible();
  await expect(warning).toHaveCount(0);
});

test('in French, in the light, on a phone; and deleted with its integration', async ({ open, world }) => {
  await makeGrafana(world, 'french');
  const page = await open('integrations/french?at=silences', { person: 'admin', language: 'fr-FR', theme: 'light' });
  await page.setViewportSize({ width: 390, height: 844 });
  const silences = region(page, 'Mises en sourdine de Grafana');
  await expect(silences).toContainText('avec le rôle Lecteur');
  await expectAccessible(page);
  await silences.getByRole('button', { name: 'Suivre les mises en sourdine' }).click();
  await expect(silences).toContainText('Son jeton n’expire pas');
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await open('integrations/french?tab=settings', { person: 'admin' });
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog')).toContainText('service account with which Vigie follows silences is deleted');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page).toHaveURL(/integrations$/);
  expect(await world.grafana.silenceAccounts('french')).toEqual([]);
});
