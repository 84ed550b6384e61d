/** Grafana behind a proxy that ends TLS and gives it a path of its own: what the browser sees is not where Grafana listens. */
import type { Line } from '../../host/bundle.ts';
import { startTlsProxy } from '../../support/tls-proxy.ts';
import { expect, test as base } from '../fixtures.ts';
import { GRAFANA_URL } from '../real-grafana.ts';
import type { World } from '../world.ts';
import { startWorld } from '../world.ts';

const PATH = '/monitoring';

const test = base.extend<object, { world: World }>({
  world: [
    async ({}, use, info) => {
      const front = await startTlsProxy();
      const world = await startWorld(info.project.metadata.line as Line, {
        subPath: PATH,
        rootUrl: `${front.url}${PATH}`,
      });
      front.lead(world.host.url);
      // The same Grafana, as the browser reaches it; a real one has its own path.
      const url = `${front.url}${GRAFANA_URL === null ? PATH : new URL(world.host.url).pathname.replace(/\/$/, '')}`;
      const host: World['host'] = {
        url,
        get state() {
          return world.host.state;
        },
        close: () => world.host.close(),
      };
      await use({ ...world, host });
      await world.close();
      await front.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test.use({ ignoreHTTPSErrors: true });

test('an alert comes live, is acknowledged and resolved, and every link leads through the proxy', async ({
  open,
  world,
}) => {
  const page = await open('incidents', { person: 'ben' });
  expect(page.url()).toBe(`${world.host.url}/a/vigie-oncall-app/incidents`);
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  await world.alert({ title: 'Seen through the proxy', severity: 'critical', id: 'proxy-1' });
  await page.getByRole('link', { name: /Seen through the proxy/ }).click();
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect(page.getByRole('region', { name: 'What happens next' })).toContainText('Ben Petit has it');
  await page.getByRole('button', { name: 'Resolve', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Review' })).toBeVisible();
  const hrefs = await page
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  expect(hrefs.filter((href) => !href.startsWith(`${world.host.url}/`))).toEqual([]);
  // The proxy's headers are no door of their own: who asks is who Grafana says.
  await open('/plugins/vigie-oncall-app', { person: 'admin' });
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText('The sidecar knows who you are: yes');
});
