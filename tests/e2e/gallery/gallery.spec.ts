/**
 * Every drawer and dialog in French on a phone: nothing runs over the side, nothing is out of reach for a screen reader.
 * With `GALLERY`, pictures of all of them and of every page, in two languages, themes and widths.
 */
import type { Page } from '@playwright/test';
import type { Line } from '../../host/bundle.ts';
import { ALWAYS, expect, expectAccessible, listenForErrors, opener, test } from '../fixtures.ts';
import { GALLERY, keep, LOOKS, nameOf, settled, sizeOf } from './picture.ts';
import type { Stage } from './stage.ts';
import { startStage } from './stage.ts';
import { DRAWERS, PAGES, pathOf, STATES } from './views.ts';
import { press, wordOf } from './words.ts';

let stage: Stage;
test.beforeAll(async ({}, info) => {
  test.setTimeout(120_000);
  stage = await startStage(info.project.metadata.line as Line);
});
test.afterAll(() => stage?.close());

/** What lies over the page; else the page. */
async function topmost(page: Page): Promise<string> {
  for (const layer of ['[role="menu"]', '[role="dialog"]']) {
    if ((await page.locator(layer).count()) > 0) {
      return layer;
    }
  }
  return '#pageContent';
}

for (const look of LOOKS) {
  for (const shown of [...(GALLERY === null ? [] : [...PAGES, ...STATES]), ...DRAWERS]) {
    test(`${shown.name} ${nameOf(look)}`, async ({ page }) => {
      // One person gets so many codes for a phone in an hour, and pictures of all looks need more.
      const errors = listenForErrors(page, GALLERY === null ? ALWAYS : [...ALWAYS, /429/]);
      await page.setViewportSize(sizeOf(look));
      await opener(page, stage.host.url)(pathOf(shown, stage.incidents), { person: shown.person ?? 'admin', ...look });
      await settled(page);
      for (const one of shown.presses ?? []) {
        await press(page, look.language, one);
      }
      if (shown.until !== undefined) {
        await expect(page.getByText(wordOf(look.language, shown.until), { exact: true })).toBeVisible({
          timeout: 30_000,
        });
      }
      await settled(page);
      await keep(page, shown.name, look, (await topmost(page)) === '#pageContent');
      if (shown.presses !== undefined) {
        await expectAccessible(page, await topmost(page));
      }
      expect(errors, 'errors on the console').toEqual([]);
    });
  }
}
