/** Weight and speed, measured in the browser; limits are those of the design with room for a small machine. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { makeTenLayers } from './rotas.ts';
import { DIST, loadedFiles, summed, weight } from './weight/loaded.ts';

test('the first load is light, and so is every page', () => {
  const files = readdirSync(DIST).filter((name) => name.endsWith('.js'));
  // What every visitor of Grafana loads, as it is sent without compression.
  // A third of it is the list of what loads later: 75 bytes for the version and the hash of each part.
  expect(readFileSync(path.join(DIST, 'module.js')).length, 'bytes of module.js').toBeLessThanOrEqual(26_500);
  expect(weight('module.js')).toBeLessThan(15);
  for (const name of files.filter((one) => one !== 'module.js')) {
    expect(weight(name), name).toBeLessThan(80);
  }
  // Loaded only by dashboards that have them.
  for (const name of ['panel/module.js', 'datasource/module.js']) {
    expect(weight(name), name).toBeLessThan(60);
  }
});

for (const language of ['en-US', 'fr-FR'] as const) {
  test(`the first page of a day takes at most 120 kB, in ${language}`, async ({ page, open }) => {
    const loaded = loadedFiles(page);
    await open('', { language });
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    const { kb, said } = summed(loaded);
    expect(kb, said).toBeLessThan(120);
  });
}

/** Scrolls there and back; the three longest frames in ms. */
function longestFrames(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const box = document.querySelector('[data-track="final"]')?.parentElement?.parentElement;
    const frames: number[] = [];
    let last = performance.now();
    for (let i = 0; i < 90; i++) {
      box?.scrollBy({ left: i < 45 ? 20 : -20 });
      window.scrollBy({ top: i < 45 ? 8 : -8 });
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      frames.push(now - last);
      last = now;
    }
    return frames.sort((a, b) => b - a).slice(0, 3);
  });
}

test('a year of ten layers is drawn and scrolled without a stutter', async ({ open, world }) => {
  await makeTenLayers(world, 'ten');
  const page = await open('rotas/ten?view=year');
  await expect(page.locator('[data-track="final"]').getByRole('button').first()).toBeVisible();

  // Other work of a shared machine may take frames from a pass, but not from each of three.
  const passes = [await longestFrames(page), await longestFrames(page), await longestFrames(page)];
  const best = Math.min(...passes.map(([, second = 0]) => second));
  expect(best, `longest frames: ${passes.map((pass) => pass.map(Math.round).join('/')).join(', ')} ms`).toBeLessThan(
    50,
  );

  // A change of the view redraws everything; how long the browser's main thread is busy with it.
  const busy = await page.evaluate(async () => {
    const radio = document.querySelector<HTMLInputElement>('input[type=radio]:not(:checked)');
    const started = performance.now();
    radio?.click();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return performance.now() - started;
  });
  expect(busy, `redrawn in ${Math.round(busy)} ms`).toBeLessThan(250);
});
