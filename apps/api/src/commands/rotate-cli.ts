import 'reflect-metadata';
import { resolve } from 'node:path';
import { loadConfig, StartError } from '../config/config.js';
import { migrate } from '../database/migrate.js';
import { openDatabase } from '../database/open-database.js';
import { rotateMasterKey } from '../keys/rotate-master-key.js';

const root = resolve(import.meta.dirname, '..', '..', '..', '..');

try {
  const config = loadConfig(root);
  const database = await openDatabase(config, 'alone');
  try {
    const connection = await migrate(database.connection);
    const onStep = (step: string): void => {
      process.stdout.write(`  ${step}\n`);
    };
    const changed = await rotateMasterKey(config, connection, { onStep });
    const after = config.masterKey ? 'Remove INVIGIL_MASTER_KEY_OLD now' : 'Back up the new key file now';
    process.stdout.write(
      `The master key is new: ${String(changed)} keys were wrapped anew, and the old one opens nothing here any more. ${after}, and start the server. Keep the old key with back-ups from before as long as you keep those.\n`,
    );
  } finally {
    await database.close();
  }
} catch (error) {
  process.stderr.write(
    `${error instanceof StartError ? error.message : error instanceof Error ? (error.stack ?? error.message) : 'unknown failure'}\n`,
  );
  process.exitCode = 1;
}
