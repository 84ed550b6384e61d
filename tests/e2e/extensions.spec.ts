import { expect, expectAccessible, test } from './fixtures.ts';

test('from an alert of Grafana, the on-call is paged about it', async ({ open }) => {
  const page = await open('/alerting', { person: 'cleo' });
  await page.getByRole('button', { name: 'Page the on-call' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('What is wrong?')).toHaveValue('p99 above 2 s');
  await dialog.getByRole('combobox', { name: 'Escalation policy' }).click();
  await page.getByRole('option', { name: 'SRE escalation' }).click();
  await expectAccessible(page, '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Page now' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('p99 above 2 s');
  await expect(page.getByText('service=api')).toBeVisible();
});
