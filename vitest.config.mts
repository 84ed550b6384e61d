import { defineConfig } from 'vitest/config';

/** Domain code may not depend on the machine's zone: tests run in one that nobody would choose. */
const env = { TZ: 'Pacific/Apia' };

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          env,
          include: ['src/domain/**/*.test.ts', 'src/contract/**/*.test.ts', 'backend-shim/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
        },
      },
      { test: { name: 'stories', env, include: ['tests/stories/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 } },
      { test: { name: 'faults', env, include: ['tests/faults/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 60_000, fileParallelism: false } },
    ],
  },
});
