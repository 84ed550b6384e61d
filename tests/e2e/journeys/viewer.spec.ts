/** Somebody who may look: everything can be read, nothing that is offered is refused, and they can help. */
import { expect, expectAccessible, test } from '../fixtures.ts';

const LOOK_ONLY = [
  'home',
  'incidents',
  'rotas',
  'rotas/sre',
  'policies',
  'policies/sre',
  'integrations',
  'integrations/scripts',
  'channels',
  'people',
  'people/ann',
  'maintenances',
];

for (const path of LOOK_ONLY) {
  test(`${path} can be read, and offers nothing that is not theirs`, async ({ open, whole }) => {
    // The console would tell of a request that was refused.
    const page = await open(path, { person: 'dee' });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(/^Loading…/)).toHaveCount(0);
    await expect(
      page
        .getByRole('main')
        .getByRole('button', { name: /^(Save|Delete|Change|Edit|New |Add a step|Create new token)/ }),
    ).toHaveCount(0);
    await expect(page.getByRole('main').getByText('ann@example.com')).toHaveCount(0);
    await expect(whole.getByRole('navigation').getByRole('link', { name: 'Home' }).first()).toBeVisible();
    await expect(whole.getByRole('navigation').getByRole('link', { name: 'Configuration' })).toHaveCount(0);
  });
}

test('they leave notes; commands are not offered, and the page says to whom they belong', async ({ open, world }) => {
  const id = await world.alert({ title: 'A Viewer sees it first', severity: 'error', id: 'viewer-1' });
  const page = await open(`incidents/${id}`, { person: 'dee' });
  await page.getByPlaceholder(/Add a note/).fill('The shop is slow for customers, too.');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('The shop is slow for customers, too.');
  await expect(page.getByText('Only people paged for this incident')).toBeVisible();
  for (const name of ['Acknowledge', 'Resolve', 'Snooze']) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['Review', 'Export as Markdown']);
  await page.keyboard.press('Escape');
  await expectAccessible(page);
});

test('they can change how they are reached', async ({ open }) => {
  const page = await open('me', { person: 'dee' });
  await expect(page.getByRole('button', { name: 'Add a contact method' })).toBeVisible();
  await expect(page.getByText('dee@example.com').first()).toBeVisible();
});

test('selected incidents that are not theirs have no commands either', async ({ open, world }) => {
  await world.alert({ title: 'Not for a Viewer', severity: 'error', id: 'viewer-2' });
  const page = await open('incidents', { person: 'dee' });
  await page
    .getByRole('checkbox', { name: /^Select incident/ })
    .first()
    .check({ force: true });
  const bar = page.getByRole('toolbar', { name: 'Selected incidents' });
  await expect(bar).toContainText('You can’t act on any of them');
  await expect(bar.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0);
});

test('once they are paged for it, the buttons are theirs', async ({ open, world }) => {
  const id = await world.alert({ title: 'Dee is asked to help', severity: 'error', id: 'viewer-3' });
  await world.sidecar.api('POST', `incidents/${id}/responders`, { users: ['dee'] });
  const page = await open(`incidents/${id}`, { person: 'dee' });
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(page.getByRole('region', { name: 'What happens next' })).toContainText('Dee Blanc has it');
});

test('on call without a team, they page by the policy on which they are', async ({ open, world }) => {
  const page = await open('incidents', { person: 'dee' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Page someone' })).toHaveCount(0);
  const { body } = await world.sidecar.api<{ id: string }>('POST', 'rotas/sre/overrides', {
    start: '2026-01-07T08:00',
    end: '2026-01-07T20:00',
    set: ['dee'],
  });
  await page.reload();
  await page.getByRole('button', { name: 'Page someone' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('radio', { name: 'People directly' })).toHaveCount(0);
  await dialog.getByLabel('What is wrong?').fill('Dee needs a hand');
  await dialog.getByRole('combobox', { name: 'Escalation policy' }).click();
  await page.getByRole('option', { name: 'SRE escalation' }).click();
  await dialog.getByRole('button', { name: 'Page now' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Dee needs a hand');
  await world.sidecar.api('DELETE', `rotas/sre/overrides/${body.id}`);
});
