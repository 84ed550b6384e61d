/**
 * The tasks for which people come, each with the number of presses at most that it may take: what the review of 0.1
 * counted, and less where that was too much. What counts as a press is said in `presses.ts`. A task begins on Home, or
 * on the page of the object that it is about, as from a bookmark.
 */
import type { Page } from '@playwright/test';
import type { Line } from '../../host/bundle.ts';
import type { WebhookSink } from '../../support/webhook-sink.ts';
import { startWebhookSink } from '../../support/webhook-sink.ts';
import type { View } from '../fixtures.ts';
import { ALWAYS, expect, listenForErrors, make, opener, test } from '../fixtures.ts';
import { Presses, byMenu } from '../presses.ts';
import { choose, region, whoIsOn } from '../rotas.ts';
import type { OwnWorld } from '../world.ts';
import { WEBHOOK, startDemoWorld } from '../world.ts';

let own: OwnWorld;
let sink: WebhookSink;

test.describe.configure({ mode: 'default' });
test.beforeAll(async ({}, info) => {
  sink = await startWebhookSink();
  own = await startDemoWorld(info.project.metadata.line as Line);
  await make(own, 'channels', {
    id: 'sms',
    name: 'SMS gateway',
    type: 'sms-http',
    settings: { url: sink.url('/sms'), countries: '+33', body: '{"to": {{ to | json }}, "text": {{ text | json }}}' },
  });
});
test.afterAll(async () => {
  await own.close();
  await sink.stop();
});

/** A person who is known has a number that they verified before. */
async function numberOf(login: string): Promise<void> {
  const { body } = await own.sidecar.api<object>('GET', `users/${login}`);
  const contactMethods = [{ id: 'sms', type: 'sms', to: '+33698765432' }];
  const saved = await own.sidecar.api('PUT', `users/${login}`, { ...body, contactMethods });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  const verify = `users/${login}/contact-methods/sms/verify`;
  await own.sidecar.api('POST', verify);
  const { raw } = await sink.waitFor(({ path }) => path === '/sms');
  const verified = await own.sidecar.api('POST', verify, { code: /\b(\d{6})\b/.exec(raw)?.[1] ?? 'none' });
  expect(verified.status, JSON.stringify(verified.body)).toBe(200);
  sink.take();
}

async function alert(title: string): Promise<string> {
  const { body } = await own.sidecar.ingest<{ incidents: string[] }>(WEBHOOK, {
    title,
    severity: 'critical',
    id: title,
  });
  await own.sidecar.advance('5s');
  return body.incidents[0] ?? '';
}

interface Stage {
  page: Page;
  /** All of the page, with Grafana's menu. */
  whole: Page;
  open: (path: string, view: View) => Promise<Page>;
}

const menu = ({ whole }: Stage, name: string) => byMenu(whole, name);

const heading = (page: Page) => page.getByRole('heading', { level: 1 });

interface Task {
  name: string;
  /** Presses. */
  most: number;
  does: (stage: Stage) => Promise<void>;
}

/** On one incident, one after the other, as on a bad night. */
const ON_AN_INCIDENT: Array<{ name: string; most: number; does: (page: Page) => Promise<void> }> = [
  {
    name: 'acknowledge it',
    most: 1,
    async does(page) {
      await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
      await expect(region(page, 'What happens next')).toContainText('Cleo Roux has it');
    },
  },
  {
    name: 'note something',
    most: 1,
    async does(page) {
      await page.getByLabel('Note').fill('Restarted the worker.');
      await page.getByRole('button', { name: 'Add note' }).click();
      await expect(region(page, 'Timeline')).toContainText('Restarted the worker.');
    },
  },
  {
    name: 'add people',
    most: 4,
    async does(page) {
      await page.getByRole('button', { name: 'Add people…' }).click();
      await choose(page, page.getByRole('dialog'), 'People', 'Ann Martin');
      await expect(page.getByRole('option')).toHaveCount(0);
      await page.getByRole('dialog').getByRole('button').last().click();
      await expect(region(page, 'Who was paged')).toContainText('Ann Martin');
    },
  },
  {
    name: 'reassign it',
    most: 4,
    async does(page) {
      await page.getByRole('button', { name: 'Reassign…' }).click();
      await choose(page, page.getByRole('dialog'), 'People', 'Ben Petit');
      await expect(page.getByRole('option')).toHaveCount(0);
      await page.getByRole('dialog').getByRole('button', { name: 'Page them instead' }).click();
      await expect(region(page, 'Timeline')).toContainText('Ben Petit');
    },
  },
  {
    name: 'snooze it',
    most: 2,
    async does(page) {
      await page.getByRole('button', { name: 'Snooze' }).click();
      await page.getByRole('menuitem').first().click();
      await expect(page.getByRole('button', { name: 'End snooze' })).toBeVisible();
    },
  },
  {
    name: 'resolve it',
    most: 1,
    async does(page) {
      await page.getByRole('button', { name: 'Resolve', exact: true }).click();
      await expect(page.getByText('Resolved. No further paging')).toBeVisible();
    },
  },
];

