/** Grafana below a path, as behind a proxy that has other things beside it: whatever forgets the path gets a 404. */
import type { World } from './world.ts';
import { GRAFANA_URL } from './real-grafana.ts';
import { expect, ownWorld, test as base } from './fixtures.ts';
import { pagesOf } from './gallery/views.ts';

const test = base.extend<object, { world: World }>({ world: ownWorld({ subPath: '/grafana' }) });

/** A real Grafana stands where it stands; it should be below a path. */
const BELOW = GRAFANA_URL === null ? '/grafana' : new URL(GRAFANA_URL).pathname.replace(/\/$/, '');

test('from Home to an incident that is live, and back', async ({ open, world }) => {
  const page = await open('home', { person: 'ben' });
  await expect(page).toHaveURL(new RegExp(`${BELOW}/a/vigie-oncall-app/home`));
  const first = await world.alert({ title: 'Below a path', severity: 'critical', id: 'sub-1' });
  await open('incidents', { person: 'ben' });
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await world.alert({ title: 'It came by itself', severity: 'critical', id: 'sub-2' });
  await expect(page.getByRole('link', { name: /It came by itself/ })).toBeVisible();
  await page.getByRole('link', { name: /Below a path/ }).click();
  await expect(page).toHaveURL(new RegExp(`${BELOW}/a/vigie-oncall-app/incidents/${first}`));
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(page.getByRole('region', { name: 'What happens next' })).toContainText('Ben Petit has it');
});

test('links of every page stay below the path, in another tab, too', async ({ open, world }) => {
  test.setTimeout(180_000);
  const incident = await world.alert({ title: 'With links', severity: 'critical', id: 'sub-3' });
  const objects = { incident, rota: 'sre', policy: 'sre', integration: 'scripts', person: 'ann' };
  const outside: string[] = [];
  for (const { path } of pagesOf(objects)) {
    const page = await open(path, { person: 'admin' });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(/^Loading…/)).toHaveCount(0);
    const hrefs = await page
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).getAttribute('href') ?? ''));
    outside.push(
      ...hrefs
        .filter((href) => href.startsWith('/') && !href.startsWith(`${BELOW}/`))
        .map((href) => `${path}: ${href}`),
    );
  }
  expect(outside).toEqual([]);
});
