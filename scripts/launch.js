#!/usr/bin/env node
// Plain JavaScript for any Node from 18: it brings along everything else.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './lib/build.mjs';
import { ensurePackages } from './lib/install.mjs';
import { withLock } from './lib/lock.mjs';
import { ensureRuntime } from './lib/runtime.mjs';
import { foreground, LaunchError, step } from './lib/run.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [command = 'start', ...rest] = process.argv.slice(2);

const models = (runtime) =>
  existsSync(join(root, 'scripts', 'models.mjs'))
    ? step('Checking the model files', runtime.node, [join(root, 'scripts', 'lib', 'place-models.mjs')], {
        cwd: root,
        env: runtime.env,
        hint: 'Run npm ci, which brings them, and start again.',
      })
    : Promise.resolve();

/** Runtime, packages, and as much of the rest as the command needs, one command at a time in this clone. */
const prepare = ({ build = true } = {}) =>
  withLock(join(root, '.runtime', 'launch.lock'), async () => {
    const runtime = await ensureRuntime(root, process.env);
    await ensurePackages(root, runtime.env);
    if (build) {
      await models(runtime);
      await ensureBuild(root, runtime);
    }
    return runtime;
  });

const script = (file) => (runtime, args) =>
  foreground(runtime.node, ['--import', join(root, 'scripts', 'lib', 'typescript.mjs'), join(root, file), ...args], {
    cwd: root,
    env: runtime.env,
  });

const plain = (file) => (runtime, args) => foreground(runtime.node, [join(root, file), ...args], { cwd: root, env: runtime.env });

const tool =
  (...words) =>
  (runtime, args) =>
    foreground(runtime.node, [join(root, 'node_modules', ...words[0].split('/')), ...words.slice(1), ...args], {
      cwd: root,
      env: runtime.env,
    });

const inSequence =
  (...runs) =>
  async (runtime, args) => {
    for (const run of runs) {
      const code = await run(runtime, args);
      if (code !== 0) return code;
    }
    return 0;
  };

const firstOf = (folder, name) =>
  ['.ts', '.mjs', '.js'].map((end) => `${folder}/${name}${end}`).find((file) => existsSync(join(root, file)));

function bench([name = '']) {
  const file = /^[\w-]+$/.test(name) ? firstOf('bench', name) : undefined;
  if (!file) throw new LaunchError(`There is no benchmark ${name || 'without a name'}; the folder bench/ shows those there are.`);
  return (runtime, args) => script(file)(runtime, args.slice(1));
}

const commands = {
  start: () => plain('apps/api/dist/main.js'),
  test: () => plain('scripts/test.js'),
  demo: () => script(firstOf('scripts/demo', 'main') ?? 'scripts/demo/main.ts'),
  build: () => async () => 0,
  models: () => async () => 0,
  bench,
  migrate: () => plain('apps/api/dist/commands/migrate-cli.js'),
  'keys:rotate': () => plain('apps/api/dist/commands/rotate-cli.js'),
  lint: () =>
    inSequence(
      (runtime) => tool('eslint/bin/eslint.js', '--max-warnings', '0', '.')(runtime, []),
      (runtime) =>
        tool(
          'dependency-cruiser/bin/dependency-cruiser.mjs',
          'apps',
          'libs',
          'migrations',
          '--config',
          '.dependency-cruiser.mjs',
        )(runtime, []),
      (runtime) => tool('prettier/bin/prettier.cjs', '--check', '.')(runtime, []),
    ),
};

try {
  const make = commands[command];
  if (!make) throw new LaunchError(`There is no command ${command}; there are ${Object.keys(commands).join(', ')}.`);
  const run = make(rest);
  const runtime = await prepare({ build: command !== 'lint' });
  process.exitCode = await run(runtime, rest);
} catch (error) {
  console.error(error instanceof LaunchError ? `\n${error.message}` : error);
  process.exitCode = 1;
}
