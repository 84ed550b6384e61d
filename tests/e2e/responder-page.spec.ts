/** The pages behind the links of a mail, on a phone at night: what is broken and what to do, then the acts. */
import type { Page } from '@playwright/test';
import { expect, test as base } from '@playwright/test';
import type { Mailbox } from '../support/mailbox.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Sidecar } from '../support/sidecar.ts';
import { startSidecar } from '../support/sidecar.ts';
import { expectAccessible } from './fixtures.ts';

const TOKEN = 'responder-token-0123456789';
const GRAFANA = 'https://grafana.example.com';
const PROVISIONING = `
apiVersion: 1
users:
  - { login: ann, name: Ann Martin, email: ann@example.com, timeZone: Europe/Paris }
  - { login: ben, name: Ben Petit, email: ben@example.com, timeZone: Europe/Paris, language: fr }
teams: [ { id: sre, name: SRE, members: [ann, ben] } ]
escalationPolicies: [ { id: sre, name: SRE, team: sre, steps: [ { notify: [ { user: ann }, { user: ben } ], urgency: urgent, wait: 1h } ] } ]
integrations: [ { id: prom, name: Prometheus, type: alertmanager, team: sre, token: ${TOKEN}, policy: sre } ]
`;

interface Stage {
  sidecar: Sidecar;
  mailbox: Mailbox;
}

