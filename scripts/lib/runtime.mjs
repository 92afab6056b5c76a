import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { LaunchError, step } from './run.mjs';

/** The product runs on Node 24; where the machine's is older this one is brought along. */
const WANTED = '24.21.0';
const MAJOR = 24;

const majorOf = (version) => Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0);
const answers = (node) => majorOf(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout ?? '') >= MAJOR;

/** Where the two ways of installing put the program. */
const places = (folder) => {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const exe = process.platform === 'win32' ? 'node.exe' : 'node';
  return [join(folder, 'node_modules', `node-${platform}-${process.arch}`, 'bin', exe), join(folder, 'node_modules', 'node', 'bin', exe)];
};

const installed = (root) => places(join(root, '.runtime')).find((path) => existsSync(path) && answers(path));

async function bring(root, env) {
  const folder = join(root, '.runtime');
  const fresh = join(folder, 'new');
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, 'package.json'), '{"private":true}');
  const install = (name) =>
    step(
      `Bringing Node ${MAJOR} along (this machine has ${process.version})`,
      'npm',
      ['install', '--no-audit', '--no-fund', '--loglevel=error', name],
      {
        cwd: fresh,
        env,
        hint: `Check that the npm registry can be reached, or install Node ${MAJOR} yourself, and start again.`,
      },
    );
  // The platform's own package needs no install script; where it is not published the general one picks another.
  await install(`node-${platform}-${process.arch}@${WANTED}`).catch(() => install(`node@${MAJOR}`));
  rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
  renameSync(join(fresh, 'node_modules'), join(folder, 'node_modules'));
  rmSync(fresh, { recursive: true, force: true });
}

/**
 * @param {string} root
 * @param {Record<string, string|undefined>} env
 * @returns {Promise<{node: string, env: Record<string, string|undefined>}>} Node 24 or newer, and an environment in which `node` and `npm` are it
 */
export async function ensureRuntime(root, env) {
  if (majorOf(process.version) >= MAJOR) return withNode(process.execPath, env);
  if (!installed(root)) await bring(root, env);
  const node = installed(root);
  if (!node)
    throw new LaunchError(
      `Node ${MAJOR} was installed into .runtime but does not run here; install Node ${MAJOR} or newer yourself and start again.`,
    );
  return withNode(node, env);
}

function withNode(node, env) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { node, env: { ...env, [name]: [dirname(node), env[name]].filter(Boolean).join(delimiter) } };
}