async function more(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'More' }).last().click();
  await page.getByRole('menuitem', { name: entry }).click();
}

const TASKS: Task[] = [
  {
    name: 'a first look: who is on call, what burns',
    most: 0,
    async does({ page, open }) {
      await alert('Seen at first sight');
      await open('home', { person: 'dee' });
      await expect(region(page, 'Open incidents')).toContainText('Seen at first sight');
      await expect(region(page, 'Who is on call')).toContainText('SRE primary');
    },
  },
  {
    name: 'who is on call, from the palette',
    most: 1,
    async does({ page, whole, open }) {
      await open('incidents', { person: 'dee' });
      await expect(heading(page)).toBeVisible();
      await whole.keyboard.press('Control+k');
      await whole.keyboard.type('Who is on call');
      await whole.getByRole('option', { name: 'Who is on call?' }).click();
      await expect(page.getByRole('dialog')).toContainText('SRE primary');
    },
  },
  {
    name: 'a rota for four, days and nights',
    most: 9,
    async does(stage) {
      const { page, open } = stage;
      await open('home', { person: 'cleo' });
      await menu(stage, 'Rotas');
      await page.getByRole('link', { name: 'New rota' }).click();
      await page.getByRole('radio', { name: /^Days and nights/ }).check();
      await page.getByLabel('Name', { exact: true }).fill('Days and nights');
      // Ann, Ben and Cleo are in the team.
      await choose(page, page, 'People, in order of turn', 'Dee Blanc');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Create rota' }).click();
      await expect(heading(page)).toHaveText('Days and nights');
    },
  },
  {
    name: 'an override of Saturday, by the form',
    most: 5,
    async does({ page, open }) {
      await open('rotas/sre', { person: 'cleo' });
      await page.getByRole('button', { name: 'Add an override' }).click();
      const drawer = page.getByRole('dialog');
      await drawer.locator('label', { hasText: /^Whole days$/ }).click();
      await drawer.getByLabel('Last day').fill('2026-01-10');
      await drawer.getByLabel('First day').fill('2026-01-10');
      await choose(page, drawer, 'By whom?', 'Dee Blanc');
      await drawer.getByRole('button', { name: 'Save' }).click();
      await expect(region(page, 'Overrides')).toContainText('Dee Blanc');
      expect(await whoIsOn(own, 'sre', '2026-01-10T12:00:00Z')).toEqual(['dee']);
    },
  },
  {
    name: 'a swap, both sides',
    most: 5,
    async does({ page, open }) {
      await open('home', { person: 'ann' });
      const shifts = region(page, 'My next shifts');
      await shifts
        .getByRole('listitem')
        .filter({ hasText: 'SRE primary' })
        .first()
        .getByRole('link', { name: 'Swap…' })
        .click();
      const drawer = page.getByRole('dialog');
      await choose(page, drawer, 'Who do you ask?', 'Cleo Roux');
      await drawer.getByRole('button', { name: 'Ask', exact: true }).click();
      await expect(region(page, 'Swaps')).toContainText('Ann Martin asks Cleo Roux');
      await open('home', { person: 'cleo' });
      await region(page, 'Swaps that wait for you').getByRole('button', { name: 'Take it' }).click();
      await expect(page.getByText('The shift is yours')).toBeVisible();
    },
  },
  {
    name: 'a policy of two steps, and what it does on a Sunday at 3:00',
    most: 9,
    async does(stage) {
      const { page, open } = stage;
      await open('home', { person: 'cleo' });
      await menu(stage, 'Escalation policies');
      await page.getByRole('link', { name: 'New policy' }).click();
      await page.getByLabel('Name').fill('Two steps');
      await choose(page, page, 'Who is notified', 'SRE primary');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Add a step' }).click();
      await choose(page, page, 'Who is notified', 'Cleo Roux');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Next Sunday, 3:00' }).click();
      await expect(page.getByLabel('An alert arrives at')).toHaveValue('2026-01-11T03:00');
      await expect(page.getByRole('list', { name: 'What would happen' })).toContainText('Cleo Roux');
      await page.getByRole('button', { name: 'Create policy' }).click();
      await expect(heading(page)).toHaveText('Two steps');
    },
  },
  {
    name: 'a route for critical alerts only',
    most: 6,
    async does({ page, open }) {
      await make(own, 'policies', {
        id: 'platform-critical',
        name: 'Platform critical',
        team: 'sre',
        steps: [{ notify: [{ rota: 'sre' }], wait: '5m' }],
      });
      await make(own, 'integrations', {
        id: 'mixed',
        name: 'Mixed alerts',
        type: 'webhook',
        team: 'sre',
        policy: 'sre',
        token: 'e2e-mixed-token-0123456789',
      });
      await open('integrations/mixed', { person: 'cleo' });
      await page.getByRole('tab', { name: 'Routes' }).click();
      await page.getByRole('button', { name: 'Add a route' }).click();
      await page.getByRole('radio', { name: 'Critical' }).check({ force: true });
      await choose(page, page, 'Escalation policy', 'Platform critical');
      await expect(region(page, 'Routes')).toContainText('If the severity is Critical, then page by Platform critical');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0);
      expect((await own.sidecar.api('GET', 'integrations/mixed')).body).toMatchObject({
        routes: [{ match: ['severity="critical"'], policy: 'platform-critical', severity: null }],
      });
    },
  },
  {
    name: 'Grafana Alerting connected, with the proof that an alert arrives',
    most: 6,
    async does(stage) {
      const { page, open } = stage;
      await open('home', { person: 'cleo' });
      await menu(stage, 'Integrations');
      await page.getByRole('link', { name: 'Add an integration' }).click();
      await page.getByRole('button', { name: /Grafana Alerting/ }).click();
      await page.getByRole('button', { name: 'Create integration' }).click();
      await page.getByRole('button', { name: 'Connect this Grafana' }).click();
      await expect(page.getByText('Connected through “Vigie”')).toBeVisible();
      // As if the public name led to the sidecar.
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
      await own.grafana.redirect(`vigie-${id}`, `${own.sidecar.url}/in`);
      await page.reload();
      await page.getByRole('button', { name: 'Send a test through Grafana' }).click();
      await expect(page.getByText('It arrived')).toBeVisible();
    },
  },
  {
    name: 'Slack, with an app',
    most: 7,
    async does(stage) {
      const { page, open } = stage;
      await open('home', { person: 'admin' });
      await menu(stage, 'Integrations');
      await page.getByRole('tab', { name: 'Channels' }).click();
      await page.getByRole('link', { name: 'New channel' }).click();
      await page.getByRole('button', { name: /Slack app/ }).click();
      // One press more would open Slack, where the app is made from the manifest in the link.
      await expect(page.getByRole('link', { name: 'Create the app in Slack' })).toHaveAttribute(
        'href',
        /manifest_yaml=.*callbacks%2Fslack/,
      );
      await page.getByLabel('Bot token').fill('xoxb-1');
      await page.getByLabel('Signing secret').fill('signing');
      await page.getByLabel(/^Channel/).fill('#sre');
      // Nobody answers for Slack here.
      await page.getByText('Advanced', { exact: true }).click();
      await page.getByLabel('API address').fill('http://127.0.0.1:9');
      await page.getByRole('button', { name: 'Create channel' }).click();
      const row = page.getByRole('listitem').filter({ hasText: 'Slack app' });
      await row.getByRole('button', { name: 'Test Slack app' }).click();
      await expect(row).toContainText('Test failed', { timeout: 20_000 });
    },
  },
  {
    name: 'an SMS gateway, by its preset, tried',
    most: 6,
    async does(stage) {
      const { page, open } = stage;
      await open('home', { person: 'admin' });
      await expect(heading(page)).toBeVisible();
      await numberOf('admin');
      await menu(stage, 'Integrations');
      await page.getByRole('tab', { name: 'Channels' }).click();
      await page.getByRole('link', { name: 'New channel' }).click();
      await page.getByRole('button', { name: /SMS Gateway for Android/ }).click();
      await page.getByLabel(/^Server/).fill(sink.url('/gate'));
      await page.getByLabel(/^User/).fill('sms');
      await page.getByLabel(/^Password/).fill('secret');
      await page.getByRole('button', { name: 'Create channel' }).click();
      const row = page.getByRole('listitem').filter({ hasText: 'SMS Gateway for Android' });
      await row.getByRole('button', { name: /^Test / }).click();
      await expect(row).toContainText('Test sent');
      expect((await sink.waitFor(({ path }) => path === '/gate/message')).body).toMatchObject({
        phoneNumbers: ['+33698765432'],
      });
      // Codes of later journeys go by the gateway of all.
      const { body } = await own.sidecar.api<{ items: Array<{ id: string; name: string }> }>('GET', 'channels');
      const made = body.items.find(({ name }) => name === 'SMS Gateway for Android');
      expect((await own.sidecar.api('DELETE', `channels/${made?.id}`)).status).toBeLessThan(300);
    },
  },
  {
    name: 'a phone number added, verified, and paged in earnest',
    most: 5,
    async does(stage) {
      const { page, open } = stage;
      await open('home', { person: 'cleo' });
      await menu(stage, 'Me');
      await page.getByRole('button', { name: 'Add a contact method' }).click();
      await page.getByRole('textbox', { name: /^Number/ }).fill('+33 6 12 34 56 78');
      await page.getByRole('button', { name: 'Add and send a code' }).click();
      const sms = await sink.waitFor(({ path }) => path === '/sms');
      await page.getByLabel('Code').fill(/\b(\d{6})\b/.exec(sms.raw)?.[1] ?? 'none');
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.getByRole('button', { name: 'Page me for real' }).click();
      await expect(heading(page)).toContainText('Trial page');
    },
  },
  {
    name: 'the phone app: its code',
    most: 4,
    async does(stage) {
      await stage.open('home', { person: 'ann' });
      await menu(stage, 'Me');
      await stage.page.getByRole('button', { name: 'Add a phone' }).click();
      await expect(stage.page.locator('img[src^="data:image/svg+xml"]')).toBeVisible();
    },
  },
  {
    name: 'notification rules: a second try after three minutes',
    most: 6,
    async does(stage) {
      const { page, open } = stage;
      await open('home', { person: 'ben' });
      await menu(stage, 'Me');
      await page.getByRole('button', { name: 'Edit rules' }).click();
      await page.getByRole('button', { name: 'Add a rule' }).first().click();
      await page.getByRole('button', { name: 'Add a rule' }).first().click();
      await page.getByLabel('After').last().fill('3m');
      await region(page, 'Notification rules').getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('list', { name: 'Urgent alerts', exact: true })).toContainText('+3 min');
      await expect(page.getByRole('button', { name: 'Edit rules' })).toBeVisible();
    },
  },
  {
    name: 'quiet hours',
    most: 3,
    async does(stage) {
      const { page, open } = stage;
      await open('home', { person: 'ben' });
      await menu(stage, 'Me');
      await page.getByRole('button', { name: 'Set quiet hours' }).click();
      const quiet = region(page, 'Quiet hours');
      await quiet.getByRole('button', { name: 'Save' }).click();
      await expect(quiet).toContainText('every day 22:00 – 07:00');
    },
  },
  {
    name: 'a maintenance that pages nobody',
    most: 6,
    async does(stage) {
      const { page, open } = stage;
      await open('home', { person: 'cleo' });
      await menu(stage, 'Maintenance');
      await page.getByRole('button', { name: 'New maintenance' }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByLabel('Name').fill('Patch night');
      await choose(page, drawer, 'Integrations', 'Scripts');
      await expect(page.getByRole('option')).toHaveCount(0);
      await drawer.getByLabel('From', { exact: true }).fill('2026-01-12T02:00');
      await drawer.getByLabel('To', { exact: true }).fill('2026-01-12T04:00');
      await drawer.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByRole('listitem').filter({ hasText: 'Patch night' })).toContainText('Scripts');
    },
  },
  {
    name: 'why was nobody paged',
    most: 2,
    async does({ page, open }) {
      await make(own, 'rotas', { id: 'empty', name: 'Nobody’s', team: 'sre', timeZone: 'UTC', layers: [] });
      await make(own, 'policies', {
        id: 'nobody',
        name: 'Nobody',
        team: 'sre',
        steps: [{ notify: [{ rota: 'empty' }], wait: '5m' }],
      });
      await make(own, 'incidents', { title: 'Nobody was paged', policy: 'nobody' });
      await own.sidecar.advance('1m');
      await open('home', { person: 'cleo' });
      await page.getByRole('link', { name: /Nobody was paged/ }).click();
      await expect(region(page, 'Timeline')).toContainText('nobody is on call on Nobody’s');
    },
  },
  {
    name: 'at three in the morning, on a phone, by the mail',
    // The link in the mail is the first one, which the browser does not see.
    most: 2 - 1,
    async does({ page }) {
      own.mailbox.take();
      await alert('At three in the morning');
      const mail = await own.mailbox.waitFor(({ text }) => text.includes('At three in the morning'), 10_000);
      const [link] = /https?:\/\/\S+\/r\/\S+/.exec(mail.text) ?? [''];
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(own.sidecar.local(link));
      await page
        .locator('body')
        .getByRole('button', { name: /^(Acknowledge|Prendre en charge)/ })
        .click();
      await expect(page.locator('body')).toContainText(/Acknowledged|Pris en charge|You have it/);
    },
  },
  {
    name: 'an incident acknowledged on Home',
    most: 1,
    async does({ page, open }) {
      await alert('To be acknowledged on Home');
      await open('home', { person: 'cleo' });
      const item = region(page, 'Open incidents').getByRole('listitem').filter({ hasText: 'acknowledged on Home' });
      await item.getByRole('button', { name: /^Acknowledge/ }).click();
      await expect(item).toContainText('Cleo Roux');
    },
  },
  {
    name: 'an incident merged into another',
    most: 5,
    async does({ page, open }) {
      await alert('The one that stays');
      await open(`incidents/${await alert('The one that goes')}`, { person: 'cleo' });
      await more(page, 'Merge into another…');
      await page.getByRole('dialog').getByRole('combobox').click();
      await page.getByRole('option', { name: /The one that stays/ }).click();
      await page.getByRole('dialog').getByRole('button').last().click();
      await expect(page.getByText(/[Mm]erged into/).first()).toBeVisible();
    },
  },
];

