/** The morning after a night call: Ann is not available yet, and every screen that pages says so, never why. */
import { test as base, expect, expectAccessible, opener, ownWorld } from './fixtures.ts';
import type { World } from './world.ts';
import { PROVISIONING } from './world.ts';

/** A world of its own: its clock goes to a Friday. */
const test = base.extend<object, { world: World }>({ world: ownWorld() });

const TOKEN = 'e2e-nights-token-0123456789';
const profile = (user: string) =>
  `  - { user: ${user}, unit: ops, from: 2026-01-01, contract: hours, schedule: [ { days: [workday], from: "09:00", to: "18:00" } ] }`;
const MORE = `
units:
  - { id: ops, name: Ops, since: 2026-01-01, timeZone: Europe/Paris, hr: [dee], rules: [ { from: 2026-01-01, pack: fr-default@1 } ] }
workProfiles:
${['ann', 'cleo'].map(profile).join('\n')}
`;
const withNights = PROVISIONING.replace(
  'escalationPolicies:',
  `escalationPolicies:
  - { id: nights, name: Nights, team: sre, steps: [ { notify: [ { user: ann } ], wait: 5m }, { notify: [ { user: cleo } ], wait: 2h } ] }`,
).replace(
  'integrations:',
  `integrations:
  - { id: nights, name: Night jobs, type: webhook, team: sre, token: ${TOKEN}, policy: nights }`,
);

async function alert({ sidecar }: World, title: string): Promise<string> {
  const { status, body } = await sidecar.ingest<{ incidents: string[] }>(TOKEN, { title, id: title });
  expect(status, JSON.stringify(body)).toBe(202);
  await sidecar.advance('0s');
  return body.incidents[0] ?? '';
}

/** In Paris Ann works on Friday from 00:10 to 00:40, so that she may not start before 11:40. It is 09:30. */
test.beforeAll(async ({ world, browser }) => {
  await world.sidecar.provision(withNights + MORE);
  await world.sidecar.logLine(({ msg }) => msg === 'provisioning files reloaded', 10_000);
  await world.sidecar.setClock('2026-01-08T23:10:00Z');
  const id = await alert(world, 'Backup failed');
  const page = await browser.newPage();
  await opener(page, world.host.url)(`incidents/${id}`, { person: 'ann' });
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(page.getByText('Ann Martin has it').first()).toBeVisible();
  await world.sidecar.advance('30m');
  await page.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Review' })).toBeVisible();
  await page.close();
  await world.sidecar.setClock('2026-01-09T08:30:00Z');
});

const SAID = {
  'en-US': 'Ann Martin is not available until 11:40; Cleo Roux stands in',
  'fr-FR': 'Ann Martin n’est pas disponible avant 11:40\u202f; Cleo Roux prend le relais',
} as const;
const HAPPENS = { 'en-US': 'What would happen', 'fr-FR': 'Simulation' } as const;
const TIMELINE = { 'en-US': 'Timeline', 'fr-FR': 'Chronologie' } as const;

for (const language of ['en-US', 'fr-FR'] as const) {
  test(`the simulator and the incident say so (${language})`, async ({ open, world }) => {
    const page = await open('policies/nights', { language });
    const happens = page.getByRole('list', { name: HAPPENS[language] });
    const first = happens.getByRole('listitem').first();
    await expect(first).toContainText(SAID[language]);
    await expect(first).not.toContainText(/rest|repos/i);
    await expectAccessible(page);

    await open(`incidents/${await alert(world, `Import failed ${language}`)}`, { language });
    const timeline = page.getByRole('region', { name: TIMELINE[language] });
    await expect(timeline).toContainText(SAID[language]);
    await expect(timeline).not.toContainText(/\brests?\b|repos/i);
  });
}

test('whoever pages her by hand is asked first', async ({ open, world, expected }) => {
  expected.push(/409/);
  const page = await open(`incidents/${await alert(world, 'Disk full')}`);
  await page.getByRole('button', { name: 'Add people…' }).click();
  const dialog = page.getByRole('dialog');
  const box = dialog.getByRole('combobox', { name: 'People' });
  await box.click();
  await page.getByRole('option', { name: 'Ann Martin' }).click();
  await box.press('Escape');
  await dialog.getByRole('button', { name: 'Page them too' }).click();
  const question = page.getByRole('dialog', { name: 'Page them now?' });
  await expect(question).toContainText('Ann Martin is not available until 11:40.');
  await question.getByRole('button', { name: 'Page now' }).click();
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Cleo Roux asked Ann Martin to help');

  await open('incidents');
  await page.getByRole('button', { name: 'Page someone' }).click();
  await page.getByLabel('What is wrong?').fill('The office is on fire');
  await page.getByRole('radio', { name: 'People directly' }).check({ force: true });
  await page.getByRole('dialog').getByRole('combobox', { name: 'People' }).click();
  await page.getByRole('option', { name: 'Ann Martin' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Page now' }).click();
  await expect(question).toContainText('Ann Martin is not available until 11:40.');
  await question.getByRole('button', { name: 'Page now' }).click();
  await expect(page.getByRole('region', { name: 'Who was paged' })).toContainText('Ann Martin');
});
