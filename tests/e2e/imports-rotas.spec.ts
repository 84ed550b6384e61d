/** A schedule of which no rota gives the same, in the browser: what becomes of it is asked, chosen, applied, and shown until it ends. */
import type { Page } from '@playwright/test';
import type { ImportDetail, ImportWire } from '#modules/importing/contract/wizard';
import {
  differingContent,
  TAKEN,
} from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import { startPager } from '../support/pager-server.ts';
import type { PagerServer } from '../support/pager-server.ts';
import { test as base, expect, expectAccessible, ownWorld } from './fixtures.ts';
import type { World } from './world.ts';

/** People alone: a quarter goes by in a moment. */
const provisioning = `
apiVersion: 1
users:
  - { login: ann, name: Ann Martin, email: ann@example.com }
  - { login: ben, name: Ben Petit, email: ben@example.com }
  - { login: cleo, name: Cleo Roux, email: cleo@example.com }
  - { login: dee, name: Dee Blanc, email: dee@example.com }
`;
const LOGINS: Record<string, string> = { 'u-ann': 'ann', 'u-ben': 'ben', 'u-cleo': 'cleo', 'u-dee': 'dee' };

/** Plans, comparisons and applies take as long as the machine lets them. */
const STEP = { timeout: 60_000 };
const BROKEN = { code: 'internal', message: 'Something went wrong', details: [] };

let pager: PagerServer | null = null;

const test = base.extend<object, { world: World }>({ world: ownWorld({ provisioning }) });

test.describe.configure({ mode: 'serial' });
test.afterAll(() => pager?.stop());

/** Reads, maps people and compares, so that the one schedule is left. */
async function compared({ sidecar }: World): Promise<void> {
  pager = await startPager(goalertPeer(differingContent));
  await sidecar.setClock(TAKEN);
  const start = { source: 'goalert', url: pager.url, key: 'first-key\nsecond-key' };
  const { id } = (await sidecar.api<ImportWire>('POST', 'imports', start)).body;
  const idle = async () => {
    let one: ImportDetail | null = null;
    await expect
      .poll(async () => (one = (await sidecar.api<ImportDetail>('GET', `imports/${id}`)).body).steps, STEP)
      .toEqual([]);
    return one as unknown as ImportDetail;
  };
  const people = (await idle()).people.map((one) => ({ id: one.id, login: LOGINS[one.id] }));
  expect((await sidecar.api('PUT', `imports/${id}/people`, { confirmed: true, people })).status).toBe(200);
  expect((await sidecar.api('POST', `imports/${id}/plan`, {})).status).toBe(200);
  expect((await idle()).proof?.unexplained).toBeGreaterThan(0);
}

async function openImport(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'GoAlert' }).click();
}

async function expectNothingOverTheSide(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
    .toBe(0);
}

/** A picture for whoever reads the run. */
async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true, animations: 'disabled' });
}

