/** Whether what is on the screen is the present, and how it stays so. */
import { expect, test } from './fixtures.ts';

const EVENTS = '**/api/v1/events';

test('without a stream of changes the list looks again every so often, and says so', async ({
  open,
  page,
  world,
  expected,
}) => {
  expected.push(/events|ERR_FAILED/);
  test.setTimeout(90_000);
  await page.route(EVENTS, (route) => route.abort());
  await open('incidents', { person: 'ben' });
  await expect(page.getByText('Every 15 seconds').first()).toBeVisible();
  await world.alert({ title: 'Seen by looking again', severity: 'error', id: 'live-1' });
  await expect(page.getByText('Seen by looking again')).toBeVisible({ timeout: 30_000 });
});

test('a hidden tab holds no connection; when it is shown again, it is up to date', async ({ open, page, world }) => {
  const ended: string[] = [];
  page.on('requestfailed', (request) => request.url().endsWith('/api/v1/events') && ended.push(request.url()));
  await open('incidents', { person: 'ben' });
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const show = (state: 'hidden' | 'visible') =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      Object.defineProperty(document, 'hidden', { value: value === 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await show('hidden');
  await expect.poll(() => ended.length, { message: 'the stream is closed' }).toBe(1);
  await world.alert({ title: 'While nobody looked', severity: 'error', id: 'live-2' });
  await show('visible');
  await expect(page.getByText('While nobody looked')).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
});
