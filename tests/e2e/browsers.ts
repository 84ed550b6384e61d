/** Finds the browser that runs the tests, and how it is started. */
import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const WHOLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
// The headless shell has no windows, tabs and start page of its own, which cost a quarter of the processor time.
const LIGHT = ['/usr/bin/chromium-headless-shell', ...WHOLE];

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function launching(browsers: readonly string[]): LaunchOptions {
  const executablePath = browsers.find((file) => existsSync(file));
  return { args: ARGS, ...(executablePath !== undefined && { executablePath }) };
}

export const HEADLESS_SHELL = launching(LIGHT);
/** Also shows notifications. */
export const WHOLE_BROWSER = launching(WHOLE);
