/**
 * Every page with much on it, as different people see it: nothing runs over the side, nothing is out of
 * reach for a screen reader, nothing is complained of on the console. The pictures of the documentation
 * are made here.
 */
import type { Line } from '../host/bundle.ts';
import { ALWAYS, OUR_SECTIONS, expect, expectAccessible, listenForErrors, opener, test } from './fixtures.ts';
import { keepScreenshot } from './screenshots.ts';
import type { OwnWorld } from './world.ts';
import { startDemoWorld } from './world.ts';

/** Path, and the name of its picture; null: none is kept. */
const PAGES: Array<[string, string | null]> = [
  ['home', 'home'],
  ['incidents', 'incidents'],
  ['incidents/FIRST', 'incident'],
  ['rotas', null],
  ['rotas/payments', null],
  ['policies', null],
  ['policies/payments', 'policy'],
  ['integrations', 'integrations'],
  ['integrations/new', 'sources'],
  ['integrations/shop', null],
  ['integrations/grafana', 'grafana-alerting'],
  ['channels', null],
  ['imports', null],
  ['people', null],
  ['people?tab=teams', null],
  ['me', 'me'],
  ['maintenances', null],
  ['hours', null],
  ['compliance', null],
  ['compliance/rules', null],
  ['status-updates', null],
  ['maintenances?tab=windows', null],
  ['/plugins/vigie-oncall-app', 'settings'],
];

test.describe.configure({ mode: 'serial' });

let own: OwnWorld;
let first = '';

test.beforeAll(async ({}, info) => {
  own = await startDemoWorld(info.project.metadata.line as Line);
  await own.sidecar.api('POST', 'integrations', {
    id: 'grafana',
    name: 'Grafana',
    type: 'grafana',
    team: 'payments',
    policy: 'payments',
  });
  const { body } = await own.sidecar.api<{ items: Array<{ id: string; number: number }> }>('GET', 'incidents');
  first = body.items.find(({ number }) => number === 1)?.id ?? '';
});
test.afterAll(() => own.close());

for (const [path, picture] of PAGES) {
  test(`${path} in the dark, wide, in English; in the light, on a phone, in French`, async ({ page }) => {
    const errors = listenForErrors(page, ALWAYS);
    const open = opener(page, own.host.url);
    const where = path.replace('FIRST', first);
    const settle = async () => {
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('load');
      await expect(page.getByText(/^(Loading|Chargement)…/)).toHaveCount(0);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), {
          message: 'nothing runs over the side',
        })
        .toBe(0);
    };
    await open(where, { person: 'admin' });
    await settle();
    if (picture !== null) {
      await keepScreenshot(page, picture);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await open(where, { person: 'admin', theme: 'light', language: 'fr-FR' });
    await settle();
    await expectAccessible(page, path.startsWith('/') ? OUR_SECTIONS : undefined);
    expect(errors, 'errors on the console').toEqual([]);
  });
}