for (const { name, most, does } of TASKS) {
  test(`${name}: at most ${most} presses`, async ({ page, whole }, info) => {
    const errors = listenForErrors(page, ALWAYS);
    const presses = await Presses.of(whole);
    await does({ page, whole, open: opener(page, own.host.url) });
    info.annotations.push({ type: 'presses', description: `${presses.count} of ${most}` });
    expect(presses.count, `presses:\n${presses.list}`).toBeLessThanOrEqual(most);
    // A counter that counts nothing would let everything pass.
    expect(presses.count > 0, 'something was pressed').toBe(most > 0);
    expect(errors, 'errors on the console').toEqual([]);
  });
}

test('an incident, from the first look to its end', async ({ page, whole }, info) => {
  const id = await alert('On a bad night');
  const presses = await Presses.of(whole);
  await opener(page, own.host.url)(`incidents/${id}`, { person: 'cleo' });
  for (const { name, most, does } of ON_AN_INCIDENT) {
    const before = presses.count;
    await does(page);
    const count = presses.count - before;
    info.annotations.push({ type: 'presses', description: `${name}: ${count} of ${most}` });
    expect.soft(count, `${name}, presses so far:\n${presses.list}`).toBeLessThanOrEqual(most);
    expect.soft(count, name).toBeGreaterThan(0);
  }
});
