/** The main journey on the oldest Grafana that is supported: 12.4 with React 18. */
import { expect, expectAccessible, test } from './fixtures.ts';

test('a page is answered: from Home to the incident, acknowledged and resolved', async ({ open, world }) => {
  const id = await world.alert({ title: 'Twelve: API is down', severity: 'critical', id: 'twelve-1' });
  const page = await open('home', { person: 'ben' });
  await page.getByRole('region', { name: 'My open incidents' }).getByRole('link', { name: /Twelve: API is down/ }).click();
  await expect(page).toHaveURL(new RegExp(id));
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(page.getByRole('region', { name: 'If nobody does anything' })).toContainText('Ben Petit has it');
  await page.getByRole('button', { name: 'Resolve' }).click();
  await expect(page.getByRole('button', { name: 'Open it again' })).toBeVisible();
  await expectAccessible(page);
});

for (const path of ['home', 'incidents', 'rotas', 'rotas/sre', '/plugins/vigie-oncall-app']) {
  test(`${path} opens without an error`, async ({ open }) => {
    const page = await open(path, { person: 'admin' });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main')).not.toContainText('Something went wrong');
  });
}
