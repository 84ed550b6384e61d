import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { memoryFolder } from './tests/support/memory-folder.ts';

if (Number(process.versions.node.split('.')[0]) < 24) {
  throw new Error(
    `Tests need Node 24, this is ${process.versions.node}. \`npm test -- <file>\` installs it as a package and runs the file there.`,
  );
}

/** Domain code may not depend on the machine's zone: tests run in one that nobody would choose. */
const env = { TZ: 'Pacific/Apia' };

/** Many small databases, none of which has to outlive the machine. */
const withDatabases = { ...env, TMPDIR: memoryFolder() };

/** Offers databases of a private PostgreSQL, which is started when a test first asks for one. */
const globalSetup = ['tests/support/postgres-setup.ts'];

/** Whole processes and real products on a busy machine: what is really broken fails twice. */
const retry = process.env.CI === undefined ? 0 : 1;

/**
 * Files share a process, and what it has loaded: loading everything anew for each of them takes as long as the tests. A test
 * takes back what it changes for all (`vi.unstubAllGlobals`, `i18n.changeLanguage`).
 */
const isolate = false;

export default defineConfig({
  test: {
    reporters: ['default'],
    // One less than there are, as usual, would leave half of a small machine idle.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'unit',
          isolate,
          env: withDatabases,
          retry,
          globalSetup,
          // Beside the real monitors of .ci/run everything takes several times as long.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          include: [
            '{src/{domain,contract},src/modules/*/{domain,contract},backend-shim,tests/support,tests/soak}/**/*.test.ts',
            'scripts/**/*.test.mjs',
          ],
        },
      },
      {
        test: {
          // The plugin has one language a process, which tests change.
          name: 'unit-plugin',
          env,
          retry,
          testTimeout: 30_000,
          include: ['src/**/*.test.ts', 'tests/{locales,modules/*/locales}/**/*.test.ts', 'tests/host/*.test.ts'],
          exclude: ['**/node_modules/**', 'src/{domain,contract}/**', 'src/modules/*/{domain,contract}/**'],
        },
      },
      {
        test: { name: 'architecture', isolate, env, include: ['tests/architecture/**/*.test.ts'], testTimeout: 30_000 },
      },
      {
        test: {
          name: 'oracle',
          isolate,
          env,
          include: ['tests/{oracle,modules/*/oracle}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'stories',
          isolate,
          env: withDatabases,
          retry,
          globalSetup,
          include: ['tests/{stories,rights,security,upgrade,modules/*/stories}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          env,
          retry,
          globalSetup,
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'packaging',
          // Whole systems are unpacked, which a slow disk turns into minutes.
          env: withDatabases,
          globalSetup: ['tests/packaging/build-once.ts'],
          retry,
          include: ['tests/packaging/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'attack',
          env: withDatabases,
          retry: 0,
          globalSetup,
          include: ['tests/attack/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'faults',
          env,
          retry,
          globalSetup,
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
