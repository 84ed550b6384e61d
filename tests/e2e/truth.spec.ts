/** What a screen states is what happened: the five statements of 0.1 that were not true, where they stood. */
import { expect, make, test } from './fixtures.ts';

test('an acknowledged incident: adding people continues no escalation, a snooze ends the acknowledgement, a merge moves its alerts', async ({
  open,
  world,
}) => {
  const id = await world.alert({ title: 'True words', severity: 'error', id: 'truth-1' });
  await world.alert({ title: 'The true cause', severity: 'error', id: 'truth-2' });
  const page = await open(`incidents/${id}`);
  const addPeople = async () => {
    await page.getByRole('button', { name: 'Add people…' }).click();
  };
  const dialog = page.getByRole('dialog');
  // Esc in an open list closes the list alone, and what lies below a dialog cannot be pressed.
  const cancel = async () => {
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toHaveCount(0);
  };
  await addPeople();
  await expect(dialog).toContainText('the escalation continues');
  await cancel();
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(page.getByRole('region', { name: 'What happens next' })).toContainText('Cleo Roux has it');
  await addPeople();
  await expect(dialog).toContainText('nothing else changes');
  await expect(dialog).not.toContainText('continues');
  await cancel();

  await page.getByRole('button', { name: 'Snooze' }).click();
  await expect(page.getByText('Ends the acknowledgement; afterwards it is open')).toBeVisible();
  await page.getByRole('menuitem').first().click();
  await expect(page.getByRole('button', { name: 'End snooze' })).toBeVisible();
  await expect(page.getByText('Cleo Roux has it')).toHaveCount(0);

  await page.getByRole('button', { name: 'More' }).last().click();
  await page.getByRole('menuitem', { name: 'Merge into another…' }).click();
  await dialog.getByRole('combobox').click();
  await page.getByRole('option', { name: /The true cause/ }).click();
  await dialog.getByRole('button').last().click();
  await expect(page.getByText('Its alerts moved to the incident that it was merged into.')).toBeVisible();
  await expect(page.getByText('opened by hand')).toHaveCount(0);
  // The other incident goes by its number, where what happens next is said and in the timeline.
  for (const name of ['What happens next', 'Timeline']) {
    await expect(page.getByRole('region', { name }).getByRole('link', { name: /^View #\d+$/ })).toHaveCount(1);
  }
});

test('an alert that came is never in the future, and a test that went round Grafana proves nothing about it', async ({
  open,
  world,
}) => {
  await make(world, 'integrations', { id: 'truth', name: 'Truth', type: 'grafana', team: 'sre', policy: 'sre' });
  const page = await open('integrations/truth', { person: 'admin' });
  await page.getByRole('button', { name: 'Send a test alert' }).click();
  await expect(page.getByRole('link', { name: 'Open the test incident' })).toBeVisible();
  await expect(page.getByText('It arrived')).toHaveCount(0);

  // The sidecar is a little ahead of the browser that looks.
  await world.sidecar.advance('5s');
  await world.alert({ title: 'Just now', severity: 'info', id: 'truth-3' });
  await open('integrations');
  const row = page.getByRole('listitem').filter({ hasText: 'Scripts' });
  await expect(row).toContainText('Just now');
  await expect(row).not.toContainText(/\bin \d+/);
  await world.sidecar.api('DELETE', 'integrations/truth');
});
