/**
 * What is not behind an address alone: the first run, a team in shadow, hours, an import step by step, the pages and mails
 * for people outside Grafana, and the panel. In French on a phone nothing runs over the side; pictures with `GALLERY`.
 */
import type { Page } from '@playwright/test';
import { goalertContent, TAKEN } from '../../../backend-shim/importing/pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../../../backend-shim/importing/pagers/goalert/fakes/peer.fake.ts';
import type { Line } from '../../host/bundle.ts';
import { startPager } from '../../support/pager-server.ts';
import { expect, opener, test } from '../fixtures.ts';
import { startEmptyWorld, startWorld } from '../world.ts';
import type { Look } from './picture.ts';
import { GALLERY, keep, LOOKS, nameOf, settled, sizeOf } from './picture.ts';
import { startStage } from './stage.ts';
import type { Language } from './words.ts';
import { wordOf } from './words.ts';

// Each brings what it needs, and a real Grafana knows one sidecar.
test.skip(process.env.GRAFANA_URL !== undefined, 'a real Grafana knows one sidecar');

const lineOf = (info: { project: { metadata: object } }) => (info.project.metadata as { line: Line }).line;

async function inEachLook(page: Page, show: (look: Look) => Promise<void>): Promise<void> {
  for (const look of LOOKS) {
    await test.step(nameOf(look), async () => {
      await page.setViewportSize(sizeOf(look));
      await page.emulateMedia({ colorScheme: look.theme });
      await show(look);
    });
  }
}

/** Presses by the key of the text. */
const press = (page: Page, language: Language, key: string, data: Record<string, string> = {}) =>
  page
    .getByRole('button', { name: wordOf(language, key, data), exact: true })
    .first()
    .click();

test.describe.configure({ timeout: 240_000 });

test('the first run', async ({ page }, info) => {
  const { host, grafana, close } = await startEmptyWorld(lineOf(info));
  await grafana.setPlugin();
  await inEachLook(page, async (look) => {
    for (const where of ['home', 'incidents', 'rotas', 'policies', 'integrations', 'maintenances', 'status-updates']) {
      await opener(page, host.url)(where, { person: 'admin', ...look });
      await settled(page);
      await keep(page, `empty-${where}`, look, true);
    }
  });
  await close();
});

test('a team in shadow', async ({ page }, info) => {
  const { host, sidecar, incidents, close } = await startStage(lineOf(info));
  const { status, body } = await sidecar.api('PUT', 'teams/payments/shadow', { shadow: true });
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  await inEachLook(page, async (look) => {
    const open = (where: string) => opener(page, host.url)(where, { person: 'admin', ...look });
    await open('home');
    await settled(page);
    await keep(page, 'shadow-home', look, true);
    await open(`incidents/${incidents.get(1) ?? ''}`);
    await settled(page);
    await keep(page, 'shadow-incident', look, true);
    await open('people?tab=teams');
    await press(page, look.language, 'shadow.paging-label', { name: 'Payments' });
    await settled(page);
    await keep(page, 'shadow-team', look, false);
    await press(page, look.language, 'shadow.to-real');
    await keep(page, 'shadow-to-real', look, false);
  });
  await close();
});

test('my on-call hours', async ({ page }, info) => {
  const { host, sidecar, alert, close } = await startWorld(lineOf(info), {
    more: `
units:
  - { id: ops, name: Ops, since: 2026-01-01, timeZone: Europe/Paris, teams: [sre], hr: [cleo], rules: [ { from: 2026-01-01, pack: fr-default@1 } ] }
workProfiles:
  - { user: ann, unit: ops, from: 2026-01-01, contract: hours, schedule: [ { days: [workday], from: "09:00", to: "17:00" } ] }
`,
  });
  await sidecar.setClock('2026-01-08T01:10:00Z');
  const id = await alert({ title: 'Disk full', id: 'hours' });
  await opener(page, host.url)(`incidents/${id}`, { person: 'ann' });
  await press(page, 'en-US', 'command.acknowledge');
  await expect(page.getByText('Ann Martin has it').first()).toBeVisible();
  await sidecar.setClock('2026-01-08T02:10:00Z');
  await sidecar.api('POST', `incidents/${id}/resolve`);
  await sidecar.setClock('2026-01-08T07:30:00Z');
  await inEachLook(page, async (look) => {
    await opener(page, host.url)('hours', { person: 'ann', ...look });
    await settled(page);
    await press(page, look.language, 'hours.another-time');
    await keep(page, 'hours-to-confirm', look, true);
  });
  await close();
});

