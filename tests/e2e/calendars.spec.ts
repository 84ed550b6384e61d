import type { CalendarServer } from '../support/calendar-server.ts';
import { icsEvent, startCalendarServer } from '../support/calendar-server.ts';
import { expect, expectAccessible, make, test } from './fixtures.ts';
import { choose, makeRota, region, removeRota, whoIsOn } from './rotas.ts';

let server: CalendarServer;
test.beforeAll(async () => void (server = await startCalendarServer()));
test.afterAll(() => server.stop());
test.afterEach(async ({ world }) => {
  await removeRota(world, 'plan');
  await world.sidecar.api('DELETE', 'calendars/shift-plan');
});

test('a shift plan is read, a stranger in it is put right, and a layer follows it', async ({ open, world }) => {
  server.says(
    'plan',
    icsEvent('a', '2026-01-07T00:00:00Z', '2026-01-08T00:00:00Z', 'SUMMARY:Ann Martin'),
    icsEvent('b', '2026-01-08T00:00:00Z', '2026-01-09T00:00:00Z', 'SUMMARY:Benny'),
  );
  const page = await open('calendars', { theme: 'light' });
  await expect(page.getByText('No calendars yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add a calendar' }).first().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Name').fill('Shift plan');
  await drawer.getByLabel(/^Address/).fill(server.url('plan'));
  await expectAccessible(page, '[role="dialog"]');
  await drawer.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'Shift plan' });
  await expect(row).toBeVisible();
  await world.sidecar.advance('0s');
  await expect(row).toContainText('1 event names an unknown person');
  await expectAccessible(page);

  await row.getByRole('button', { name: 'Match people: Shift plan' }).click();
  await choose(page, page.getByRole('dialog'), 'Who is “Benny”?', 'Ben Petit');
  await expectAccessible(page, '[role="dialog"]');
  await expect(page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Benny' })).toContainText('Ben Petit');
  await page.keyboard.press('Escape');
  await expect(row).not.toContainText('names an unknown person');

  await makeRota(world, 'plan', { name: 'By plan' });
  const editor = await open('rotas/plan/edit');
  await editor.getByRole('button', { name: 'Edit layer 1' }).click();
  await choose(editor, editor, 'Who is on call comes from', 'the calendar Shift plan');
  await expect(
    editor.locator('[data-track="final"]').getByRole('button', { name: /Ben Petit, Thu, Jan 8 01:00/ }),
  ).toBeVisible();
  await editor.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(region(editor, 'Now and next')).toContainText('Ann Martin');
  expect(await whoIsOn(world, 'plan', '2026-01-08T12:00:00Z')).toEqual(['ben']);
});

test('one that cannot be read says why, in French on a phone', async ({ open, page, world }) => {
  server.answers('gone', 404, 'Not found');
  await make(world, 'calendars', {
    id: 'shift-plan',
    name: 'Planning',
    url: server.url('gone'),
    team: 'sre',
    refresh: '1m',
    staleAfter: '5m',
  });
  await world.sidecar.advance('0s');
  await page.setViewportSize({ width: 390, height: 844 });
  await open('calendars', { language: 'fr-FR', theme: 'light' });
  const row = page.getByRole('listitem').filter({ hasText: 'Planning' });
  await expect(row).toContainText('jamais lu');
  await expect(row).toContainText('son serveur refuse');
  await expectAccessible(page);
  await open('calendars', { person: 'dee' });
  await expect(page.getByRole('listitem').filter({ hasText: 'Planning' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Edit|Refresh|Match people)/ })).toHaveCount(0);
});
