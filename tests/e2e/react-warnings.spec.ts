/** React's development build complains on the console; no page may give it a reason, on either version. */
import { LINES } from '../host/bundle.ts';
import { ALWAYS, ROOT, expect, test } from './fixtures.ts';
import { startWorld } from './world.ts';

for (const line of LINES) {
  test(`React of Grafana ${line} has no complaints`, async ({ page }) => {
    test.setTimeout(180_000);
    const world = await startWorld(line, { mode: 'development' });
    const complaints: string[] = [];
    page.on('console', (message) => {
      const text = `${message.text()} ${message.location().url}`;
      if (['error', 'warning'].includes(message.type()) && !ALWAYS.some((one) => one.test(text))) {
        complaints.push(text);
      }
    });
    const id = await world.alert({ title: 'Anything', severity: 'critical', id: 'warnings-1' });
    for (const path of [
      'home',
      'incidents',
      `incidents/${id}`,
      'rotas',
      'rotas/sre',
      'policies',
      'policies/sre',
      'policies/new',
      'integrations',
      'integrations/new',
      'integrations/scripts',
      'integrations/scripts?tab=came',
      'integrations/scripts?tab=routes',
      'people',
      'people?tab=teams',
      'me',
      'maintenances',
      'policies?tab=windows',
      'channels',
      'channels/new',
      'channels/new?setup=slack',
      '/plugins/vigie-oncall-app',
    ]) {
      await page.goto(`${world.host.url}${path.startsWith('/') ? path : `${ROOT}/${path}`}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined);
    }
    expect(complaints).toEqual([]);
    await world.close();
  });
}
