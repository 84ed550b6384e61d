/** From a sidecar that has just been started to a page that arrives and is answered, as one person does it. */
import type { Line } from '../../host/bundle.ts';
import { pluginToken } from '../../support/sidecar.ts';
import { ALWAYS, expect, expectAccessible, listenForErrors, opener, test } from '../fixtures.ts';
import { keepScreenshot } from '../screenshots.ts';
import { startEmptyWorld } from '../world.ts';

test('from nothing to a page that was answered', async ({ page }, info) => {
  test.setTimeout(120_000);
  const { host, grafana, sidecar, mailbox, close } = await startEmptyWorld(info.project.metadata.line as Line);
  const errors = listenForErrors(page, ALWAYS);
  const open = opener(page, host.url);
  const admin = { person: 'admin' as const };

  await test.step('connect the sidecar', async () => {
    // Grafana shows no page of an app that nobody enabled yet, but its settings.
    await open('home', admin);
    await expect(page.getByText('Application Not Enabled')).toBeVisible();
    await open('/plugins/vigie-oncall-app', admin);
    await page.getByLabel('Address of the sidecar').fill(sidecar.url);
    await page.getByLabel('Token').fill(pluginToken);
    await page.getByRole('button', { name: 'Enable, save and check' }).click();
    await expect(page.getByRole('region', { name: 'Connection' })).toContainText('The sidecar knows who you are: yes');
  });

  const steps = page.getByRole('region', { name: 'First steps' });
  const step = (name: string) => steps.getByRole('listitem').filter({ hasText: name });

  await test.step('the list says what is left', async () => {
    await open('home', admin);
    await expect(step('Connect the sidecar').getByRole('img', { name: 'Done' })).toBeVisible();
    for (const name of ['Create a rota', 'Create an escalation policy', 'Connect Grafana Alerting', 'Send a test']) {
      await expect(step(name).getByRole('img', { name: 'Still to do' })).toBeVisible();
    }
    await expectAccessible(page);
    await keepScreenshot(page, 'first-steps');
  });

  await test.step('a contact method, tried', async () => {
    await open('me', admin);
    await page.getByRole('button', { name: 'Test E-mail admin@example.com' }).click();
    await expect(page.getByText('Sent. Has it arrived?')).toBeVisible();
    expect((await mailbox.waitFor(({ to }) => to.includes('admin@example.com'))).subject).toMatch(/test/i);
    mailbox.take();
  });

  await test.step('a rota', async () => {
    await open('home', admin);
    await step('Create a rota').getByRole('link').click();
    await page.getByLabel('Name', { exact: true }).fill('First rota');
    await page.getByRole('combobox', { name: 'People, in order of turn' }).click();
    await page.getByRole('listbox').getByRole('option').first().click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Create rota' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('First rota');
  });

  await test.step('an escalation policy', async () => {
    await open('home', admin);
    await step('Create an escalation policy').getByRole('link').click();
    await page.getByLabel('Name').fill('First policy');
    await page.getByRole('combobox', { name: 'Who is notified' }).click();
    await page.getByRole('option', { name: /First rota.*whoever is on call/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Create policy' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('First policy');
  });

  await test.step('Grafana Alerting', async () => {
    await open('home', admin);
    await step('Connect Grafana Alerting').getByRole('link').click();
    await page.getByRole('button', { name: /Grafana Alerting/ }).click();
    await page.getByRole('button', { name: 'Create integration' }).click();
    await page.getByRole('button', { name: 'Connect this Grafana' }).click();
    await expect(page.getByText('Connected through “Vigie”')).toBeVisible();
    expect((await grafana.contactPoints()).map(({ name }) => name)).toContain('Vigie');
  });

  await test.step('a test that pages, as in earnest', async () => {
    await open('home', admin);
    await step('Send a test').getByRole('link').click();
    await page.getByText('Really page people').click();
    await page.getByRole('button', { name: 'Send a test alert' }).click();
    const mail = await mailbox.waitFor(({ to }) => to.includes('admin@example.com'), 20_000);
    expect(mail.text).toContain(`${host.url}/a/vigie-oncall-app/incidents/`);
    await page.getByRole('link', { name: 'Open the test incident' }).click();
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await expect(page.getByText('Acknowledged').first()).toBeVisible();
  });

  await test.step('nothing is left to do', async () => {
    await open('home', admin);
    await expect(page.getByRole('region', { name: 'Who is on call' })).toContainText('First rota');
    await expect(steps).toHaveCount(0);
  });

  expect(errors).toEqual([]);
  await close();
});

test('in one click, without leaving Home: everything is set up, the page arrives and is answered', async ({
  page,
}, info) => {
  test.setTimeout(120_000);
  const { host, grafana, mailbox, close } = await startEmptyWorld(info.project.metadata.line as Line);
  const errors = listenForErrors(page, ALWAYS);
  await grafana.setPlugin();
  await opener(page, host.url)('home', { person: 'admin' });
  const start = page.getByRole('region', { name: 'Your first page, in one click' });
  await start.getByRole('button', { name: 'Set it up and page me' }).click();
  await expect(start.getByText('You are being paged now.')).toBeVisible();
  await mailbox.waitFor(({ to }) => to.includes('admin@example.com'), 20_000);
  await expect(start.getByRole('list', { name: 'How you are paged' })).toContainText('sent', { timeout: 20_000 });
  await expectAccessible(page);
  await start.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(start.getByText('You answered. Paging works.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Who is on call' })).toContainText('First rota');
  expect(new URL(page.url()).pathname).toBe('/a/vigie-oncall-app/home');
  expect(errors).toEqual([]);
  await close();
});
