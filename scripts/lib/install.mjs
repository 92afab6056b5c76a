import { statSync } from 'node:fs';
import { join } from 'node:path';
import { begin, finish, hashOf, isDone, readText } from './marker.mjs';
import { step } from './run.mjs';

const manifests = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'libs/shared/package.json',
  'libs/biometrics/package.json',
  'migrations/package.json',
  'apps/api/package.json',
  'apps/web/package.json',
];

const markerOf = (root) => join(root, 'node_modules', '.invigil-installed');
const wantedHash = (root) => hashOf(root, manifests, [process.platform, process.arch]);

/**
 * npm keeps a list of what lies in node_modules. When it is newer than the lockfile and names the same versions, somebody has run
 * `npm install` by hand, and nothing is missing.
 */
function npmAgrees(root) {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  const lockfile = join(root, 'package-lock.json');
  const times = [hidden, lockfile].map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs);
  if (times[0] === undefined || times[1] === undefined || times[0] < times[1] - 2000) return false;
  const [has, wants] = [hidden, lockfile].map((path) => JSON.parse(readText(path)).packages);
  return Object.entries(wants).every(
    ([path, entry]) =>
      !path.startsWith('node_modules/') || entry.link || entry.optional || entry.peer || has[path]?.version === entry.version,
  );
}

/** Installs the packages of the lockfile unless that was done, and ended well, for this very lockfile. */
export async function ensurePackages(root, env) {
  const marker = markerOf(root);
  const hash = wantedHash(root);
  if (isDone(marker, hash)) return;
  if (!npmAgrees(root)) {
    begin(marker);
    await step('Installing packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      env,
      hint: 'Check that the npm registry can be reached and that the disk has room, and start again; it begins anew.',
    });
  }
  finish(marker, hash);
}
