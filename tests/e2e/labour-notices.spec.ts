/** Duty is told with proof: a manager publishes, Ann sees it on a phone; the editor warns, asks a reason, and saves. */
import type { Line } from '../host/bundle.ts';
import { ALWAYS, expect, expectAccessible, listenForErrors, make, opener, test } from './fixtures.ts';
import { region } from './rotas.ts';
import type { World } from './world.ts';
import { startWorld } from './world.ts';

const UNITS = `
units:
  - { id: ops, name: Exemple SAS, since: 2026-01-01, timeZone: Europe/Paris, holidays: FR, teams: [sre], hr: [dee], duties: [ { rota: sre, kind: onCall }, { rota: night, kind: onCall } ], rules: [ { from: 2026-01-01, pack: fr-default@1 } ] }
workProfiles:
  - { user: ann, unit: ops, from: 2026-01-01, contract: hours, weeklyHours: 35h, schedule: [ { days: [workday], from: "09:00", to: "17:00" } ] }
  - { user: ben, unit: ops, from: 2026-01-01, contract: hours, weeklyHours: 35h, schedule: [ { days: [workday], from: "09:00", to: "17:00" } ] }
`;

/** Made by the API, so that it may be edited. */
const NIGHT = {
  id: 'night',
  name: 'Nights',
  team: 'sre',
  timeZone: 'Europe/Paris',
  layers: [
    {
      id: 'week',
      rotation: { every: 1, unit: 'week', start: '2026-01-05T09:00' },
      participants: [['ann'], ['ben']],
      restrictions: [{ days: ['daily'], from: '18:00', to: '08:00' }],
    },
  ],
};

let own: World;

test.beforeAll(async ({}, info) => {
  test.setTimeout(180_000);
  own = await startWorld(info.project.metadata.line as Line, { more: UNITS });
  await make(own, 'rotas', { ...NIGHT, exceptional: 'The unit lists this rota already.' });
  // Far enough after the unit's first day that short notice is no mere note.
  await own.sidecar.setClock('2026-02-04T09:00:00Z');
});
test.afterAll(() => own.close());

test('a manager publishes, and Ann sees it on a phone', async ({ page }) => {
  const errors = listenForErrors(page, ALWAYS);
  const open = opener(page, own.host.url);
  await open('compliance', { person: 'cleo' });
  await page.getByRole('button', { name: 'Publish now' }).click();
  await expect(page.getByText(/told their programme|been told already/).first()).toBeVisible();
  await expectAccessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await open('hours', { person: 'ann', theme: 'light' });
  const duties = region(page, 'Your next duties');
  await expect(duties.getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page);
  await duties.getByRole('button', { name: 'Seen' }).click();
  await expect(duties.getByRole('button', { name: 'Seen' })).toHaveCount(0);
  await expect(duties).toContainText(/told \d+ days? ahead/);
  await expect(duties).toContainText(/seen \d\d:\d\d/);
  expect(errors, 'errors on the console').toEqual([]);
});

test('the editor warns of short notice, asks why, and saves', async ({ page }) => {
  const open = opener(page, own.host.url);
  await open('rotas/night/edit', { person: 'cleo' });
  await page.getByRole('button', { name: 'Edit layer 1' }).click();
  // Ben, who is on duty from Monday on, goes; so Ann is, told five days ahead.
  await page.getByRole('button', { name: /^Remove turn 2/ }).click();
  const panel = region(page, 'Working time');
  await expect(panel).toContainText(/Ann Martin would be told 5 days ahead; the rule is 15\. Say why below\./);
  // The turns that follow are told in time; the timeline says from when.
  await page.getByRole('radio', { name: 'Month' }).check({ force: true });
  await expect(page.getByText(/^Duty from .+ on is still told in time\.$/)).toHaveCount(2);
  await expect(page.getByText('told in time from here', { exact: true })).toBeVisible();
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await expect(save).toBeDisabled();
  await expectAccessible(page);
  await page.getByLabel('Exceptional circumstances').fill('Ben is ill until the end of the month');
  await save.click();
  await expect(page).toHaveURL(/rotas\/night$/);
  const { body } = await own.sidecar.api<{ layers: Array<{ participants: string[][] }> }>('GET', 'rotas/night');
  expect(body.layers.map(({ participants }) => participants)).toEqual([[['ann']]]);
  // The reason is for those in charge, and a rota is read by everybody.
  expect(JSON.stringify(body)).not.toContain('is ill');
});
