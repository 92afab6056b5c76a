import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Text of a file, or undefined when there is none. */
export function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Writes a file in one go: a kill in the middle leaves the old one, or none. */
function writeAtomically(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  const half = `${path}.${process.pid}.new`;
  writeFileSync(half, text);
  renameSync(half, path);
}

/** A marker says that a step ended well for inputs of this hash; it is taken away before the step begins. */
export const isDone = (path, hash) => readText(path) === hash;
export const begin = (path) => rmSync(path, { force: true });
export const finish = (path, hash) => writeAtomically(path, hash);

const skipped = new Set(['node_modules', 'dist', 'build', '.svelte-kit', 'data']);

function* filesUnder(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry) return;
  if (entry.isFile()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (!skipped.has(name) && !name.endsWith('.tsbuildinfo')) yield* filesUnder(join(path, name));
  }
}

/**
 * Hash of names and contents of files and folders; generated folders are left out.
 * @param {string} root
 * @param {string[]} paths relative to root
 * @param {string[]} extra further inputs, such as a version
 */
export function hashOf(root, paths, extra = []) {
  const hash = createHash('sha256').update(JSON.stringify(extra));
  for (const path of paths) {
    for (const file of filesUnder(join(root, path))) {
      if (/\.spec\.ts$/.test(file)) continue;
      hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}