test('an import', async ({ page }, info) => {
  const { host, sidecar, close } = await startWorld(lineOf(info), {
    provisioning: `
apiVersion: 1
users:
  - { login: ann, name: Ann Martin, email: ann@example.com }
  - { login: ben, name: Ben Petit, email: ben@example.com }
  - { login: cleo, name: Cleo Roux, email: cleo@example.com }
`,
  });
  const pager = await startPager(goalertPeer(goalertContent));
  await sidecar.setClock(TAKEN);
  const shown = async (name: string) =>
    inEachLook(page, async (look) => {
      await opener(page, host.url)('imports', { person: 'admin', ...look });
      await settled(page);
      await keep(page, `imports-${name}`, look, true);
      await page.getByRole('link', { name: 'GoAlert' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('GoAlert');
      await settled(page);
      await keep(page, `import-${name}`, look, true);
    });
  const open = opener(page, host.url);
  await open('imports', { person: 'admin' });
  await page.getByRole('combobox', { name: 'Pager that you leave' }).click();
  await page.getByRole('option', { name: 'GoAlert' }).click();
  await page.getByLabel('Address of its API').fill(pager.url);
  await page.getByLabel('Key').fill('wrong-key');
  await press(page, 'en-US', 'imports.start');
  await expect(page.getByText('refuses the key')).toBeVisible();
  await shown('stopped');
  await page.getByRole('textbox').last().fill('first-key\nsecond-key');
  await page
    .getByRole('button', {
      name: new RegExp(`^(${wordOf('en-US', 'imports.other-key')}|${wordOf('fr-FR', 'imports.other-key')})$`),
    })
    .click();
  await expect(page.getByRole('region', { name: /^(People|Personnes)$/ })).toContainText('ann', { timeout: 30_000 });
  await shown('people');
  await open('imports', { person: 'admin' });
  await page.getByRole('link', { name: 'GoAlert' }).click();
  const people = page.getByRole('region', { name: 'People' });
  await people.getByRole('combobox', { name: 'Login of dee' }).fill('dee');
  await page.getByRole('option', { name: /dee/ }).click();
  await people.getByLabel('I have read this list').check({ force: true });
  await press(page, 'en-US', 'import-people.save');
  await expect(page.getByText('2,160 of 2,160 hours equal').first()).toBeVisible();
  await shown('compared');
  await open('imports', { person: 'admin' });
  await page.getByRole('link', { name: 'GoAlert' }).click();
  await press(page, 'en-US', 'import-apply.apply');
  await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText(wordOf('en-US', 'import-switch.switched'))).toBeVisible();
  await shown('applied');
  await pager.stop();
  await close();
});

test('links and mails of people outside Grafana', async ({ page }, info) => {
  const { sidecar, mailbox, close } = await startStage(lineOf(info));
  await mailbox.waitFor(({ to, html }) => to.includes('gael@example.com') && html.includes('/take'));
  const mails = mailbox.take();
  const linkIn = (person: string, path: RegExp) => {
    const text = mails.find((one) => one.to.includes(`${person}@example.com`) && path.test(one.text))?.text ?? '';
    return sidecar.local(path.exec(text)?.[0] ?? `no link for ${person}`);
  };
  const pages: Record<string, string> = {
    'responder-page': linkIn('fatou', /https?:\S+\/r\/[\w-]+(?=\/acknowledge)/),
    'responder-acknowledge': linkIn('fatou', /https?:\S+\/r\/[\w-]+\/acknowledge/),
    'swap-page': linkIn('gael', /https?:\S+\/r\/[\w-]+(?=\/take)/),
    'swap-take': linkIn('gael', /https?:\S+\/r\/[\w-]+\/take/),
    'no-such-link': `${sidecar.url}/r/nothing`,
  };
  await inEachLook(page, async (look) => {
    for (const [name, url] of Object.entries(pages)) {
      await page.goto(url);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
        .toBe(0);
      await keep(page, name, look, true);
    }
    if (GALLERY !== null) {
      // Away from the page's content security policy, which forbids styles that mails have.
      await page.goto('about:blank');
      for (const [i, { html }] of mails.entries()) {
        await page.setContent(html);
        await keep(page, `mail-${i}`, look, true);
      }
    }
  });
  await close();
});

test('the panel in its three layouts', async ({ page }, info) => {
  const { host, close } = await startStage(lineOf(info));
  await inEachLook(page, async (look) => {
    await opener(page, host.url)('/d/wall', { person: 'dee', ...look });
    for (const layout of ['compact', 'table', 'big']) {
      await page.getByRole('radio', { name: wordOf(look.language, `panel.${layout}`) }).click({ force: true });
      await settled(page);
      await keep(page, `panel-${layout}`, look, true);
    }
  });
  await close();
});
