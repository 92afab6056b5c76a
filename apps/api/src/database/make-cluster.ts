import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StartError } from '../config/config.js';
import { isAlive, lastLine } from './postgres-process.js';
import type { RunAs } from './postgres-user.js';

export interface ClusterOptions {
  /** Where the cluster goes; nothing happens when there is one already. */
  readonly dataDir: string;
  /** PostgreSQL's own folder with `bin`. */
  readonly native: string;
  /** The database account that owns everything. */
  readonly owner: string;
  readonly runAs: RunAs;
  /** Waits until all of it is on disk. */
  readonly durable: boolean;
}

/**
 * Makes an empty cluster, beside its place and then renamed, so that a kill in the middle, or a second start at the same
 * moment, leaves nothing half-made behind.
 * @throws StartError when the folder cannot be made
 */
export function makeCluster({ dataDir, native, owner, runAs, durable }: ClusterOptions): void {
  if (existsSync(join(dataDir, 'PG_VERSION'))) return;
  for (const left of abandoned(dataDir)) rmSync(left, { recursive: true, force: true });
  const fresh = `${dataDir}.new-${String(process.pid)}`;
  const locale = ['--locale-provider=builtin', '--locale=C', '--builtin-locale=C.UTF-8'];
  const options = ['-U', owner, '-A', 'trust', '-E', 'UTF8', ...locale, '--no-instructions', ...(durable ? [] : ['--no-sync'])];
  const command = [...runAs.prefix, join(native, 'bin', 'initdb'), '-D', fresh, ...options];
  const made = spawnSync('env', command, { encoding: 'utf8', cwd: '/', uid: runAs.uid, gid: runAs.gid });
  if (made.status !== 0) {
    throw new StartError(
      `PostgreSQL could not make its data folder (${lastLine(made.stderr)}); check that ${dataDir} can be written and has room.`,
    );
  }
  try {
    renameSync(fresh, dataDir);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(dataDir, 'PG_VERSION'))) throw error;
  }
}

/** Half-made folders of starts that are no more. */
function abandoned(dataDir: string): string[] {
  const folder = dirname(dataDir);
  return readdirSync(folder)
    .filter((name) => {
      const [, stem, pid] = /^(.*)\.new-(\d+)$/.exec(name) ?? [];
      return stem === basename(dataDir) && (Number(pid) === process.pid || !isAlive(Number(pid)));
    })
    .map((name) => join(folder, name));
}
