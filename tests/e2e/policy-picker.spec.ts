/** Escalation policies are chosen below the names of their teams, the reader's own first, wherever one is chosen. */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, make, test } from './fixtures.ts';

test.beforeAll(async ({ world }) => {
  await make(world, 'teams', { id: 'alpha', name: 'Alpha', members: ['dee'] });
  const steps = [{ notify: [{ user: 'dee' }], wait: '5m' }];
  await make(world, 'policies', { id: 'picker-alpha', name: 'A policy of others', team: 'alpha', steps });
  await make(world, 'policies', { id: 'picker-free', name: 'A policy of nobody', steps });
});
test.afterAll(async ({ world }) => {
  for (const path of ['policies/picker-alpha', 'policies/picker-free', 'teams/alpha']) {
    await world.sidecar.api('DELETE', path);
  }
});

/** What stands in the open list, headings and policies, from the top. */
async function listed(page: Page): Promise<string[]> {
  await expect(page.getByRole('option', { name: /SRE escalation/ })).toBeVisible();
  const lines = (await page.getByRole('listbox').innerText()).split('\n').map((line) => line.trim());
  return lines.filter((line) => /^(SRE|Alpha|Without a team|SRE escalation|A policy of .*)$/.test(line));
}

const IN_ORDER = ['SRE', 'SRE escalation', 'Alpha', 'A policy of others', 'Without a team', 'A policy of nobody'];

test('for a new integration, for a page by hand, and to reassign', async ({ open, world }) => {
  const page = await open('integrations/new?type=webhook', { person: 'cleo' });
  await page.getByRole('combobox', { name: 'Escalation policy' }).click();
  expect(await listed(page)).toEqual(IN_ORDER);
  await page.keyboard.press('Escape');
  await expectAccessible(page);

  await open('incidents', { person: 'cleo' });
  await page.getByRole('button', { name: 'Page someone' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'Escalation policy' }).click();
  expect(await listed(page)).toEqual(IN_ORDER);

  await open(`incidents/${await world.alert({ title: 'For whom', id: 'picker' })}`, { person: 'cleo' });
  await page.getByRole('button', { name: 'Reassign…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Escalation policy' }).click({ force: true });
  await dialog.getByRole('combobox', { name: 'Escalation policy' }).click();
  expect(await listed(page)).toEqual(IN_ORDER);
});

test('a maintenance pages nobody or goes elsewhere, teams in the order of their names for who has none', async ({
  open,
}) => {
  const page = await open('maintenances', { person: 'admin' });
  await page.getByRole('button', { name: 'New maintenance' }).click();
  await page.getByRole('dialog').getByRole('combobox', { name: 'During maintenance' }).click();
  const options = page.getByRole('option');
  await expect(options.first()).toHaveText('Page nobody');
  await expect(options.nth(1)).toHaveText('Escalate by A policy of others instead');
});
