import { expect, expectAccessible, make, test } from './fixtures.ts';
import type { World } from './world.ts';

async function policy(world: World, id: string, name: string): Promise<void> {
  await world.sidecar.api('DELETE', `policies/${id}`);
  await make(world, 'policies', { id, name, team: 'sre', steps: [{ notify: [{ user: 'ben' }] }] });
}

/** Each test leaves the worker's world without maintenances. */
test.afterEach(async ({ world }) => {
  const { body } = await world.sidecar.api<{ items: Array<{ id: string }> }>('GET', 'maintenances');
  for (const { id } of body.items) await world.sidecar.api('DELETE', `maintenances/${id}`);
});

test('one switch sends the incidents of an integration elsewhere, says so, and is turned off early', async ({
  open,
  world,
}) => {
  await policy(world, 'calm', 'Calm watch');
  const page = await open('integrations/scripts');
  await page.locator('label', { hasText: /^Maintenance$/ }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('button', { name: 'Start now' })).toBeDisabled();
  await drawer.getByRole('combobox', { name: 'During maintenance' }).click();
  await page.getByRole('option', { name: 'Escalate by Calm watch instead' }).click();
  await expect(drawer.getByRole('combobox', { name: 'Until' })).toHaveValue(/, in 2 hr$/);
  await drawer.getByLabel('Reason').fill('Disks are replaced');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Start now' }).click();

  const note = page
    .getByRole('status')
    .or(page.getByRole('alert'))
    .filter({ hasText: 'new incidents go to Calm watch' });
  await expect(note).toContainText('Disks are replaced');
  const id = await world.alert({ title: 'During the works', id: 'switch-1' });
  expect((await world.sidecar.api<{ policy: string }>('GET', `incidents/${id}`)).body.policy).toBe('calm');
  await open('integrations');
  await expect(page.getByRole('listitem').filter({ hasText: 'Scripts' })).toContainText('Maintenance');
  await expectAccessible(page);

  await open('integrations/scripts', { theme: 'light' });
  await expect(note).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'End now: Scripts' }).click();
  await expect(note).toHaveCount(0);
  const later = await world.alert({ title: 'After the works', id: 'switch-2' });
  expect((await world.sidecar.api<{ policy: string }>('GET', `incidents/${later}`)).body.policy).toBe('sre');
});

test('a whole team’s integrations go into maintenance at once, and remember what was chosen last', async ({
  open,
  world,
}) => {
  await policy(world, 'calm', 'Calm watch');
  await world.sidecar.api('DELETE', 'integrations/second');
  await make(world, 'integrations', {
    id: 'second',
    name: 'Second',
    type: 'webhook',
    team: 'sre',
    token: 'e2e-second-token-0123456789',
    policy: 'sre',
  });
  const past = {
    name: 'Before',
    integrations: ['second'],
    start: '2026-01-05T10:00',
    end: '2026-01-05T11:00',
    timeZone: 'UTC',
    action: { policy: 'calm' },
  };
  await make(world, 'maintenances', past);
  const page = await open('maintenances');
  await page.getByRole('button', { name: 'Start now' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('combobox', { name: 'A whole team' }).click();
  await page.getByRole('option', { name: 'SRE' }).click();
  await expect(drawer.getByRole('combobox', { name: 'During maintenance' })).toHaveValue(
    'Escalate by Calm watch instead',
  );
  await drawer.getByRole('combobox', { name: 'Until' }).click();
  await page.getByRole('option', { name: 'Another time' }).click();
  await drawer.getByLabel('Day and time').fill('2026-01-07T08:00');
  await expect(drawer.getByText('This is in the past.')).toBeVisible();
  await drawer.getByLabel('Day and time').fill('2026-01-08T08:00');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Start now' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Now' });
  await expect(row).toContainText('Second');
  await expect(row).toContainText('Scripts');
  await row.getByRole('button', { name: /End now for all \d+/ }).click();
  await expect(row).toHaveCount(0);
  await world.sidecar.api('DELETE', 'integrations/second');
});

test('a Viewer sees that it is on, and has no switch, in French', async ({ open, world }) => {
  const body = {
    name: 'Travaux',
    integrations: ['scripts'],
    start: '2026-01-07T09:00',
    end: '2026-01-07T12:00',
    timeZone: 'UTC',
    action: 'hold',
  };
  await make(world, 'maintenances', body);
  const page = await open('integrations/scripts', { person: 'dee', language: 'fr-FR' });
  await expect(page.getByText(/Maintenance jusqu’à .*\s: les nouveaux incidents n’alertent personne/)).toBeVisible();
  await expect(page.getByRole('button', { name: /Terminer/ })).toHaveCount(0);
  await expectAccessible(page);
});
