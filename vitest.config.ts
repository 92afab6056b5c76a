import { defineConfig } from 'vitest/config';

const source = { conditions: ['@invigil/source'] };

/** Three sizes: unit beside the code, medium on a real PostgreSQL, e2e in a real browser. */
export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          testTimeout: 60_000,
          // files of one worker share their modules: most of the time went into loading them again
          isolate: false,
          include: ['libs/*/src/**/*.spec.ts', 'apps/*/src/**/*.spec.ts', 'scripts/**/*.spec.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'medium',
          globalSetup: ['test/support/postgres-setup.ts'],
          include: ['test/medium/**/*.spec.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          globalSetup: ['test/support/postgres-setup.ts'],
          include: ['test/e2e/**/*.spec.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
