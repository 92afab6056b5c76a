import { DataSource } from 'typeorm';
import { StartError, type Config } from '../config/config.js';
import type { Connection } from '../database/connection.js';
import { dataSourceOptions } from '../database/data-source.js';
import { Installation } from './installation.entity.js';
import { adoptNextKey, heldKeys, makeMasterKey, masterKeyPath } from './key-files.js';
import { makeKeyCheck, opensKeyCheck, type MasterKeys } from './master-keys.js';

/**
 * The master key that belongs to this database, and beside it the next one where a rotation was interrupted. A new installation gets one; an old
 * one never gets another. A rotation that lacked only its last step, the renaming of the file, is finished.
 * @throws StartError when the key of an installation with data is missing or is not its own
 */
export async function fitMasterKey(config: Config, connection: Connection): Promise<MasterKeys> {
  const source = await new DataSource(dataSourceOptions(connection, 'owner', [Installation])).initialize();
  try {
    const rows = source.getRepository(Installation);
    const row = await rows.findOneBy({ id: 1 });
    if (row) return fitting(row, config);
    const fresh = heldKeys(config)[0]?.key ?? makeMasterKey(config);
    await rows.insert({ id: 1, keyCheck: makeKeyCheck(fresh), nextKeyCheck: null, setupTokenHash: null, createdAt: new Date() });
    return { current: fresh, next: null };
  } finally {
    await source.destroy();
  }
}

function fitting({ keyCheck, nextKeyCheck }: Installation, config: Config): MasterKeys {
  const held = heldKeys(config);
  const place = config.masterKey ? 'INVIGIL_MASTER_KEY' : masterKeyPath(config);
  const current = held.find(({ key }) => opensKeyCheck(key, keyCheck));
  if (!current) throw new StartError(held.some(({ role }) => role === 'main') ? foreign(place) : missing(place));
  if (nextKeyCheck) {
    const next = held.find(({ key }) => opensKeyCheck(key, nextKeyCheck));
    if (!next) throw new StartError(interrupted(config));
    return { current: current.key, next: next.key };
  }
  if (current.role === 'old') throw new StartError(NOT_ROTATED);
  if (current.role === 'next') adoptNextKey(config);
  return { current: current.key, next: null };
}

const missing = (place: string): string =>
  `The master key ${place} is missing while the database holds data encrypted with it; put the file back from your back-up (or set INVIGIL_MASTER_KEY to its content) and start again.`;
const foreign = (place: string): string =>
  `The master key in ${place} is not the one of this database; put the right one back from your back-up (docs/operating.md) and start again.`;
const interrupted = (config: Config): string =>
  config.masterKey
    ? 'A rotation of the master key was interrupted, and one of its two keys is missing; set INVIGIL_MASTER_KEY to the new one and INVIGIL_MASTER_KEY_OLD to the old one, then finish it with npm run keys:rotate.'
    : `A rotation of the master key was interrupted, and the new key ${masterKeyPath(config)}.next is missing; put the file back, then finish it with npm run keys:rotate.`;
const NOT_ROTATED =
  'The database still belongs to the key in INVIGIL_MASTER_KEY_OLD; run npm run keys:rotate first, which re-wraps everything for INVIGIL_MASTER_KEY, then start again.';