test('nothing is applied, and the schedule is asked for', async ({ open, world }) => {
  await compared(world);
  const page = await open('imports', { person: 'admin' });
  await openImport(page);
  const section = page.getByRole('region', { name: 'Rotas that are not the same' });
  await expect(section.getByText('Nothing is applied while one of them differs')).toBeVisible();
  await expect(
    section.getByRole('listitem').filter({ hasText: /^Frozen: .*; nobody is on call after that$/ }),
  ).toBeVisible();
  await expect(section.getByRole('combobox', { name: 'What becomes of Database' })).toHaveValue(
    'As planned, which differs',
  );
  await expect(section.getByRole('button', { name: 'Save the choice, plan and compare' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Apply…' })).toBeDisabled();
  await expect(page.getByText('unexplained').first()).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'asked');
});

test('what cannot be asked for says so, and is asked for again', async ({ open, expected, page: tab }) => {
  expected.push(/500/);
  await tab.route('**/api/v1/imports/*/rotas', (route) => route.fulfill({ status: 500, json: { error: BROKEN } }), {
    times: 1,
  });
  const page = await open('imports', { person: 'admin' });
  await openImport(page);
  const section = page.getByRole('region', { name: 'Rotas that are not the same' });
  await expect(section.getByRole('alert')).toBeVisible();
  await expectAccessible(page);
  await section.getByRole('button', { name: 'Try again' }).click();
  await expect(section.getByRole('combobox', { name: 'What becomes of Database' })).toBeVisible();
});

test('a choice that cannot be saved stays, and says so', async ({ open, expected }) => {
  expected.push(/500/);
  const page = await open('imports', { person: 'admin' });
  await openImport(page);
  const section = page.getByRole('region', { name: 'Rotas that are not the same' });
  const box = section.getByRole('combobox', { name: 'What becomes of Database' });
  await box.click();
  await expect(page.getByRole('option')).toHaveText(['As planned, which differs', 'Frozen', 'Empty', 'Left out']);
  await page.keyboard.press('Escape');
  await box.focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Left out' }).click();
  await page.route('**/api/v1/imports/*/rotas', (route) => route.fulfill({ status: 500, json: { error: BROKEN } }), {
    times: 1,
  });
  const save = section.getByRole('button', { name: 'Save the choice, plan and compare' });
  await save.click();
  await expect(section.getByText('Nothing was saved')).toBeVisible();
  await expect(box).toHaveValue('Left out');
  await expect(save).toBeEnabled();
  await expectAccessible(page);
  await picture(page, 'failed');
  // Once it is saved, it is compared no more, and the rest may move.
  await save.click();
  await expect(page.getByText('There is no rota to compare.')).toBeVisible(STEP);
  await expect(box).toHaveValue('Left out');
  await expect(save).toBeDisabled();
  const report = page.getByRole('region', { name: 'What becomes of each object' });
  await report.getByRole('button', { name: /^Left out: / }).click();
  await expect(report.getByText(/as chosen: there is no rota, and steps name it no more/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Apply…' })).toBeEnabled();
});

test('on a phone, in French and by the keyboard, it is frozen', async ({ open }) => {
  const page = await open('imports', { person: 'admin', theme: 'light', language: 'fr-FR' });
  await page.setViewportSize({ width: 390, height: 844 });
  await openImport(page);
  const section = page.getByRole('region', { name: 'Plannings qui ne sont pas identiques' });
  const box = section.getByRole('combobox', { name: 'Ce que devient Database' });
  await expect(box).toHaveValue('Laissé de côté');
  await expect(section.getByText(/^Figé\u00a0: .*personne n’est d’astreinte ensuite$/)).toBeVisible();
  await expectNothingOverTheSide(page);
  await expectAccessible(page);
  await picture(page, 'phone-asked');
  await box.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { name: 'Figé' })).toBeVisible();
  await picture(page, 'phone-list');
  await page.getByRole('option', { name: 'Figé' }).click();
  await section.getByRole('button', { name: 'Enregistrer le choix, planifier et comparer' }).press('Enter');

  const proof = page.getByRole('region', { name: 'Qui est d’astreinte, comparé' });
  await expect(proof.getByText('2 160 heures identiques sur 2 160')).toBeVisible(STEP);
  await expect(proof.getByText(/^Recopié jusqu’à cette heure/)).toBeVisible();
  const report = page.getByRole('region', { name: 'Ce que devient chaque objet' });
  await report.getByRole('button', { name: /^Recopié jusqu’à une date/ }).click();
  await expect(
    report
      .getByText(/consignée jusqu’au dim\. 21 mars 2027.{1,3}\d\d:\d\d, et personne n’est d’astreinte ensuite$/)
      .first(),
  ).toBeVisible();
  await expectNothingOverTheSide(page);
  await expectAccessible(page);
  await picture(page, 'phone-frozen');
});

test('applied, the rota stands, and is still asked for', async ({ open, world }) => {
  const page = await open('imports', { person: 'admin', theme: 'light' });
  await openImport(page);
  await page.getByRole('button', { name: 'Apply…' }).click();
  await page.getByRole('dialog', { name: 'Apply this plan?' }).getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText(/\d+ created, \d+ changed, \d+ unchanged/)).toBeVisible(STEP);
  const section = page.getByRole('region', { name: 'Rotas that are not the same' });
  await expect(section.getByRole('combobox', { name: 'What becomes of Database' })).toHaveValue('Frozen');
  const { body } = await world.sidecar.api<{ layers: object[]; frozenUntil: string }>('GET', 'rotas/database');
  expect(body).toMatchObject({ layers: [], frozenUntil: expect.stringMatching(/^2027-03-21T/) });
  await expectAccessible(page);
  await picture(page, 'applied');
});

test('Home says in its last month when what was taken over ends, and after its end', async ({ open, world }) => {
  const page = await open('home', { person: 'admin' });
  const care = page.getByRole('region', { name: 'Needs attention this week' });
  const item = care.getByRole('listitem').filter({ hasText: 'What was taken over ends' });
  await expect(care.getByRole('listitem').or(care.getByText('Every rota is covered')).first()).toBeVisible();
  await expect(item).toHaveCount(0);

  await world.sidecar.setClock('2027-02-22T10:00:00Z');
  await open('home', { person: 'admin' });
  await expect(item).toHaveText(/Database.*Sun, Mar 21, \d\d:\d\d$/);
  await expectAccessible(page);
  await picture(page, 'home');

  await world.sidecar.setClock('2027-03-22T10:00:00Z');
  await open('home', { person: 'admin', theme: 'light', language: 'fr-FR' });
  const french = page.getByRole('region', { name: 'À traiter cette semaine' });
  await expect(french.getByRole('listitem').filter({ hasText: 'Ce qui a été repris prend fin' })).toContainText(
    'Database',
  );
  await expect(french.getByRole('listitem').filter({ hasText: 'Personne n’est d’astreinte' })).toContainText(
    'Database',
  );
  await expectAccessible(page);
  await picture(page, 'home-over');
});
