/** Pictures of the whole plugin, to be looked at: `GALLERY=<folder> GALLERY_LOOKS=fr-light npx playwright test -c tests/e2e gallery`. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import type { View } from '../fixtures.ts';
import type { Language } from './words.ts';

export const GALLERY = process.env.GALLERY ?? null;

export interface Look extends View {
  language: Language;
  theme: 'dark' | 'light';
  width: 1440 | 390;
}

const SMALL: Look = { language: 'fr-FR', theme: 'light', width: 390 };

export const nameOf = ({ language, theme, width }: Look) => `${language.slice(0, 2)}-${theme}-${width}`;

/** Where pictures are wanted, all of them or those that `GALLERY_LOOKS` matches; else the one with the longest texts and the least room. */
export const LOOKS: readonly Look[] =
  GALLERY === null
    ? [SMALL]
    : (['en-US', 'fr-FR'] as const)
        .flatMap((language) =>
          (['dark', 'light'] as const).flatMap((theme) =>
            ([1440, 390] as const).map((width) => ({ language, theme, width })),
          ),
        )
        .filter((look) => new RegExp(process.env.GALLERY_LOOKS ?? '').test(nameOf(look)));

export const sizeOf = ({ width }: Look) => ({ width, height: width === 1440 ? 900 : 844 });

/** In one test, one look after the other. */
export async function inEachLook(page: Page, show: (look: Look) => Promise<void>): Promise<void> {
  for (const look of LOOKS) {
    await test.step(nameOf(look), async () => {
      await page.setViewportSize(sizeOf(look));
      await page.emulateMedia({ colorScheme: look.theme });
      await show(look);
    });
  }
}

/** All is there, nothing loads any more, and nothing is wider than the screen. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await expect(page.locator('#pageContent :is(h1, [aria-level="1"]), #pageContent li').first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expect(page.getByText(/^(Loading|Chargement)…/)).toHaveCount(0);
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), {
      message: 'nothing runs over the side',
    })
    .toBe(0);
}

/** The whole page; or, where something lies over it, what is on the screen. */
export async function keep(page: Page, name: string, look: Look, fullPage: boolean): Promise<void> {
  if (GALLERY === null) {
    return;
  }
  mkdirSync(GALLERY, { recursive: true });
  await page.mouse.move(0, 0);
  await page.screenshot({
    path: path.join(GALLERY, `${name}.${nameOf(look)}.png`),
    animations: 'disabled',
    caret: 'hide',
    fullPage,
  });
}

/** In the middle of a test, which goes on as before: only where pictures are wanted. */
export async function inEachPicture(page: Page, name: string, show: (look: Look) => Promise<void>): Promise<void> {
  const size = page.viewportSize();
  if (GALLERY === null || size === null) {
    return;
  }
  await inEachLook(page, async (look) => {
    await show(look);
    await settled(page);
    await keep(page, name, look, (await page.getByRole('dialog').count()) === 0);
  });
  await page.setViewportSize(size);
}
