import { defineConfig } from 'vitest/config';
import { runeModules } from './apps/web/rune-modules.js';

const source = { conditions: ['@invigil/source'] };

/**
 * What waits more than it computes may share the machine, three files at a time: roads through pages, and sittings whose outcome no load decides.
 * Where a rhythm is watched (head movements, latency, an honest sitting) a file has the machine for itself.
 */
const roads = [
  'test/e2e/**/*-road.spec.ts',
  'test/e2e/{consents-and-portraits,dark-room,face,frozen-picture,insecure-address,live-monitor,screen-film,second-person,student-troubles}.spec.ts',
];

/** Three sizes: unit beside the code, medium on a real PostgreSQL, roads and e2e in a real browser. */
export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  test: {
    // for what comes when it comes, on however slow a machine
    expect: { poll: { timeout: 150_000 } },
    projects: [
      {
        extends: true,
        plugins: [runeModules()],
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
          testTimeout: 300_000,
          hookTimeout: 420_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'roads',
          globalSetup: ['test/support/postgres-setup.ts'],
          include: roads,
          testTimeout: 420_000,
          hookTimeout: 420_000,
          maxWorkers: 3,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          globalSetup: ['test/support/postgres-setup.ts'],
          include: ['test/e2e/**/*.spec.ts'],
          exclude: roads,
          testTimeout: 420_000,
          hookTimeout: 420_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
