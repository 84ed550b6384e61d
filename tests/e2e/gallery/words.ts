/** What a button is called in a language, by the key of its text; and presses it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Press } from './views.ts';

export type Language = 'en-US' | 'fr-FR';

const LOCALES = path.resolve(import.meta.dirname, '../../../src/locales');

function textsOf(language: Language): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(LOCALES, language, 'vigie-oncall-app.json'), 'utf8')) as Record<
    string,
    unknown
  >;
}

const TEXTS = { 'en-US': textsOf('en-US'), 'fr-FR': textsOf('fr-FR') };

/** The text with its gaps filled. */
export function wordOf(language: Language, key: string, data: Record<string, string> = {}): string {
  const dot = key.indexOf('.');
  const texts: Record<string, unknown> = TEXTS[language];
  const found = texts[key] ?? (texts[key.slice(0, dot)] as Record<string, unknown> | undefined)?.[key.slice(dot + 1)];
  if (typeof found !== 'string') {
    throw new Error(`${language} has no text ${key}`);
  }
  return found.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => data[name] ?? '');
}

export async function press(page: Page, language: Language, { key, data, role = 'button' }: Press): Promise<void> {
  await page
    .getByRole(role, { name: wordOf(language, key, data), exact: true })
    .first()
    .click();
}
