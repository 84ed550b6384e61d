/** A team moves in from another pager in the browser: a wrong key, the right one, people, both timelines, apply, switch. */
import {
  goalertContent,
  TAKEN,
} from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import type { GoalertLogged } from '../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import { startPager } from '../support/pager-server.ts';
import type { PagerServer } from '../support/pager-server.ts';
import { test as base, expect, expectAccessible, ownWorld } from './fixtures.ts';
import type { World } from './world.ts';

/** People alone: a year goes by in a moment. */
const provisioning = `
apiVersion: 1
users:
  - { login: ann, name: Ann Martin, email: ann@example.com }
  - { login: ben, name: Ben Petit, email: ben@example.com }
  - { login: cleo, name: Cleo Roux, email: cleo@example.com }
`;

/** Of which Vigie hears nothing, since no sender posts to it. */
const nightAlerts: GoalertLogged[] = [
  {
    alertID: 1,
    status: 'StatusUnacknowledged',
    summary: 'Disk full',
    createdAt: '2026-12-22T03:11:30Z',
    service: { id: 'svc-1', name: 'Shop' },
    recentEvents: {
      nodes: [{ id: 1, timestamp: '2026-12-22T03:12:00Z', message: 'Notification sent to ben (SMS)' }],
    },
  },
];

let pager: PagerServer | null = null;

const test = base.extend<object, { world: World }>({ world: ownWorld({ provisioning }) });

test.describe.configure({ mode: 'serial' });

test('others than Admins are told whom to ask', async ({ open, expected }) => {
  expected.push(/403/);
  const page = await open('imports', { person: 'ann' });
  await expect(page.getByText('Imports are for administrators')).toBeVisible();
});

test('a team moves in, with both timelines above each other', async ({ open, world }) => {
  pager = await startPager(goalertPeer({ ...goalertContent, alerts: nightAlerts }));
  await world.sidecar.setClock(TAKEN);
  const page = await open('imports', { person: 'admin' });
  const begin = page.getByRole('button', { name: 'Read and compare' });
  await expect(begin).toBeDisabled();
  await page.getByRole('combobox', { name: 'Pager that you leave' }).click();
  await page.getByRole('option', { name: 'GoAlert' }).click();
  await page.getByLabel('Address of its API').fill(pager.url);
  await page.getByLabel('Key').fill('wrong-key');
  await expectAccessible(page);
  await begin.click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Move from GoAlert');
  await expect(page.getByText('refuses the key')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Key').fill('first-key\nsecond-key\nthird-key');
  await page.getByRole('button', { name: 'Read with this key' }).click();

  const people = page.getByRole('region', { name: 'People' });
  await expect(people.getByText('found by mail address').first()).toBeVisible();
  await expect(people.getByText('1 person is not known yet')).toBeVisible();
  await people.getByRole('combobox', { name: 'Login of dee' }).fill('dee');
  await page.getByRole('option', { name: /dee/ }).click();
  const apply = page.getByRole('button', { name: 'Apply…' });
  await expect(apply).toBeDisabled();
  await people.getByLabel('I have read this list').check({ force: true });
  await people.getByRole('button', { name: 'Save, plan and compare' }).click();

  const proof = page.getByRole('region', { name: 'Who is on call, compared' });
  await expect(proof.getByText('2,160 of 2,160 hours equal').first()).toBeVisible();
  await expect(proof.getByRole('img', { name: 'Database: GoAlert above, Vigie below' })).toBeVisible();
  const report = page.getByRole('region', { name: 'What becomes of each object' });
  await expect(report.getByText('Escalation, side by side')).toBeVisible();
  await expect(apply).toBeEnabled();
  await expectAccessible(page);

  await apply.click();
  const dialog = page.getByRole('dialog', { name: 'Apply this plan?' });
  await expect(dialog.getByLabel('What is created pages at once')).not.toBeChecked();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText(/\d+ created, \d+ changed, \d+ unchanged/)).toBeVisible();
  await expect(page.getByText('These page nobody yet')).toBeVisible();
  await expect(page.getByText(/^In shadow: moved.from.goalert\./i)).toBeVisible();
  const saved = page.getByRole('region', { name: 'Who is on call: saved in Vigie, compared' });
  await expect(saved.getByText('2,160 of 2,160 hours equal').first()).toBeVisible();
  const { body } = await world.sidecar.api<{ items: Array<{ id: string }> }>('GET', 'rotas');
  expect(body.items.map(({ id }) => id)).toContain('database');
  await expect(page.getByText('The next daily comparison shows the pages since')).toBeVisible();
});

test('Home says that what was made pages nobody yet', async ({ open }) => {
  const page = await open('home', { person: 'admin' });
  await expect(page.getByText('In shadow, nobody is paged: Moved from GoAlert')).toBeVisible();
  await expect(page.getByText('It pages nobody before somebody switches it to real.')).toBeVisible();
});

test('the next day says whom GoAlert paged at night, whom Vigie would have paged, and why', async ({ open, world }) => {
  await world.sidecar.setClock('2026-12-22T10:00:00Z');
  const page = await open('imports', { person: 'admin' });
  await page.getByRole('link', { name: 'GoAlert' }).click();
  const pages = page.getByRole('region', { name: 'Pages, compared' });
  await expect(pages.getByText('0 of 1 pages are the same.')).toBeVisible();
  await expect(pages.getByText(/^GoAlert: Ben Petit at .* \(sms\)$/)).toBeVisible();
  await expect(pages.getByText('Vigie: nobody')).toBeVisible();
  await expect(pages.getByText(/^Nothing came by .*: its sender is not connected to Vigie\.$/)).toBeVisible();
  await expectAccessible(page);
  await pager?.stop();
});

test('on a phone, in French, nothing runs over the side', async ({ open }) => {
  const page = await open('imports', { person: 'admin', theme: 'light', language: 'fr-FR' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('link', { name: 'GoAlert' }).click();
  await expect(page.getByRole('region', { name: 'Qui est d’astreinte, comparé' })).toBeVisible();
  await expect(page.getByText('Ceux-ci n’alertent encore personne')).toBeVisible();
  const pages = page.getByRole('region', { name: 'Qui a été alerté, comparé' });
  await expect(pages.getByText('Identiques\u00a0: 0 sur 1.')).toBeVisible();
  await expect(pages.getByText(/son émetteur n’est pas relié à Vigie\.$/)).toBeVisible();
  // Both escalations in the reader's words, only names are quoted.
  const steps = page.getByRole('region', { name: 'Ce que devient chaque objet' }).getByRole('listitem');
  await expect(steps.filter({ hasText: /^0 min\u00a0: planning Database$/ })).toHaveCount(1);
  await expect(steps.filter({ hasText: /^30 min\u00a0: reprise depuis le début, 2 fois$/ })).toHaveCount(2);
  await expect(steps.filter({ hasText: /^puis plus personne n’est prévenu$/ })).toHaveCount(2);
  await expect(page.getByText('2 160 heures identiques sur 2 160').first()).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
    .toBe(0);
  await expectAccessible(page);
});

test('the switch ends the comparisons, and one press deletes snapshot and key', async ({ open, world }) => {
  const page = await open('imports', { person: 'admin' });
  await page.getByRole('link', { name: 'GoAlert' }).click();
  await page.getByRole('button', { name: 'We have switched' }).click();
  await expect(page.getByText('The team has switched')).toBeVisible();
  await page.getByRole('button', { name: 'Delete snapshot and key' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Read and compare' })).toBeVisible();
  expect((await world.sidecar.api<{ items: object[] }>('GET', 'imports')).body.items).toEqual([]);
});
