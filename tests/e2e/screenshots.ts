/** Pictures for the README and the documentation, made by the browser tests: `KEEP_SCREENSHOTS=1 npx playwright test -c tests/e2e`. */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

export const SCREENSHOTS = path.resolve(import.meta.dirname, '../../src/img/screenshots');

/** What the catalogue downloads with the plugin should stay light. */
const MOST_BYTES = 200_000;

/** Without the preview host's own frame, so that the picture shows what Grafana would. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (process.env.KEEP_SCREENSHOTS === undefined) {
    return;
  }
  mkdirSync(SCREENSHOTS, { recursive: true });
  const file = path.join(SCREENSHOTS, `${name}.png`);
  await page.mouse.move(0, 0);
  await page.getByRole('main').screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  expect(statSync(file).size, `${name}.png is small`).toBeLessThan(MOST_BYTES);
}
