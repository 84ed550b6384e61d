/** On-call hours of a company of six, from an Admin's first press to what a week is worth, in few inputs. */
import type { Page } from '@playwright/test';
import type { Line } from '../../host/bundle.ts';
import type { View } from '../fixtures.ts';
import { inEachPicture } from '../gallery/picture.ts';
import { ALWAYS, expect, expectAccessible, listenForErrors, opener, test } from '../fixtures.ts';
import type { World } from '../world.ts';
import { startWorld } from '../world.ts';

const COMPANY = `
apiVersion: 1
users:
  - { login: ann, name: Ann Martin, email: ann@example.com, timeZone: Europe/Paris }
  - { login: ben, name: Ben Petit, email: ben@example.com, timeZone: Europe/Paris }
  - { login: cleo, name: Cleo Roux, email: cleo@example.com, timeZone: Europe/Paris }
  - { login: dee, name: Dee Blanc, email: dee@example.com, timeZone: Europe/Paris }
  - { login: eli, name: Eli Noir, email: eli@example.com, timeZone: Europe/Paris }
  - { login: fay, name: Fay Vert, email: fay@example.com, timeZone: Europe/Paris }
teams:
  - { id: sre, name: SRE, members: [ann, ben, cleo, dee, eli, fay], managers: [cleo] }
rotas:
  - id: sre
    name: SRE primary
    team: sre
    timeZone: Europe/Paris
    layers:
      - { id: week, rotation: { every: 1, unit: week, start: 2026-01-05T09:00 }, participants: [[ann], [ben], [dee], [eli], [fay]] }
`;

/** Of design "Lawful on-call": the set-up takes five minutes. */
const MOST_INPUTS = 25;

let own: World;

test.beforeAll(async ({}, info) => {
  own = await startWorld(info.project.metadata.line as Line, { provisioning: COMPANY });
});
test.afterAll(() => own.close());

/** Counts what a person presses and fills in. */
function counting(page: Page) {
  let inputs = 0;
  const choose = async (box: string, option: string) => {
    inputs += 2;
    await page.getByRole('combobox', { name: box, exact: true }).click();
    await page.getByRole('option', { name: option }).click();
  };
  return {
    choose,
    press: async (role: 'button' | 'link', name: string | RegExp) => {
      inputs++;
      await page.getByRole(role, { name }).click();
    },
    fill: async (label: string, text: string) => {
      inputs++;
      await page.getByLabel(label, { exact: true }).fill(text);
    },
    count: () => inputs,
  };
}

test('an Admin makes the unit, and Cleo of HR sets up contracts, hours and pay', async ({ page }) => {
  test.setTimeout(120_000);
  const errors = listenForErrors(page, ALWAYS);
  const open = opener(page, own.host.url);
  const hand = counting(page);

  await open('compliance', { person: 'admin' });
  await hand.press('link', 'Set up on-call hours');
  await hand.press('button', 'New unit');
  await hand.fill('Name of the company or site', 'Exemple SAS');
  await hand.choose('HR', 'Cleo Roux');
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  await hand.press('button', 'Make the unit');
  await expect(page.getByText('administrators do not read them')).toBeVisible();

  const rules = (look: View) => open('compliance/rules', { person: 'cleo', ...look });
  await inEachPicture(page, 'rules-set-up', async (look) => void (await rules(look)));
  await rules({});
  await hand.choose('Team', 'SRE');
  await expect(page.getByText('SRE primary')).toBeVisible();
  await hand.choose('Ben Petit', '39 hr');
  await hand.choose('Cleo Roux', 'forfait-jours');
  await hand.fill('An hour', '2.20');
  await hand.fill('An hour on Saturdays', '3.30');
  await hand.fill('An hour on Sundays', '4.40');
  await hand.fill('An hour on public holidays', '4.40');
  await expect(page.getByText(/^One week from Mon, Feb 2: 371\.80\s€$/)).toBeVisible();
  await expect(page.getByText('Each minute of them is compensated.')).toHaveCount(3);
  await expectAccessible(page);
  await hand.press('button', 'Start on Sun, Feb 1, 2026');

  await expect(page.getByRole('region', { name: 'Work profiles' })).toContainText('Ben Petit');
  await expect(page.getByText(/One week from Mon, Feb 2: 371\.80\s€/)).toBeVisible();
  expect(hand.count(), 'inputs').toBeLessThanOrEqual(MOST_INPUTS);
  await expectAccessible(page);
  expect(errors, 'errors on the console').toEqual([]);

  const { body } = await own.sidecar.api('GET', 'units/exemple-sas');
  expect(body).toMatchObject({ hr: ['cleo'] });
});
