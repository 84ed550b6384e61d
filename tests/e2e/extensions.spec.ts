import { readFileSync } from 'node:fs';
import path from 'node:path';
import { OUR_SECTIONS, expect, expectAccessible, test } from './fixtures.ts';

const RULE = '/alerting/grafana/rule1/view?tab=instances';

test('from an instance of an alert rule, the on-call is paged about it', async ({ open }) => {
  const page = await open(RULE, { person: 'cleo' });
  await page.getByTestId('row').filter({ hasText: 'shop' }).getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Page the on-call' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('What is wrong?')).toHaveValue('p99 of shop above 2 s');
  await dialog.getByRole('combobox', { name: 'Escalation policy' }).click();
  await page.getByRole('option', { name: 'SRE escalation' }).click();
  await expectAccessible(page, '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Page now' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('p99 of shop above 2 s');
  await expect(page.getByText('service=shop')).toBeVisible();
});

test('Grafana’s profile of a person has how they are reached, too', async ({ open }) => {
  const page = await open('/profile', { person: 'ann' });
  await page.getByRole('tab', { name: 'My on-call' }).click();
  await expect(page.getByText('Reachable')).toBeVisible();
  await page.getByRole('button', { name: 'Test E-mail ann@example.com' }).click();
  // The tests' sidecar has no mail server: what the page says is what the channel said.
  await expect(page.getByText(/It could not be sent/)).toBeVisible();
  await page.getByRole('button', { name: 'Set quiet hours' }).click();
  await expect(page.getByText('From', { exact: true })).toBeVisible();
  await expectAccessible(page, OUR_SECTIONS);
});

test('without an address the profile says what to do', async ({ open, world }) => {
  await world.grafana.setPlugin({ address: null });
  const page = await open('/profile?tab=my%20on-call', { person: 'ann' });
  await expect(page.getByText('Vigie is not connected yet')).toBeVisible();
  await world.grafana.setPlugin();
});

for (const how of ['the mouse', 'Enter']) {
  test(`the command palette says who is on call, by ${how}`, async ({ open, whole }) => {
    const page = await open(RULE, { person: 'dee' });
    await expect(page.getByRole('heading', { level: 1, name: 'HighLatency' })).toBeVisible();
    await whole.keyboard.press('Control+k');
    await whole.keyboard.type('Who is on call');
    const entry = whole.getByRole('option', { name: 'Who is on call?' });
    await expect(entry).toBeVisible();
    const before = page.url();
    await (how === 'Enter' ? whole.keyboard.press('Enter') : entry.click());
    const answer = page.getByRole('dialog').getByRole('region', { name: 'Who is on call' });
    await expect(answer).toContainText('SRE primary');
    await expect(answer).toContainText(/until/);
    expect(page.url(), 'nobody leaves the page that they are on').toBe(before);
    await expectAccessible(page, '[role="dialog"]');
  });
}

test('the command palette pages somebody, and speaks French', async ({ open, whole }) => {
  const page = await open(RULE, { person: 'cleo', language: 'fr-FR' });
  await expect(page.getByRole('heading', { level: 1, name: 'HighLatency' })).toBeVisible();
  await whole.keyboard.press('Control+k');
  await whole.keyboard.type('astreinte');
  await expect(whole.getByRole('option', { name: 'Qui est d’astreinte ?' })).toBeVisible();
  await whole.keyboard.press('Control+a');
  await whole.keyboard.type('Alerter');
  await whole.getByRole('option', { name: /^Alerter quelqu/ }).click();
  await expect(page.getByRole('dialog').getByLabel('Que se passe-t-il')).toBeVisible();
});

for (const [where, way] of [
  ['home', ['Vigie on-call']],
  ['policies', ['Vigie on-call', 'Politiques d’escalade']],
  ['policies/sre', ['Vigie on-call', 'Politiques d’escalade', 'SRE escalation']],
  ['calendars', ['Vigie on-call', 'Plannings', 'Agendas externes']],
  ['compliance/rules', ['Vigie on-call', 'Personnes', 'Règles et paie']],
] as const) {
  test(`the way to ${where} is told in French, as far as it is the plugin’s to tell`, async ({ open, whole }) => {
    const page = await open(where, { person: 'cleo', language: 'fr-FR' });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: 30_000 });
    const crumbs = whole.getByRole('navigation', { name: 'Chemin de navigation' }).getByRole('listitem');
    await expect.poll(async () => (await crumbs.allTextContents()).slice(-way.length)).toEqual(way);
    await expect(page.getByText('On-call inside Grafana'), 'the plugin’s description is in English').toHaveCount(0);
  });
}

test('the first page of Grafana Alerting says who is on call', async ({ open }) => {
  const page = await open('/alerting', { person: 'dee', language: 'fr-FR' });
  await expect(page.getByRole('region', { name: 'Qui est d’astreinte' })).toContainText('SRE primary');
  await expectAccessible(page);
});

test('where nothing of Vigie is shown, little of it is loaded', async ({ open, whole }) => {
  const loaded = new Map<string, number>();
  whole.on('response', (response) => {
    const name = /\/public\/plugins\/vigie-oncall-app\/(.*\.js(?:on)?)(?:\?|$)/.exec(response.url())?.[1];
    if (name !== undefined) {
      void response.body().then((body) => loaded.set(name, body.length));
    }
  });
  await open(RULE, { person: 'cleo', language: 'fr-FR' });
  await expect(whole.getByRole('main')).toContainText('shop');
  await expect.poll(() => [...loaded.keys()].sort()).toEqual(['locales/fr-FR/vigie-oncall-app.json', 'module.js']);
  // As Grafana sends it unless it is told to compress.
  expect(
    [...loaded.values()].reduce((sum, size) => sum + size, 0),
    JSON.stringify([...loaded]),
  ).toBeLessThan(27_200);
});

test('plugin.json states what the module adds: Grafana shows nothing that it does not state', () => {
  const { extensions } = JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, '../../dist/plugin.json'), 'utf8'),
  ) as { extensions: Record<string, Array<{ title: string; description: string; targets: string[] }>> };
  const source = readFileSync(path.resolve(import.meta.dirname, '../../src/module.tsx'), 'utf8');
  const added = [...source.matchAll(/^ {4}title: '([^']+)',\n {4}description: '([^']+)'/gm)].map(
    ([, title, description]) => `${title}: ${description}`,
  );
  expect(added).toHaveLength(10);
  expect(
    Object.values(extensions)
      .flat()
      .map(({ title, description }) => `${title}: ${description}`)
      .sort(),
  ).toEqual(added.sort());
});
