/** A month of on-call hours: a night call, when it ended, the person's word, HR's closing, the document and payroll. */
import { readFileSync } from 'node:fs';
import type { Line } from '../host/bundle.ts';
import { expect, expectAccessible, opener, test } from './fixtures.ts';
import { inEachPicture } from './gallery/picture.ts';
import { region } from './rotas.ts';
import type { World } from './world.ts';
import { startWorld } from './world.ts';

const UNITS = `
units:
  - id: ops
    name: Exemple SAS
    since: 2026-01-01
    timeZone: Europe/Paris
    holidays: FR
    teams: [sre]
    hr: [dee]
    duties: [ { rota: sre, kind: onCall } ]
    rules: [ { from: 2026-01-01, pack: fr-default@1 } ]
    pay:
      - from: 2026-01-01
        hours:
          - { code: AST-S, text: samedi, when: [ { days: [sat], from: "00:00", to: "00:00" } ], rate: 3.30 }
          - { code: AST-D, text: dimanche, when: [ { days: [sun], from: "00:00", to: "00:00" } ], rate: 4.40 }
          - { code: AST-N, text: autres jours, rate: 2.20 }
        interventions: { code: INT, text: intervention, minimum: 30m, roundUpTo: 15m, group: 30m }
        overtime: [ { above: 35h, percent: 25, code: HS25 } ]
workProfiles:
  - { user: ann, unit: ops, from: 2026-01-01, contract: hours, weeklyHours: 35h, schedule: [ { days: [workday], from: "09:00", to: "12:30" }, { days: [workday], from: "14:30", to: "18:00" } ] }
  - { user: ben, unit: ops, from: 2026-01-01, contract: hours, weeklyHours: 39h, schedule: [ { days: [workday], from: "09:00", to: "12:30" }, { days: [workday], from: "13:30", to: "17:48" } ] }
`;

let own: World;

test.beforeAll(async ({}, info) => {
  own = await startWorld(info.project.metadata.line as Line, { more: UNITS });
});
test.afterAll(() => own.close());

test('a night call is confirmed, accepted, closed and handed over', async ({ page }) => {
  test.setTimeout(120_000);
  const open = opener(page, own.host.url);
  const { sidecar } = own;

  await test.step('the night call', async () => {
    await sidecar.setClock('2026-01-08T01:10:00Z');
    const id = await own.alert({ title: 'Disk full', id: 'month' });
    await open(`incidents/${id}`, { person: 'ann' });
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await expect(page.getByText('Ann Martin has it').first()).toBeVisible();
    await sidecar.api('POST', `incidents/${id}/resolve`);
    await sidecar.setClock('2026-01-08T07:30:00Z');
    await open('hours', { person: 'ann' });
    await region(page, 'When did you stop?')
      .getByRole('button', { name: /^At my last action/ })
      .click();
    await expect(region(page, 'When did you stop?')).toContainText('Nothing to confirm.');
  });

  await test.step('Ann reads her month on a phone, and accepts it', async () => {
    await sidecar.setClock('2026-02-01T05:05:00Z');
    await page.setViewportSize({ width: 390, height: 844 });
    await open('hours', { person: 'ann', theme: 'light', language: 'fr-FR' });
    const month = region(page, /^Vos heures de janvier 2026$/);
    await expect(month).toContainText('AST-N');
    await expect(month).toContainText(/Merci de les relire avant le/);
    await expectAccessible(page);
    await inEachPicture(page, 'hours-month', async (look) => void (await open('hours', { person: 'ann', ...look })));
    await open('hours', { person: 'ann', theme: 'light', language: 'fr-FR' });
    await month.getByRole('button', { name: 'Accepter…' }).click();
    const question = page.getByRole('dialog');
    await expect(question).toContainText('Accepter vos heures de janvier 2026');
    await expect(question).not.toContainText('Vous n’avez pas confirmé');
    await expectAccessible(page, '[role="dialog"]');
    await question.getByRole('button', { name: 'Annuler' }).click();
    await expect(month).not.toContainText('Accepté');
    await month.getByRole('button', { name: 'Accepter…' }).click();
    await question.getByRole('button', { name: 'Accepter', exact: true }).click();
    await expect(month).toContainText('Accepté');
  });

  await test.step('HR, a Viewer, looks at it and closes it', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    const shown = 'compliance?month=2026-01';
    await inEachPicture(page, 'compliance-month', async (look) => void (await open(shown, { person: 'dee', ...look })));
    await inEachPicture(page, 'compliance-person', async (look) => {
      await open(shown, { person: 'dee', ...look });
      await page.getByRole('button', { name: /Ann Martin$/ }).click();
      await expect(page.getByRole('dialog')).toContainText('AST-N');
    });
    await inEachPicture(
      page,
      'rules',
      async (look) => void (await open('compliance/rules', { person: 'dee', ...look })),
    );
    await open(shown, { person: 'dee' });
    const list = region(page, 'January 2026');
    await expect(list).toContainText('Accepted');
    await expectAccessible(page);
    await list.getByRole('button', { name: 'Look at Ann Martin' }).click();
    const drawer = page.getByRole('dialog');
    await expect(drawer).toContainText('On-call compensation');
    await expect(drawer).toContainText('Ann Martin has not been told of the duty from');
    await expect(drawer.getByText('Choose somebody else.'), 'for duty that has begun').toHaveCount(0);
    await expectAccessible(page, '[role="dialog"]');
    await drawer.getByRole('button', { name: 'Close the month' }).click();
    await expect(drawer).toHaveCount(0);
    await expect(list).toContainText('Closed');
    const saved = page.waitForEvent('download');
    await list.getByRole('button', { name: 'Payroll file' }).click();
    const file = readFileSync(await (await saved).path(), 'utf8');
    expect(file).toContain('Ann Martin');
    expect(file.startsWith('\uFEFFpayrollId')).toBe(true);
  });

  await test.step('the document lies with Ann', async () => {
    await inEachPicture(page, 'hours-closed', async (look) => void (await open('hours', { person: 'ann', ...look })));
    await open('hours', { person: 'ann' });
    const opened = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Open the document of January 2026' }).click();
    const sheet = await opened;
    await sheet.setViewportSize({ width: 390, height: 844 });
    await expect(sheet.getByText('Ann Martin').first()).toBeVisible();
    await expect(sheet.getByText('AST-N').first()).toBeVisible();
    // On a phone the cells of a row stand below each other, each with the title of its column.
    expect(await sheet.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const cell = sheet.locator('td[data-title]', { hasText: 'AST-N' }).first();
    expect(await cell.evaluate((one) => getComputedStyle(one, '::before').content)).toMatch(/^"\w+/);
    await sheet.close();
  });
});
