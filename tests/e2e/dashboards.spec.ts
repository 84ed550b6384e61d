/** The panel, the data source and the panel menu, loaded from the build as Grafana loads them: by their own addresses. */
import { ROOT, expect, expectAccessible, test } from './fixtures.ts';
import { NOW } from './world.ts';

test.skip(
  process.env.GRAFANA_URL !== undefined,
  'a real Grafana shows them on dashboards of its own, which these pages of the preview host stand in for',
);

test('a Viewer sees who is on call, until when and who is next; the options change what is shown', async ({ open }) => {
  const page = await open('/d/wall', { person: 'dee' });
  const options = page.getByRole('region', { name: 'Panel options' });
  const line = page.getByRole('listitem').filter({ hasText: 'SRE primary' });
  await expect(line).toContainText('Ben Petit');
  await expect(line).toContainText(/until .*18:00/);
  await expect(line).toContainText('next: Ann Martin');
  await expect(page.getByRole('listitem').filter({ hasText: 'Office hours' })).toContainText('Ann Martin');
  await expectAccessible(page, '#pageContent ul');

  await options.getByRole('radio', { name: 'Table' }).click({ force: true });
  await options.getByRole('switch', { name: 'Show who is next' }).click({ force: true });
  await expect(page.getByRole('columnheader')).toHaveText(['Rota', 'On call', 'Until']);
  await options.getByRole('combobox', { name: 'Rotas' }).click();
  await page.getByRole('option', { name: 'Office hours' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row')).toHaveCount(2);
  await expectAccessible(page, '#pageContent table');
  await options.getByRole('radio', { name: 'Big' }).click({ force: true });
  await expect(page.getByRole('listitem').filter({ hasText: 'Office hours' })).toContainText('Ann Martin');
  await page.getByRole('link', { name: 'Office hours' }).click();
  await expect(page).toHaveURL(new RegExp(`${ROOT}/rotas/office`));
});

test('the panel speaks French, and says what to do where the sidecar is not reached', async ({
  open,
  world,
  expected,
}) => {
  const page = await open('/d/wall', { person: 'dee', language: 'fr-FR' });
  await expect(page.getByText(/ensuite\s:\sAnn Martin/)).toBeVisible();
  await expect(page.getByText('Afficher la personne suivante')).toBeVisible();
  expected.push(/502|plugin-proxy/);
  await world.grafana.setPlugin({ address: 'http://127.0.0.1:1' });
  await open('/d/wall', { person: 'dee' });
  await expect(page.getByText('The Vigie sidecar isn’t responding')).toBeVisible();
  await world.grafana.setPlugin();
});

test('somebody is paged about a panel, with a link to what the reader saw', async ({ open }) => {
  const page = await open('/d/wall?var-host=web-1', { person: 'cleo' });
  await page.getByRole('button', { name: /^Menu/ }).click();
  await page.getByRole('menuitem', { name: 'Page someone about this panel' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('What is wrong?')).toHaveValue('On call now');
  await expect(dialog.getByLabel('What should they know?')).toHaveValue(
    /\/d\/wall\?from=\d+&to=\d+&var-host=web-1&viewPanel=panel-1$/,
  );
});

test('the data source answers panels, annotations and variables, for Viewers, too', async ({ open, world }) => {
  const id = await world.alert({ title: 'Queue too deep', severity: 'critical', id: 'for-the-data-source' });
  const range = `from=2026-01-07T00:00:00.000Z&to=2026-01-08T00:00:00.000Z`;
  const page = await open(`/explore?${range}`, { person: 'dee' });
  const rows = page.getByRole('region', { name: 'Rows' });
  await expect(rows.getByRole('row').filter({ hasText: id })).toContainText('Queue too deep');
  const event = page
    .getByRole('list', { name: 'Annotations' })
    .getByRole('listitem')
    .filter({ hasText: 'Queue too deep' });
  await expect(event).toHaveText(
    new RegExp(`^${NOW.slice(0, 13)}.* \\| {2}\\| #\\d+ Queue too deep \\| critical,open,sre$`),
  );
  await expect(page.getByRole('list', { name: 'Variable' }).getByRole('listitem')).toHaveText([
    'office: Office hours',
    'sre: SRE primary',
  ]);
  await page.getByRole('combobox', { name: 'Query' }).click();
  await page.getByRole('option', { name: 'Who is on call' }).click();
  await expect(rows.getByRole('row').filter({ hasText: 'Office hours' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Query' }).click();
  await page.getByRole('option', { name: 'On-call hours, as worked' }).click();
  await expect(rows.getByRole('columnheader').first()).toHaveText('start');
});

test('other plugins show who is on call, and how many incidents are not resolved', async ({ open, world }) => {
  await world.alert({ title: 'For the badge alone', severity: 'critical', id: 'for-the-badge' });
  const page = await open('/exposed?id=vigie-oncall-app/incident-badge/v1&search=For+the+badge+alone', {
    person: 'dee',
  });
  await page.getByRole('link', { name: '1 incident' }).click();
  await expect(page.getByRole('link', { name: /For the badge alone/ })).toBeVisible();
  await open('/exposed?id=vigie-oncall-app/on-call-now/v1&rota=office', { person: 'dee' });
  await expect(page.getByRole('region', { name: 'Who is on call' })).toContainText('Office hours');
  await expect(page.getByRole('region', { name: 'Who is on call' })).not.toContainText('SRE primary');
  await open('/exposed?id=vigie-oncall-app/page-someone/v1&title=Shop+is+slow', { person: 'cleo' });
  await page.getByRole('button', { name: 'Page someone' }).click();
  await expect(page.getByRole('dialog').getByLabel('What is wrong?')).toHaveValue('Shop is slow');
});
