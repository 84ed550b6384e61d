/** A visitor who has not signed in, where Grafana lets them in. */
import { expect, test } from '../fixtures.ts';

test('looks around, and is asked to sign in where something would be theirs', async ({ open, world }) => {
  test.setTimeout(120_000);
  const id = await world.alert({ title: 'Everybody sees it', severity: 'error', id: 'visitor-1' });
  for (const path of ['me', 'hours', 'compliance', 'insights?chapter=me']) {
    const theirs = await open(path, { person: 'anonymous' });
    await expect(theirs.getByText('Sign in to Grafana')).toBeVisible();
    await expect(theirs.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login');
  }
  for (const path of [
    'home',
    'incidents',
    'rotas',
    'rotas/sre',
    `incidents/${id}`,
    'policies',
    'integrations',
    'people',
    'people/ann',
    'channels',
    'maintenances',
    'status-updates',
    'calendars',
    'insights',
  ]) {
    const page = await open(path, { person: 'anonymous' });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(/^Loading…/)).toHaveCount(0);
    await expect(
      page.getByRole('main').getByRole('button', {
        name: /^(Save|Delete|Change|Edit|New |Acknowledge$|Resolve$|Add note|Page someone|Send a test)/,
      }),
    ).toHaveCount(0);
  }
});
