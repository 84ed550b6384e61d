import { OUR_SECTIONS, expect, expectAccessible, test } from './fixtures.ts';

const SETTINGS = '/plugins/vigie-oncall-app';

test.afterEach(({ world }) => world.grafana.setPlugin());

test('the settings check the way to the sidecar', async ({ open }) => {
  const page = await open(SETTINGS, { person: 'admin' });
  const connection = page.getByRole('region', { name: 'Connection' });
  await expect(connection).toContainText('Grafana reaches the sidecar: yes');
  await expect(connection).toContainText('The sidecar accepts the token: yes');
  await expect(connection).toContainText('The sidecar knows who you are: yes');
  await expect(connection).toContainText('SQLite');
  await expect(page.getByText('What `vigie token` prints on the sidecar’s machine')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Open Home' })).toHaveAttribute('href', /vigie-oncall-app\/home$/);
  await expectAccessible(page, OUR_SECTIONS);
});

test('a wrong address, then a wrong token, are told apart and put right', async ({ open, world, expected }) => {
  expected.push(/502|401/);
  const page = await open(SETTINGS, { person: 'admin' });
  const connection = page.getByRole('region', { name: 'Connection' });

  await page.getByLabel('Address of the sidecar').fill('http://127.0.0.1:9');
  await page.getByRole('button', { name: 'Save and check' }).click();
  await expect(connection).toContainText('The Vigie sidecar isn’t responding');

  await page.getByLabel('Address of the sidecar').fill(world.sidecar.url);
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByLabel('Token').fill('wrong');
  await page.getByRole('button', { name: 'Save and check' }).click();
  await expect(connection).toContainText('The sidecar rejects Grafana’s token');
  await expect(page.getByRole('link', { name: 'Open the settings' }), 'they are open').toHaveCount(0);

  await world.grafana.setPlugin();
  await page.reload();
  await expect(connection).toContainText('The sidecar knows who you are: yes');
});

test('pages say what to do while the sidecar is down, and recover', async ({ open, world, expected }) => {
  expected.push(/502/);
  await world.grafana.setPlugin({ address: 'http://127.0.0.1:9' });
  const page = await open('incidents');
  await expect(page.getByRole('main').getByText('The Vigie sidecar isn’t responding').first()).toBeVisible();
  await expect(page.getByText(/Out of date/)).toBeVisible();
  await world.grafana.setPlugin();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText(/Out of date/)).toBeHidden();
});

test('without an address the pages lead to the settings', async ({ open, world }) => {
  await world.grafana.setPlugin({ address: null });
  const page = await open('home', { person: 'admin' });
  await expect(page.getByText('Vigie is not connected yet')).toBeVisible();
  await page.getByRole('link', { name: 'Connect the sidecar' }).click();
  await expect(page.getByLabel('Address of the sidecar')).toBeVisible();
});
