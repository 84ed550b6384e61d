/**
 * What is not behind an address alone: an import step by step, the pages and mails for people outside Grafana, the panel,
 * and a team in shadow. In French on a phone nothing runs over the side; pictures with `GALLERY`.
 */
import {
  goalertContent,
  TAKEN,
} from '../../../backend-shim/modules/importing/client/pagers/goalert/fakes/content.fake.ts';
import { goalertPeer } from '../../../backend-shim/modules/importing/client/pagers/goalert/fakes/peer.fake.ts';
import type { Line } from '../../host/bundle.ts';
import { startPager } from '../../support/pager-server.ts';
import { expect, opener, test } from '../fixtures.ts';
import { startWorld } from '../world.ts';
import { GALLERY, inEachLook, keep, settled } from './picture.ts';
import type { Stage } from './stage.ts';
import { startStage } from './stage.ts';
import { press, wordOf } from './words.ts';

// Each brings what it needs, and a real Grafana knows one sidecar.
test.skip(process.env.GRAFANA_URL !== undefined, 'a real Grafana knows one sidecar');

const lineOf = (info: { project: { metadata: object } }) => (info.project.metadata as { line: Line }).line;

test.describe.configure({ timeout: 240_000 });

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
  await press(page, 'en-US', { key: 'imports.start' });
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
  await press(page, 'en-US', { key: 'import-people.save' });
  await expect(page.getByText('2,160 of 2,160 hours equal').first()).toBeVisible();
  await shown('compared');
  await open('imports', { person: 'admin' });
  await page.getByRole('link', { name: 'GoAlert' }).click();
  await press(page, 'en-US', { key: 'import-apply.apply' });
  await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText(wordOf('en-US', 'import-switch.switched'))).toBeVisible();
  await shown('applied');
  await pager.stop();
  await close();
});

test.describe('in two teams', () => {
  let stage: Stage;
  test.beforeAll(async ({}, info) => {
    stage = await startStage(lineOf(info));
  });
  test.afterAll(() => stage?.close());

  test('links and mails of people outside Grafana', async ({ page }) => {
    const { sidecar, mailbox } = stage;
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
  });

  test('the panel in its three layouts', async ({ page }) => {
    await inEachLook(page, async (look) => {
      await opener(page, stage.host.url)('/d/wall', { person: 'dee', ...look });
      for (const layout of ['compact', 'table', 'big']) {
        await page.getByRole('radio', { name: wordOf(look.language, `panel.${layout}`) }).click({ force: true });
        await settled(page);
        await keep(page, `panel-${layout}`, look, true);
      }
    });
  });

  // Last, since the team stays so.
  test('a team in shadow', async ({ page }) => {
    const { host, sidecar, incidents } = stage;
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
      await press(page, look.language, { key: 'shadow.paging-label', data: { name: 'Payments' } });
      await settled(page);
      await keep(page, 'shadow-team', look, false);
      await press(page, look.language, { key: 'shadow.to-real' });
      await keep(page, 'shadow-to-real', look, false);
    });
  });
});