const test = base.extend<{ phone: Page }, { stage: Stage }>({
  stage: [
    async ({}, use) => {
      const mailbox = await startMailbox();
      const env = { VIGIE_SMTP_URL: mailbox.url, VIGIE_MAIL_FROM: 'vigie@example.com', VIGIE_GRAFANA_URL: GRAFANA };
      const sidecar = await startSidecar({ provisioning: PROVISIONING, env });
      await sidecar.setClock('2026-01-07T02:10:00.000Z');
      await use({ sidecar, mailbox });
      await sidecar.remove();
      await mailbox.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  phone: async ({ browser, stage }, use, info) => {
    const context = await browser.newContext({
      colorScheme: info.title.includes('by day') ? 'light' : 'dark',
      viewport: { width: 390, height: 844 },
      timezoneId: 'Europe/Paris',
    });
    await use(await context.newPage());
    await context.close();
    await endAll(stage);
  },
});

async function endAll({ sidecar, mailbox }: Stage): Promise<void> {
  const { body } = await sidecar.api<{ items: Array<{ id: string }> }>('GET', 'incidents?state=open,acknowledged');
  for (const { id } of body.items) {
    await sidecar.api('POST', `incidents/${id}/resolve`);
  }
  await sidecar.advance('2m');
  mailbox.take();
}

const RUNBOOK = 'https://wiki.example.com/runbooks/disk';

async function alerts(sidecar: Sidecar, names: readonly string[], description = 'Delete old logs.'): Promise<void> {
  for (const name of names) {
    const labels = { alertname: name, severity: 'critical', host: 'db-1' };
    const annotations = { summary: `${name} is full`, description, runbook_url: RUNBOOK };
    const alert = { status: 'firing', labels, annotations, startsAt: '2026-01-07T02:09:00Z', fingerprint: name };
    const group = { groupKey: `{}:${name}`, groupLabels: labels, commonLabels: labels, commonAnnotations: annotations };
    const payload = { version: '4', status: 'firing', receiver: 'vigie', ...group, alerts: [alert] };
    const { status } = await sidecar.ingest(TOKEN, payload);
    expect(status).toBeLessThan(300);
  }
  await sidecar.advance('0s');
}

async function linkOf({ sidecar, mailbox }: Stage, person: string, link: RegExp): Promise<string> {
  const mail = await mailbox.waitFor(({ to, text }) => to.includes(`${person}@example.com`) && link.test(text), 10_000);
  return sidecar.local(link.exec(mail.text)?.[1] ?? 'no link');
}

const ONE = /(http\S+\/r\/[\w-]+)\/acknowledge/;

/** Nothing runs over the side, and nothing is in the way of those who do not see or use a mouse. */
async function expectWell(page: Page): Promise<void> {
  const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(over).toBe(0);
  await expectAccessible(page);
}

const above = async (page: Page, ...texts: string[]) => {
  const places = await Promise.all(
    texts.map(async (text) => (await page.getByText(text, { exact: false }).first().boundingBox())?.y ?? -1),
  );
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
};

test('says first what is broken and what to do, then has the acts', async ({ phone, stage }) => {
  await alerts(stage.sidecar, ['Disk']);
  await phone.goto(await linkOf(stage, 'ann', ONE));
  await above(phone, 'Disk is full', 'Delete old logs.', 'Runbook', 'Nobody has answered yet.', 'Who was paged');
  await expect(phone.getByRole('link', { name: 'Runbook' })).toHaveAttribute('href', RUNBOOK);
  await expect(phone.getByRole('button', { name: 'Acknowledge' })).toBeInViewport();
  await expect(phone.getByRole('link', { name: 'Open in Grafana' })).toHaveAttribute(
    'href',
    new RegExp(`^${GRAFANA}/`),
  );
  await expect(phone.getByText('My work')).toHaveCount(0);
  await expectWell(phone);
});

test('after acknowledging there is one fold for the own work, and a plain note, by day', async ({ phone, stage }) => {
  await alerts(stage.sidecar, ['Memory'], `Long. ${'Look at the disk. '.repeat(40)}`);
  await phone.goto(await linkOf(stage, 'ann', ONE));
  await expect(phone.getByRole('button', { name: 'Acknowledge' })).toBeInViewport();
  await phone.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(phone.getByRole('status')).toHaveText('You have it. Paging has stopped.');
  await expect(phone.getByRole('button', { name: 'Resolve' })).toBeVisible();
  await expect(phone.getByRole('button', { name: /stopped working/ })).toBeHidden();
  await phone.getByText('My work').click();
  await expect(phone.getByRole('button', { name: 'I’ve stopped working on it' })).toBeVisible();
  await expectWell(phone);
  await phone.getByText('Add a note', { exact: true }).click();
  await phone.getByRole('textbox', { name: /^Note \(everybody/ }).fill('Logs deleted, watching.');
  await phone.getByRole('button', { name: 'Save note' }).click();
  await expect(phone.getByRole('status')).toHaveText('Your note is in the history.');
  await phone.getByText('What happened so far').click();
  await expect(phone.getByText('Logs deleted, watching.')).toBeVisible();
  await expectWell(phone);
});

test('speaks French', async ({ phone, stage }) => {
  await alerts(stage.sidecar, ['Queue']);
  await phone.goto(await linkOf(stage, 'ben', ONE));
  await expect(phone.locator('html')).toHaveAttribute('lang', 'fr');
  await phone.getByRole('button', { name: 'Prendre en charge' }).click();
  await expect(phone.getByText('Mon intervention')).toBeVisible();
  await expect(phone.getByText('Ajouter une note')).toBeVisible();
  await expect(phone.getByRole('link', { name: 'Ouvrir dans Grafana' })).toBeVisible();
  await expectWell(phone);
});

for (const { person, all, button, done } of [
  { person: 'ann', all: 'Acknowledge all', button: 'Acknowledge all 3', done: 'You have 3 incidents.' },
  { person: 'ben', all: 'Tout prendre en charge', button: 'Prendre en charge les 3', done: 'Vous avez 3 incidents' },
]) {
  test(`${all}: lists what the mail listed, and one button has them all`, async ({ phone, stage }) => {
    const name = `A name that is long, ${person}, `.repeat(20);
    await alerts(
      stage.sidecar,
      Array.from({ length: 13 }, (_one, index) => `${name}${index}`),
    );
    await stage.sidecar.advance('30s');
    await phone.goto(await linkOf(stage, person, new RegExp(`^${all}\\s?: (\\S+)$`, 'm')));
    await expect(phone.getByRole('listitem')).toHaveCount(3);
    await expectWell(phone);
    await phone.getByRole('button', { name: button }).click();
    await expect(phone.getByRole('status')).toContainText(done);
    await expect(phone.getByRole('button')).toHaveCount(0);
    await expectWell(phone);
    await phone.getByRole('listitem').first().getByRole('link').click();
    await expect(phone.getByRole('heading', { level: 1 })).toContainText('A name that is long');
  });
}
