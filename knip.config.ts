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
        'test/support/*.d.ts',
      ],
      project: ['scripts/**', 'bench/**', 'test/**/*.ts'],
      // Tests, benches and the demo use what the workspaces bring.
      ignoreDependencies: [
        '@invigil/.*',
        '@tensorflow/tfjs',
        '@vladmandic/face-api',
        '@nestjs/.*',
        'typeorm',
        'pg',
        'sharp',
        'vite',
        'uuid',
        'rxjs',
        'axe-core',
        'onnxruntime-node',
        'otplib',
      ],
    },
    'apps/api': {
      entry: ['src/main.ts', 'src/commands/*-cli.ts', 'src/**/*.spec.ts'],
      project: 'src/**/*.ts',
    },
    'apps/web': {
      entry: ['src/hooks.client.ts', 'src/routes/**/+*.{ts,svelte}', 'src/service-worker/index.ts'],
      project: 'src/**/*.{ts,svelte,css}',
      // Modules that SvelteKit makes.
      ignoreUnresolved: ['\\$app/.*'],
    },
    'libs/shared': { project: 'src/**/*.ts' },
    'libs/biometrics': {
      entry: ['src/**/*.spec.ts', 'src/testing/crashing-worker.ts'],
      project: 'src/**/*.ts',
      // Installed apart, in gpu/.
      ignoreDependencies: ['@tensorflow/tfjs-node-gpu'],
    },
    migrations: { project: '*.ts' },
  },
  // Style sheets name their packages in @import.
  compilers: { css: (text: string) => [...text.matchAll(/(?<=@)import[^;]+/g)].join('\n') },
  ignoreExportsUsedInFile: true,
  includeEntryExports: false,
};

export default config;
