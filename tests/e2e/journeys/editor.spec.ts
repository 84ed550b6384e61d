/** An Editor of one team among several: makes and changes what is the team's, and is offered nothing of others. */
import { expect, make, ownWorld, test as base } from '../fixtures.ts';
import type { World } from '../world.ts';

const test = base.extend<object, { world: World }>({ world: ownWorld() });

test.beforeAll(async ({ world }) => {
  await make(world, 'teams', { id: 'db', name: 'Databases', members: ['dee'] });
  await make(world, 'policies', {
    id: 'db',
    name: 'Databases at night',
    team: 'db',
    steps: [{ notify: [{ user: 'dee' }], wait: '5m' }],
  });
  await make(world, 'integrations', {
    id: 'db',
    name: 'Databases’ Prometheus',
    type: 'alertmanager',
    team: 'db',
    token: 'e2e-of-databases-0123456789',
    policy: 'db',
  });
  await make(world, 'rotas', { id: 'db', name: 'Databases', team: 'db', timeZone: 'UTC', layers: [] });
});

test('new objects go to a team of theirs, without a refusal on the way', async ({ open }) => {
  // The console would tell of a request that was refused.
  const page = await open('integrations/new?type=webhook', { person: 'cleo' });
  await page.getByLabel('Name').fill('Made by Cleo');
  await page.getByRole('combobox', { name: 'Team' }).click();
  await expect(page.getByRole('option')).toHaveText(['SRE']);
  await page.getByRole('option', { name: 'SRE' }).click();
  await page.getByRole('button', { name: 'Create integration' }).click();
  await expect(page).toHaveURL(/integrations\/made-by-cleo/);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Delete Made by Cleo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page).toHaveURL(/integrations$/);
});

for (const path of [
  'policies/db',
  'integrations/db',
  'integrations/db?tab=routes',
  'integrations/db?tab=settings',
  'rotas/db',
  'people?tab=teams',
  'channels',
]) {
  test(`${path} is another’s: it can be read, and nothing is offered that would be refused`, async ({ open }) => {
    const page = await open(path, { person: 'cleo' });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(/^Loading…/)).toHaveCount(0);
    await expect(
      page.getByRole('main').getByRole('button', {
        name: /^(Save|Delete|Change |Edit |New team|Add a step|Add a route|Create new token|Send a test)/,
      }),
    ).toHaveCount(0);
    await expect(page.getByRole('main').getByRole('link', { name: 'New channel' })).toHaveCount(0);
    await expect(page.getByRole('main').getByText('e2e-of-databases')).toHaveCount(0);
  });
}

test('a maintenance names integrations of their own teams only', async ({ open }) => {
  const page = await open('maintenances', { person: 'cleo' });
  await page.getByRole('button', { name: 'New maintenance' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('combobox', { name: 'Integrations' }).click();
  await expect(page.getByRole('option', { name: 'Scripts' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'Databases' })).toHaveCount(0);
});
