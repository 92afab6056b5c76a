import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: [
        'scripts/test.js',
        'scripts/models.mjs',
        'scripts/lib/{typescript,place-models}.mjs',
        'scripts/demo/main.*',
        'bench/*.{ts,mjs}',
        'test/e2e/browser-engine/{page,engine.worker}.ts',
      ],
      project: ['scripts/**', 'bench/**', 'test/**/*.ts'],
      // Tests, benches and the demo use what the workspaces bring.
      ignoreDependencies: ['@invigil/.*', '@nestjs/.*', 'typeorm', 'pg', 'sharp', 'vite', 'zod', 'uuid', 'axe-core'],
    },
    'apps/api': { entry: ['src/main.ts', 'src/database/migrate-cli.ts', 'src/**/*.spec.ts'], project: 'src/**/*.ts' },
    'apps/web': { project: 'src/**/*.{ts,svelte}' },
    'libs/shared': { project: 'src/**/*.ts' },
    'libs/biometrics': { entry: ['src/**/*.spec.ts', 'src/testing/crashing-worker.ts'], project: 'src/**/*.ts' },
    migrations: { project: '*.ts' },
  },
  // The development loop of CONTRIBUTING.md.
  ignoreDependencies: ['@nestjs/cli'],
  ignoreExportsUsedInFile: true,
  includeEntryExports: false,
};

export default config;
