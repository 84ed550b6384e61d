import { expect, expectAccessible, test } from './fixtures.ts';

test('Home says who is on call, now and next', async ({ open }) => {
  const page = await open('home');
  const section = page.getByRole('region', { name: 'Who is on call' });
  // Wednesday 10:30 in Paris: the office layer is Ben's on its third turn.
  await expect(section.getByRole('listitem').filter({ hasText: 'SRE primary' })).toContainText('Ben Petit');
  await expect(section.getByRole('listitem').filter({ hasText: 'SRE primary' })).toContainText('next:');
});

test('Home shows me the incidents that I am paged for', async ({ open, world }) => {
  const id = await world.alert({ title: 'Home: database is slow', severity: 'critical', id: 'home-1' });
  const page = await open('home', { person: 'ben' });
  const mine = page.getByRole('region', { name: 'My open incidents' });
  await expect(mine).toContainText('Home: database is slow');
  await expect(mine).toContainText('step 2 of 2 pages');
  await mine.getByRole('link', { name: /Home: database is slow/ }).click();
  await expect(page).toHaveURL(new RegExp(`/incidents/${id}$`));
});

test('Home warns of holes in rotas this week', async ({ open }) => {
  const page = await open('home');
  await expect(page.getByRole('region', { name: 'Needs care this week' })).toContainText('Nobody is on call');
});

for (const theme of ['dark', 'light'] as const) {
  test(`Home is accessible (${theme})`, async ({ open }) => {
    const page = await open('home', { theme });
    await expect(page.getByRole('region', { name: 'Who is on call' })).toBeVisible();
    await expectAccessible(page);
  });
}
