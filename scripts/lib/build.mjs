import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { begin, finish, hashOf, isDone } from './marker.mjs';
import { step } from './run.mjs';

const shared = [
  'tsconfig.base.json',
  'package-lock.json',
  'libs/shared/src',
  'libs/shared/package.json',
  'libs/biometrics/src',
  'libs/biometrics/package.json',
];

const parts = [
  {
    title: 'Building the server',
    name: 'server',
    sources: [...shared, 'tsconfig.json', 'libs/shared/tsconfig.json', 'libs/biometrics/tsconfig.json', 'migrations', 'apps/api'],
    needs: 'apps/api/src/main.ts',
    result: 'apps/api/dist/main.js',
    folder: '.',
    args: (root, again) => [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', ...(again ? ['--force'] : [])],
  },
  {
    title: 'Building the pages',
    name: 'web',
    sources: [...shared, 'apps/web'],
    needs: 'apps/web/vite.config.ts',
    result: 'apps/web/build/200.html',
    folder: 'apps/web',
    args: (root) => [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build'],
  },
];

/**
 * Builds what changed since it was last built well.
 * @param {string} root
 * @param {{node: string, env: Record<string, string|undefined>}} runtime
 */
export async function ensureBuild(root, { node, env }) {
  const marker = ({ name }) => join(root, 'node_modules', '.invigil-built', name);
  const stale = parts
    .filter(({ needs }) => existsSync(join(root, needs)))
    .map((part) => ({ ...part, hash: hashOf(root, part.sources) }))
    .filter((part) => !isDone(marker(part), part.hash) || !existsSync(join(root, part.result)));
  await allOrFirstError(
    stale.map(async (part) => {
      const running = `${marker(part)}.running`;
      // A build that was killed may have left half a file that the compiler takes for done.
      const again = existsSync(running) || !existsSync(join(root, part.result));
      begin(marker(part));
      finish(running, '');
      await step(part.title, node, part.args(root, again), {
        cwd: join(root, part.folder),
        env,
        hint: 'The lines above say where; correct the source, or fetch it anew, and start again.',
      });
      finish(marker(part), part.hash);
      begin(running);
    }),
  );
}

/** Waits for all, so that no build goes on in the background, then reports the first failure. */
async function allOrFirstError(promises) {
  const results = await Promise.allSettled(promises);
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}
