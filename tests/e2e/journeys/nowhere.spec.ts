/**
 * Nothing leads nowhere: what a form needs and does not exist yet is made in the form. Each task with the number of
 * presses at most that it may take, counted as in `clicks.spec.ts`, on an installation in which nothing is set up.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Line } from '../../host/bundle.ts';
import { ALWAYS, expect, expectAccessible, listenForErrors, make, opener, test } from '../fixtures.ts';
import { Presses, byMenu } from '../presses.ts';
import { choose, region } from '../rotas.ts';
import type { OwnWorld } from '../world.ts';
import { startEmptyWorld } from '../world.ts';

let own: OwnWorld;
test.beforeAll(async ({}, info) => {
  own = await startEmptyWorld(info.project.metadata.line as Line);
  await own.grafana.setPlugin();
});
test.afterAll(() => own.close());

/** The one that an integration takes without asking; an earlier task may have made it. */
async function aPolicy(): Promise<void> {
  const { body } = await own.sidecar.api<{ items: object[] }>('GET', 'policies');
  if (body.items.length === 0) {
    await make(own, 'policies', { id: 'one', name: 'One', steps: [{ notify: [], wait: '1h' }] });
  }
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

const TASKS: Array<{ name: string; most: number; does: (page: Page, whole: Page) => Promise<void> }> = [
  {
    name: 'a policy with office hours',
    most: 8,
    async does(page, whole) {
      await byMenu(whole, 'Escalation policies');
      await page.getByRole('link', { name: 'New policy' }).first().click();
      await page.getByLabel('Name').fill('By day');
      await choose(page, page, 'Who is notified', 'admin');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Conditions, turns and more' }).click();
      await choose(page, page, 'Only within', 'Office hours');
      await expect(page.getByText('The time window “Office hours” is made: workdays 09:00 – 18:00')).toBeVisible();
      await page.getByRole('button', { name: 'Create policy' }).click();
      await expect(heading(page)).toHaveText('By day');
      const { body } = await own.sidecar.api('GET', 'time-windows/office-hours');
      expect(body).toMatchObject({
        name: 'Office hours',
        windows: [{ days: ['workday'], from: '09:00', to: '18:00' }],
      });
      expect((await own.sidecar.api('GET', 'policies/by-day')).body).toMatchObject({
        steps: [{ when: { window: 'office-hours' } }],
      });
    },
  },
  {
    name: 'a team with a Grafana team',
    most: 6,
    async does(page, whole) {
      await byMenu(whole, 'People');
      await page.getByRole('tab', { name: 'Teams' }).click();
      await page.getByRole('button', { name: 'New team' }).first().click();
      const drawer = page.getByRole('dialog');
      await drawer.getByLabel('Name').fill('Databases');
      await choose(page, drawer, 'Grafana team', 'SRE');
      await drawer.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('listitem').filter({ hasText: 'Databases' })).toContainText('Grafana team SRE');
    },
  },
  {
    name: 'this Grafana connected, with its silences followed',
    most: 5,
    async does(page, whole) {
      await aPolicy();
      await page.reload();
      await byMenu(whole, 'Integrations');
      await page.getByRole('link', { name: 'Add an integration' }).first().click();
      await page.getByRole('button', { name: /Grafana Alerting/ }).click();
      await page.getByRole('button', { name: 'Create integration' }).click();
      await page.getByRole('button', { name: 'Connect this Grafana' }).click();
      await expect(page.getByText(/Connected through “Vigie/)).toBeVisible();
      await expect(region(page, 'Grafana silences')).toContainText('Followed');
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      const [account, ...others] = await own.grafana.silenceAccounts(id);
      expect([account?.role, account?.tokens.length, others]).toEqual(['Viewer', 1, []]);
      expect((await own.sidecar.api('GET', `integrations/${id}`)).body).toMatchObject({
        sync: { url: own.host.url, token: null, silence: null, account: { id: account?.id } },
      });
    },
  },
];

for (const { name, most, does } of TASKS) {
  test(`${name}: at most ${most} presses`, async ({ page, whole }, info) => {
    const errors = listenForErrors(page, ALWAYS);
    const presses = await Presses.of(whole);
    await opener(page, own.host.url)('home', { person: 'admin' });
    await does(page, whole);
    info.annotations.push({ type: 'presses', description: `${presses.count} of ${most}` });
    expect(presses.count, `presses:\n${presses.list}`).toBeLessThanOrEqual(most);
    expect(presses.count).toBeGreaterThan(0);
    expect(errors, 'errors on the console').toEqual([]);
  });
}

test('a window of one’s own is made in a drawer over the draft, which stays', async ({ page }) => {
  const errors = listenForErrors(page, ALWAYS);
  await opener(page, own.host.url)('policies/new', { person: 'admin' });
  await page.getByLabel('Name').fill('On Fridays');
  await page.getByRole('button', { name: 'Conditions, turns and more' }).click();
  await choose(page, page, 'Wait for a time window', 'New window…');
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: 'Nights' }).click();
  await expect(drawer.getByLabel('Name', { exact: true })).toHaveValue('Nights');
  await drawer.getByLabel('Name', { exact: true }).fill('Our nights');
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Wait for a time window' })).toHaveValue('Our nights');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('On Fridays');
  // The sentence of the step names it at once.
  await expect(page.getByText(/Our nights/).first()).toBeVisible();
  expect((await own.sidecar.api('GET', 'time-windows/our-nights')).status).toBe(200);
  expect(errors, 'errors on the console').toEqual([]);
});

test('one’s own rules take a preset without a window for all', async ({ page }) => {
  await opener(page, own.host.url)('me', { person: 'admin' });
  await page.getByRole('button', { name: 'Edit rules' }).click();
  await page.getByRole('button', { name: 'Add a rule' }).first().click();
  await choose(page, page, 'Only within', 'Weekends');
  await expect(page.getByRole('combobox', { name: 'Only within' }).first()).toHaveValue(/weekends/);
  await region(page, 'Notification rules').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Edit rules' })).toBeVisible();
  const { body } = await own.sidecar.api<{ items: Array<{ id: string }> }>('GET', 'time-windows');
  expect(body.items.map(({ id }) => id)).not.toContain('weekends');
});

test('what a monitor needs is downloaded, with the addresses and the token of this installation in it', async ({
  page,
}) => {
  await make(own, 'users', { login: 'zoe', name: 'Zoe', email: 'zoe@example.com' });
  await make(own, 'policies', { id: 'for-zabbix', name: 'For Zabbix', steps: [{ notify: [{ user: 'zoe' }] }] });
  await make(own, 'integrations', { id: 'zabbix', name: 'Zabbix', type: 'zabbix', policy: 'for-zabbix' });
  const { body } = await own.sidecar.api<{ publicUrl: string }>('GET', 'status');
  await opener(page, own.host.url)('integrations/zabbix', { person: 'admin' });
  const byHand = page.getByRole('list', { name: 'By hand' });
  await expect(byHand.getByRole('listitem')).toHaveCount(2);
  const saved = page.waitForEvent('download');
  await byHand.getByRole('button', { name: 'Download vigie-media-type.yaml' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('vigie-media-type.yaml');
  const text = readFileSync(await file.path(), 'utf8');
  expect(text).toContain(`value: '${body.publicUrl}/in'`);
  expect(text).not.toContain("value: '{$VIGIE.");
  await expect(page.getByRole('list', { name: 'By script' })).not.toContainText('grafana.example.com');
  await expectAccessible(page);
});
