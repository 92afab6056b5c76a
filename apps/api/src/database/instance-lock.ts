import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartError } from '../config/config.js';
import type { Connection } from './connection.js';

const INSTANCE_LOCK = 73_194_628;
const PATIENCE_MS = 3000;

export interface Lock {
  release(): Promise<void>;
}

/** Apps on one external database hold it together; whoever must be alone on it, alone. */
const SHARED = { together: 'pg_try_advisory_lock_shared', alone: 'pg_try_advisory_lock' };

const BUSY = {
  together: 'The master key of this database is being rotated (npm run keys:rotate); wait until that has finished, then start again.',
  alone: 'Invigil is running on the database of DATABASE_URL; stop it on all machines first.',
};

/**
 * Notes that an app uses an external database, or makes sure that none does.
 * @throws StartError when somebody holds it the other way
 */
export const holdExternal = (connection: Connection, use: 'together' | 'alone'): Promise<Lock> => hold(connection, SHARED[use], BUSY[use]);

/**
 * Makes sure that one app alone uses an embedded database: it stops that database when it ends.
 * The lock lives in a connection, so that a killed app leaves none behind; PostgreSQL may need a moment to notice the kill.
 * @throws StartError when another app holds it
 */
export const waitForLock = (connection: Connection, dataDir: string): Promise<Lock> =>
  hold(
    connection,
    SHARED.alone,
    `Invigil is already running on ${dataDir}; stop it first, or set INVIGIL_DATA (and PORT) for a second installation.`,
  );

async function hold(connection: Connection, attempt: string, refusal: string): Promise<Lock> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  for (const end = Date.now() + PATIENCE_MS; ;) {
    const { rows } = await client.query<{ held: boolean }>(`SELECT ${attempt}($1) AS held`, [INSTANCE_LOCK]);
    if (rows[0]?.held) return { release: () => client.end().catch(() => undefined) };
    if (Date.now() > end) break;
    await sleep(100);
  }
  await client.end();
  throw new StartError(refusal);
}
