import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StartError, type Config } from '../config/config.js';

const KEY_BYTES = 32;

export const masterKeyPath = (config: Config): string => join(config.dataDir, 'keys', 'master.key');

const nextKeyPath = (config: Config): string => `${masterKeyPath(config)}.next`;

/** A key that was set or lies in the data folder. `next` and `old` are there only while the master key is being rotated. */
export interface HeldKey {
  readonly role: 'main' | 'next' | 'old';
  readonly key: Buffer;
}

/** What is there, the main one first. */
export function heldKeys(config: Config): HeldKey[] {
  const { masterKey, masterKeyOld } = config;
  const held = masterKey
    ? [
        { role: 'main' as const, key: masterKey },
        { role: 'old' as const, key: masterKeyOld },
      ]
    : [
        { role: 'main' as const, key: readKey(masterKeyPath(config)) },
        { role: 'next' as const, key: readKey(nextKeyPath(config)) },
      ];
  return held.flatMap(({ role, key }) => (key ? [{ role, key }] : []));
}

/** The key that a rotation gives the database: the one that was set, left by an interrupted one, or made. */
export const nextMasterKey = (config: Config): Buffer => config.masterKey ?? readKey(nextKeyPath(config)) ?? makeKey(nextKeyPath(config));

/** The last step of a rotation: the next key takes the old one's place. */
export function adoptNextKey(config: Config): void {
  if (!existsSync(nextKeyPath(config))) return;
  renameSync(nextKeyPath(config), masterKeyPath(config));
  flushFolder(masterKeyPath(config));
}

/** Makes the master key of a new installation. In production nothing secret is made behind the operator's back. */
export function makeMasterKey(config: Config): Buffer {
  if (config.production) {
    throw new StartError(
      'INVIGIL_MASTER_KEY is missing, and PUBLIC_URL is not localhost; set it to 32 random bytes (openssl rand -base64 32 makes them) and keep a copy, for without it no template and no evidence can be read.',
    );
  }
  return makeKey(masterKeyPath(config));
}

/** The secret that signs access tokens: set, found in the data folder, or made at the first start. */
export function jwtSecretOf(config: Config): string {
  if (config.jwtSecret !== undefined) return config.jwtSecret;
  const path = join(config.dataDir, 'keys', 'jwt.key');
  const found = readKey(path);
  if (!found && config.production) {
    throw new StartError(
      'JWT_SECRET is missing, and PUBLIC_URL is not localhost; set it to at least 32 random characters (openssl rand -base64 48 makes them).',
    );
  }
  return (found ?? makeKey(path)).toString('base64');
}

function readKey(path: string): Buffer | undefined {
  if (!existsSync(path)) return undefined;
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new StartError(`${path} does not hold a key of 32 bytes; put the file back from your back-up.`);
  return key;
}

function makeKey(path: string): Buffer {
  const folder = join(path, '..');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const key = randomBytes(KEY_BYTES);
  const half = `${path}.new`;
  const file = openSync(half, 'w', 0o600);
  writeSync(file, `${key.toString('base64')}\n`);
  // On disk before anything is encrypted with it.
  fsyncSync(file);
  closeSync(file);
  renameSync(half, path);
  flushFolder(path);
  return key;
}

/** The new name is on disk too. */
function flushFolder(path: string): void {
  const folder = openSync(join(path, '..'), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
