/**
 * Every page with much on it, as different people see it: nothing runs over the side, nothing is out of
 * reach for a screen reader, nothing is complained of on the console. The pictures of the documentation
 * are made here.
 */
import type { Line } from '../host/bundle.ts';
import type { View } from './fixtures.ts';
import { ALWAYS, OUR_SECTIONS, expect, expectAccessible, listenForErrors, make, opener, test } from './fixtures.ts';
import { settled } from './gallery/picture.ts';
import { GRAFANA, incidentIds } from './gallery/stage.ts';
import { PAGES, pathOf } from './gallery/views.ts';
import { keepScreenshot } from './screenshots.ts';
import type { OwnWorld } from './world.ts';
import { loadedFiles, ownParts, summed } from './weight/loaded.ts';
import { startDemoWorld } from './world.ts';

/** By the names of pages, those of their pictures. */
const PICTURES: Partial<Record<string, string>> = {
  home: 'home',
  incidents: 'incidents',
  incident: 'incident',
  policy: 'policy',
  integrations: 'integrations',
  'integration-new': 'sources',
  'integration-grafana': 'grafana-alerting',
  me: 'me',
  settings: 'settings',
};

test.describe.configure({ mode: 'serial' });

let own: OwnWorld;
let incidents: Map<number, string>;

/** Files of the plugin that each page loads, in kB. */
const weights = new Map<string, ReadonlyMap<string, number>>();

test.beforeAll(async ({}, info) => {
  own = await startDemoWorld(info.project.metadata.line as Line);
  await make(own, 'integrations', GRAFANA);
  incidents = await incidentIds(own);
});
test.afterAll(() => own.close());

for (const shown of [...PAGES, { name: 'integration-grafana', path: 'integrations/grafana' }]) {
  test(`${shown.path} in the dark, wide, in English; in the light, on a phone, in French`, async ({ page }) => {
    const errors = listenForErrors(page, ALWAYS);
    const where = pathOf(shown, incidents);
    const open = async (view: View) => {
      await opener(page, own.host.url)(where, { person: 'admin', ...view });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await settled(page);
    };
    const loaded = loadedFiles(page);
    await open({});
    weights.set(shown.path, new Map(loaded));
    const picture = PICTURES[shown.name];
    if (picture !== undefined) {
      await keepScreenshot(page, picture);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await open({ theme: 'light', language: 'fr-FR' });
    await expectAccessible(page, where.startsWith('/') ? OUR_SECTIONS : undefined);
    expect(errors, 'errors on the console').toEqual([]);
  });
}

test('no page loads more than 80 kB besides what all of them load', () => {
  const heavy = [...ownParts(weights)]
    .map(([name, loaded]) => ({ name, ...summed(loaded) }))
    .sort((one, other) => other.kb - one.kb);
  expect(heavy.filter(({ kb }) => kb > 80)).toEqual([]);
  expect(heavy.length, 'pages that were weighed').toBeGreaterThan(1);
});
