import { DataSource } from 'typeorm';
import { StartError, type Config } from '../config.js';
import type { Connection } from '../database/connection.js';
import { dataSourceOptions } from '../database/data-source.js';
import { Installation } from './installation.entity.js';
import { makeMasterKey, masterKeyPath, readMasterKey } from './key-files.js';
import { seal, unseal } from './seal.js';

const CHECK = 'invigil key check';

/**
 * The master key that belongs to this database. A new installation gets one; an old one never gets another.
 * @throws StartError when the key of an installation with data is missing or is not its own
 */
export async function fitMasterKey(config: Config, connection: Connection): Promise<Buffer> {
  const source = await new DataSource(dataSourceOptions(connection, 'owner')).initialize();
  try {
    const rows = source.getRepository(Installation);
    const row = await rows.findOneBy({ id: 1 });
    const key = readMasterKey(config);
    if (row) return proven(key, row.keyCheck, config);
    const fresh = key ?? makeMasterKey(config);
    await rows.insert({ id: 1, keyCheck: seal(fresh, Buffer.from(CHECK), CHECK), setupTokenHash: null, createdAt: new Date() });
    return fresh;
  } finally {
    await source.destroy();
  }
}

function proven(key: Buffer | undefined, check: Buffer, config: Config): Buffer {
  const place = config.masterKey ? 'INVIGIL_MASTER_KEY' : masterKeyPath(config);
  if (!key) {
    throw new StartError(
      `The master key ${place} is missing while the database holds data encrypted with it; put the file back from your back-up (or set INVIGIL_MASTER_KEY to its content) and start again.`,
    );
  }
  try {
    unseal(key, check, CHECK);
    return key;
  } catch {
    throw new StartError(
      `The master key in ${place} is not the one of this database; put the right one back from your back-up (docs/operating.md) and start again.`,
    );
  }
}
