/**
 * Browser tests: the built plugin in the preview host, against a real sidecar, in Debian's Chromium.
 * `npx playwright test -c tests/e2e` runs them; `npm run build` comes first.
 */
import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { memoryFolder } from '../support/memory-folder.ts';
import { HEADLESS_SHELL } from './browsers.ts';
import { GRAFANA_URL } from './real-grafana.ts';

const HOST_PACKAGES = new URL('../host/v13/node_modules/.package-lock.json', import.meta.url);
if (GRAFANA_URL === null && !existsSync(HOST_PACKAGES)) {
  throw new Error(
    'The packages of Grafana 13.2 for the preview host are missing. `npm test -- <spec>` installs them and runs the spec.',
  );
}

process.env.TMPDIR = memoryFolder();

export default defineConfig({
  testDir: '.',
  outputDir: '../../node_modules/.cache/vigie-e2e',
  // Each worker has a sidecar and a host of its own, and mostly waits.
  // A real Grafana has settings for one of them.
  workers: GRAFANA_URL === null ? 2 : 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Frames and waits depend on what else the machine does; what is really broken fails every time.
  retries: process.env.CI === undefined ? 0 : 2,
  forbidOnly: process.env.CI !== undefined,
  reporter: process.env.TALLY_FILE === undefined ? [['list']] : [['list'], ['./tally-reporter.ts']],
  use: {
    browserName: 'chromium',
    launchOptions: HEADLESS_SHELL,
    // Of @grafana/plugin-e2e, where there is a real Grafana.
    ...(GRAFANA_URL === null ? {} : { baseURL: GRAFANA_URL }),
    viewport: { width: 1360, height: 900 },
    actionTimeout: 15_000,
    // Grafana's one English is read by a clock of 24 hours, as most of Europe does; `clock.spec.ts` has the others.
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    // A trace of every test costs a fifth of the time, so one that failed is traced when it is tried again.
    trace: process.env.CI === undefined ? 'retain-on-failure' : 'on-first-retry',
  },
  projects:
    GRAFANA_URL === null
      ? [
          // Everything runs on the oldest line; on the newest, what goes through Grafana's own components and APIs.
          { name: 'grafana-12', metadata: { line: '12' }, testIgnore: ['real-grafana.spec.ts', 'speed*.spec.ts'] },
          {
            name: 'grafana-13',
            metadata: { line: '13' },
            testMatch: [
              '{both-lines,dashboards,extensions,dialogs,live,incident,insights,rota-edit,settings,silence-account,sub-path}.spec.ts',
              'journeys/{first-run,at-night}.spec.ts',
            ],
          },
          // What measures times has the machine to itself.
          {
            name: 'speed',
            metadata: { line: '13' },
            testMatch: 'speed*.spec.ts',
            workers: 1,
            dependencies: ['grafana-12', 'grafana-13'],
          },
        ]
      : [{ name: 'real-grafana', metadata: { line: '13' }, testIgnore: 'react-warnings.spec.ts' }],
});
