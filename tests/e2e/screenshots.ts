/** Pictures for the README and the documentation, made by the browser tests: `KEEP_SCREENSHOTS=1 npx playwright test -c tests/e2e`. */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

const SCREENSHOTS = path.resolve(import.meta.dirname, '../../src/img/screenshots');

/** What the catalogue downloads with the plugin should stay light. */
const MOST_BYTES = 200_000;

/** A picture shows what a screen does; the rest of a long page is one scroll away. */
const HIGHEST = 900;

/** Without the preview host's own frame, so that the picture shows what Grafana would. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (process.env.KEEP_SCREENSHOTS === undefined) {
    return;
  }
  mkdirSync(SCREENSHOTS, { recursive: true });
  const file = path.join(SCREENSHOTS, `${name}.png`);
  await page.mouse.move(0, 0);
  const box = await page.getByRole('main').boundingBox();
  await page.screenshot({
    path: file,
    animations: 'disabled',
    caret: 'hide',
    fullPage: true,
    clip: { x: box?.x ?? 0, y: box?.y ?? 0, width: box?.width ?? 0, height: Math.min(box?.height ?? 0, HIGHEST) },
  });
  expect(statSync(file).size, `${name}.png is small`).toBeLessThan(MOST_BYTES);
}
