import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from '../config/config.js';

const NOBODY = 65_534;

/** How PostgreSQL's programs are started, since they refuse to run as root. */
export interface RunAs {
  /** Words put before the command. */
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
  /** Owner that the data folder must have, when it has to be given away. */
  readonly owner?: number;
}

const enterableByAll = (path: string): boolean => {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
};

const works = (prefix: readonly string[], probe: string): boolean => {
  return spawnSync('env', [...prefix, 'ls', probe], { stdio: 'ignore' }).status === 0;
};

const namespace = ['unshare', '-U', `--map-user=${String(NOBODY)}`, `--map-group=${String(NOBODY)}`];
const capability = [
  'setpriv',
  `--reuid=${String(NOBODY)}`,
  `--regid=${String(NOBODY)}`,
  '--clear-groups',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
];

/**
 * The way to run PostgreSQL here: as ourselves, or as root through an account that may enter every folder on the way.
 * @param folders absolute paths that exist and that PostgreSQL has to reach
 * @throws StartError when root's folders are closed to every other account and the system offers no way round
 */
export function chooseRunAs(folders: readonly string[]): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  if (folders.every((folder) => enterableByAll(folder))) return { prefix: [], uid: NOBODY, gid: NOBODY, owner: NOBODY };
  if (folders.every((folder) => works(namespace, folder))) return { prefix: namespace, owner: 0 };
  if (folders.every((folder) => works(capability, folder))) return { prefix: capability, owner: NOBODY };
  throw new StartError(
    `PostgreSQL does not run as root, and ${folders.join(' or ')} lies in a folder that only root can enter; start as an ordinary user, or move the clone and INVIGIL_DATA to a folder such as /srv/invigil.`,
  );
}

/** Gives a folder and all in it to the account that PostgreSQL runs as, where that is not so already. */
export function giveFolder(path: string, owner: number | undefined): void {
  if (owner === undefined || lstatSync(path).uid === owner) return;
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
    const inner = join(path, name);
    if (!lstatSync(inner).isSymbolicLink()) chownSync(inner, owner, owner);
  }
  // The folder itself comes last: a run that is cut short starts over.
  chownSync(path, owner, owner);
}
