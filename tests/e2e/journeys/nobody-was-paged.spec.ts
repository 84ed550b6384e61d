/** “Why did nobody call?” The morning after, from the alert to its reason, each time by reading only. */
import { test as base, expect, make, ownWorld } from '../fixtures.ts';
import type { World } from '../world.ts';

/** A world of its own: the clock goes to a Sunday, where no other test wants to be. */
const test = base.extend<object, { world: World }>({ world: ownWorld() });

const SUNDAY = '2026-01-11T02:00:00.000Z';
const TOKEN = 'e2e-nobody-token-0123456789';

async function alert(world: World, title: string, labels: Record<string, string>): Promise<string | undefined> {
  const { body } = await world.sidecar.ingest<{ incidents: string[] }>(TOKEN, {
    title,
    severity: 'critical',
    id: title,
    labels,
  });
  return body.incidents[0];
}

test.beforeAll(async ({ world }) => {
  await world.sidecar.setClock(SUNDAY);
  await make(world, 'policies', {
    id: 'office',
    name: 'Office only',
    team: 'sre',
    steps: [{ notify: [{ rota: 'office' }], wait: '5m' }],
  });
  await make(world, 'integrations', {
    id: 'nobody',
    name: 'Batch jobs',
    type: 'webhook',
    team: 'sre',
    token: TOKEN,
    policy: 'office',
    routes: [{ match: ['env="dev"'], drop: true }],
  });
  await make(world, 'maintenances', {
    id: 'patch',
    name: 'Patch night',
    match: ['host="db-1"'],
    start: '2026-01-11T02:00',
    end: '2026-01-11T06:00',
    timeZone: 'Europe/Paris',
    action: 'hold',
  });
});

test('nobody was on call: the timeline says so, and the rota shows the gap', async ({ open, world }) => {
  const id = await alert(world, 'Nightly import failed', {});
  await world.sidecar.advance('2m');
  const page = await open(`incidents/${id}`, { person: 'dee' });
  await expect(page.getByRole('region', { name: 'Who was paged' })).not.toContainText('Ann Martin');
  const happened = page.getByRole('region', { name: 'Timeline' });
  await expect(happened).toContainText('nobody is on call on Office hours');
  await page.getByRole('link', { name: 'Office only' }).click();
  await expect(page.getByRole('region', { name: 'Steps' })).toContainText('Office hours');
  await open('rotas/office', { person: 'dee' });
  await expect(
    page
      .locator('[data-track="final"]')
      .getByRole('button', { name: /Nobody is on call/ })
      .first(),
  ).toBeVisible();
});

test('a maintenance held it: the incident says until when and which, and whoever may ends it there', async ({
  open,
  world,
}) => {
  const id = await alert(world, 'Replication stopped', { host: 'db-1' });
  const page = await open(`incidents/${id}`, { person: 'dee' });
  await expect(page.getByRole('region', { name: 'What happens next' })).toContainText(/aintenance/);
  await expect(page.getByText('Open, pages held')).toBeVisible();
  const held = page.getByRole('alert').filter({ hasText: 'pages are held' });
  await expect(held.getByRole('link', { name: 'Patch night' })).toBeVisible();
  await expect(held.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('A maintenance holds paging');
  await open('maintenances', { person: 'dee' });
  await expect(page.getByRole('listitem').filter({ hasText: 'Patch night' })).toContainText('host is “db-1”');
  await open(`incidents/${id}`, { person: 'admin' });
  await held.getByRole('button', { name: 'End now: Patch night' }).click();
  await expect(held).toHaveCount(0);
});

test('a route drops it: the integration lists what came and what became of it', async ({ open, world }) => {
  await alert(world, 'Dev box is full', { env: 'dev' });
  const page = await open('integrations/nobody?tab=came', { person: 'dee' });
  await expect(page.getByRole('listitem').filter({ hasText: 'Dev box is full' })).toContainText(
    'recorded only: a route drops it',
  );
});

test('it was refused: the reason is there, and it can be taken after all', async ({ open, world, expected }) => {
  expected.push(/400/);
  await world.sidecar.request('POST', `/in/${TOKEN}`, '{ "title": "Cut off', {
    headers: { 'content-type': 'application/json' },
    token: null,
  });
  const page = await open('integrations', { person: 'cleo' });
  await expect(page.getByRole('listitem').filter({ hasText: 'Batch jobs' })).toContainText('rejected');
  await page.getByRole('link', { name: 'Batch jobs' }).click();
  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(page.getByRole('region', { name: 'Rejected' })).toContainText(/JSON/);
});
