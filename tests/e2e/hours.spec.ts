/** My on-call hours: the earliest start after a night call, and "When did you stop?", in both languages. */
import type { Line } from '../host/bundle.ts';
import { expect, expectAccessible, opener, test } from './fixtures.ts';
import { inEachLook, keep, settled } from './gallery/picture.ts';
import { press } from './gallery/words.ts';
import { region } from './rotas.ts';
import type { World } from './world.ts';
import { startWorld } from './world.ts';

const UNITS = `
units:
  - { id: ops, name: Ops, since: 2026-01-01, timeZone: Europe/Paris, teams: [sre], hr: [cleo], rules: [ { from: 2026-01-01, pack: fr-default@1 } ] }
workProfiles:
  - { user: ann, unit: ops, from: 2026-01-01, contract: hours, schedule: [ { days: [workday], from: "09:00", to: "17:00" } ] }
`;

let own: World;

test.beforeAll(async ({}, info) => {
  own = await startWorld(info.project.metadata.line as Line, { more: UNITS });
});
test.afterAll(() => own.close());

test('the person sees the earliest start, and says when they stopped', async ({ page }) => {
  const open = opener(page, own.host.url);
  await open('hours', { person: 'dee' });
  await expect(page.getByText('You have no work profile')).toBeVisible();
  await expectAccessible(page);

  const { sidecar } = own;
  await sidecar.setClock('2026-01-08T01:10:00Z');
  const id = await own.alert({ title: 'Disk full', id: 'hours' });
  await open(`incidents/${id}`, { person: 'ann' });
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(page.getByText('Ann Martin has it').first()).toBeVisible();
  await sidecar.setClock('2026-01-08T02:10:00Z');
  await sidecar.api('POST', `incidents/${id}/resolve`);
  await sidecar.setClock('2026-01-08T07:30:00Z');

  await inEachLook(page, async (look) => {
    await open('hours', { person: 'ann', ...look });
    await settled(page);
    await press(page, look.language, { key: 'hours.another-time' });
    await keep(page, 'hours-to-confirm', look, true);
  });

  await page.setViewportSize({ width: 390, height: 844 });
  await open('hours', { person: 'ann', language: 'fr-FR', theme: 'light' });
  await expect(page.getByRole('heading', { level: 1, name: 'Mes heures d’astreinte' })).toBeVisible();
  await expect(region(page, 'Ce qui compte maintenant')).toContainText(/Pas de reprise avant .*13:25/);
  await expect(page.getByText(/^Ops\s: chiffres non relus par un conseil\.$/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Dès ma dernière action (02:11)' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'À la résolution (03:10)' })).toBeVisible();
  await expectAccessible(page);

  await page.setViewportSize({ width: 1280, height: 800 });
  await open('hours', { person: 'ann' });
  const now = region(page, 'What matters now');
  await expect(now).toContainText(/You may not start before .*13:25: 11 hr of rest after .*02:25\./);
  const asked = region(page, 'When did you stop?');
  await expect(asked).toContainText(/You answered #\d+ at .*02:10\. When did you stop\?/);
  await asked.getByRole('button', { name: 'Another time' }).click();
  await asked.getByLabel('I stopped at').fill('2026-01-08T03:00');
  // No travel was recorded: an empty field, not `0s`.
  await expect(asked.getByLabel('Travel before')).toHaveValue('');
  await expect(asked.getByLabel('Travel before')).toHaveAttribute('placeholder', 'none');
  await asked.getByLabel('Travel after').fill('30m');
  await expectAccessible(page);
  await asked.getByRole('button', { name: 'Confirm' }).click();
  await expect(asked).toContainText('Nothing to confirm.');
  // At once, before rests are computed anew and without opening the page again.
  await expect(now).toContainText(/You may not start before .*14:30/);

  // Ten minutes after the planned start she says that she began all the same.
  await sidecar.setClock('2026-01-08T08:10:00Z');
  await open('hours', { person: 'ann' });
  await now.getByRole('button', { name: 'I began before that' }).click();
  await expect(now.getByLabel('I began at')).toHaveValue('2026-01-08T09:00');
  await expectAccessible(page);
  await now.getByRole('button', { name: 'Confirm' }).click();
  await expect(now).toContainText('All good');
});
