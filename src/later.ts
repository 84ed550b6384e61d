/** Loads what few readers of the first pages see, with its texts, when it is first shown. */
import { lazy } from 'react';
import type { ComponentType } from 'react';
import { loadTexts } from './language.ts';

/** The build takes the texts of what is loaded so out of those of the first pages (`scripts/lib/texts/first-keys.mjs`). */
export function later<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  return lazy(async () => (await Promise.all([load(), loadTexts('later')]))[0]);
}
