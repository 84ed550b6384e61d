/** What would help against alerts that wake people: what is offered, and how it is adopted, in both languages. */
import type { Locator, Page } from '@playwright/test';
import type { OfferedRemedy, RemediesWire } from '#contract/insight/remedies';
import type { PolicyWire } from '#contract/paging/policy';
import type { Line } from '../host/bundle.ts';
import { expect, expectAccessible, opener, test } from './fixtures.ts';
import type { World } from './world.ts';
import { startWorld } from './world.ts';

let own: World;

test.beforeAll(async ({}, info) => {
  own = await startWorld(info.project.metadata.line as Line);
  const incident = await own.alert({ title: 'Queue', id: 'queue' });
  await own.sidecar.advance('2m');
  await own.sidecar.api('POST', `incidents/${incident}/resolve`);
  const policy = { id: 'noisy', name: 'Noisy', team: 'sre', steps: [{ notify: [{ rota: 'sre' }], wait: '5m' }] };
  expect((await own.sidecar.api('POST', 'policies', policy)).status).toBe(201);
});
test.afterAll(() => own.close());

const waits: Partial<PolicyWire> = {
  id: 'noisy',
  name: 'Noisy',
  team: 'sre',
  steps: [
    {
      notify: [],
      urgency: null,
      wait: '7m',
      requireAcks: 1,
      onlyNew: false,
      when: { window: null, severity: null, match: ['title="Queue"'], alerts: null },
    },
    { notify: [{ rota: 'sre' }], urgency: null, wait: '5m', when: null, requireAcks: 1, onlyNew: false },
  ],
};
const object = { version: null, fromFile: false, isDone: false };
const offered = (more: Partial<OfferedRemedy>): OfferedRemedy => ({
  remedy: 'wait-5m',
  saved: 3,
  delayed: 4,
  longestDelay: 300,
  spared: 3,
  missed: 0,
  objects: [],
  yaml: null,
  isOutdated: false,
  ...more,
});
const WINDOW = { id: 'by-day', name: 'By day', timeZone: 'UTC', holidays: null };
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Whatever a search would find. */
const FOUND: RemediesWire = {
  progress: null,
  problem: null,
  found: {
    computedAt: '2026-01-07T02:00:00.000Z',
    from: '2025-12-08T02:00:00.000Z',
    to: '2026-01-07T02:00:00.000Z',
    withheld: 2,
    alerts: [
      {
        integration: 'scripts',
        name: 'Queue',
        incidents: 9,
        wakings: 7,
        offered: [
          offered({ objects: [{ ...object, kind: 'escalationPolicies', id: 'noisy', version: 1, body: waits }] }),
          offered({
            remedy: 'by-day',
            delayed: 0,
            saved: 5,
            objects: [
              {
                ...object,
                kind: 'timeWindows',
                id: 'by-day',
                body: { ...WINDOW, windows: [{ days, from: '08:00', to: '22:00' }] },
              },
              { ...object, kind: 'integrations', id: 'scripts', version: 1, body: { id: 'scripts', routes: [] } },
            ],
          }),
        ],
        refused: [{ remedy: 'wait-10m', because: 'worked' }],
      },
      {
        integration: 'scripts',
        name: 'Disk',
        incidents: 3,
        wakings: null,
        offered: [
          offered({
            saved: null,
            objects: [{ ...object, kind: 'escalationPolicies', id: 'sre', version: 1, fromFile: true, body: waits }],
            yaml: 'apiVersion: 1\nescalationPolicies:\n  - id: sre\n',
          }),
        ],
        refused: [],
      },
    ],
  },
};

async function openFound(page: Page): Promise<Locator> {
  await page.route(/insights\/remedies$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: FOUND });
  });
  await opener(page, own.host.url)('insights?chapter=alerts', { person: 'cleo' });
  return page.getByRole('region', { name: 'What would help' });
}

test('what would help is offered with its cost; adopting opens the editor with the draft, unsaved', async ({
  page,
}) => {
  const part = await openFound(page);
  const waiting = part.getByRole('row').filter({ hasText: 'Page 5 minutes later' }).filter({ hasText: 'Queue' });
  await expect(waiting).toContainText('3 of 7', { timeout: 40_000 });
  await expect(waiting).toContainText('4, by at most 5 min');
  await expect(part).toContainText('2 alerts are not shown');
  await part.getByText('Tried, and not offered').click();
  await expect(part).toContainText('Page 10 minutes later: somebody was at work before the page would have come');
  await expectAccessible(page);

  await part.getByRole('button', { name: 'Adopt: Page 5 minutes later, Disk' }).click();
  await expect(part.getByRole('group', { name: 'vigie.yaml' })).toContainText('- id: sre');
  await part.getByRole('button', { name: 'Adopt: Page by day only, Queue' }).click();
  await expectAccessible(page);
  await part.getByRole('button', { name: 'Time window “By day”' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByLabel('Name'), 'the editor loads').toHaveValue('By day', { timeout: 30_000 });
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The time window is saved')).toBeVisible();
  expect((await own.sidecar.api<object>('GET', 'time-windows/by-day')).body).toMatchObject({ id: 'by-day' });
});

test('adopting one change opens its editor, where it is saved or not', async ({ page }) => {
  const part = await openFound(page);
  const adopt = part.getByRole('button', { name: 'Adopt: Page 5 minutes later, Queue' });
  await expect(adopt).toBeVisible({ timeout: 40_000 });
  await adopt.click();
  await expect(page).toHaveURL(/policies\/noisy/);
  await expect(page.getByText('7 min').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Discard changes' })).toBeVisible();
  const steps = async () => (await own.sidecar.api<PolicyWire>('GET', 'policies/noisy')).body.steps.length;
  expect(await steps(), 'nothing is saved').toBe(1);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('The policy is saved')).toBeVisible();
  expect(await steps()).toBe(2);
});

test('a search is begun by hand, and said to run; in French, on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await opener(page, own.host.url)('insights?chapter=alerts', { person: 'cleo', language: 'fr-FR', theme: 'light' });
  const part = page.getByRole('region', { name: 'Ce qui aiderait' });
  await part.getByRole('button', { name: 'Chercher maintenant' }).click();
  await expect(part).toContainText('Rien de ce qui a été essayé ne peut être proposé.', { timeout: 40_000 });
  await expect(part).toContainText('Calculé');
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1)).toBe(false);
});
