import { join } from 'node:path';
import pg from 'pg';
import { StartError, type Config } from '../config/config.js';
import type { Connection } from './connection.js';
import { EmbeddedPostgres } from './embedded-postgres.js';
import { holdExternal, waitForLock, type Lock } from './instance-lock.js';

/** A database that answers, and how to let go of it. */
export interface OpenDatabase {
  readonly connection: Connection;
  /** Ends the embedded server when this process started it; an external one is left alone. */
  close(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL, or checks that the external one answers.
 * @param use `server`: the app's own start, which must be alone on a data folder; `alone`: no server may run meanwhile, on whichever
 *   machine; `beside`: a command line tool that may run beside it
 * @throws StartError with one sentence that says what to do
 */
export async function openDatabase(config: Config, use: 'server' | 'alone' | 'beside'): Promise<OpenDatabase> {
  if (config.databaseUrl !== undefined) return openExternal(config.databaseUrl, use);
  const exclusive = use !== 'beside';
  const server = new EmbeddedPostgres({ folder: join(config.dataDir, 'postgres') });
  const started = await server.start();
  let lock: Lock | undefined;
  try {
    await server.ensureDatabase('invigil');
    const connection = { host: server.socketDir, user: server.user, database: 'invigil' };
    if (exclusive) lock = await waitForLock(connection, config.dataDir);
    return {
      connection,
      close: async () => {
        await lock?.release();
        if (exclusive || started) await server.stop();
        else server.unwatch();
      },
    };
  } catch (error) {
    if (started) await server.stop();
    else server.unwatch();
    throw error;
  }
}

async function openExternal(connectionString: string, use: 'server' | 'alone' | 'beside'): Promise<OpenDatabase> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (error) {
    const { host, pathname } = new URL(connectionString);
    throw new StartError(
      `The PostgreSQL of DATABASE_URL (${host}${pathname}) does not answer (${reasonOf(error)}); check that it runs and that address, user and password are right, or leave DATABASE_URL empty to use the embedded one.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
  const connection = { connectionString };
  const lock = use === 'beside' ? undefined : await holdExternal(connection, use === 'alone' ? 'alone' : 'together');
  return { connection, close: async () => lock?.release() };
}

const reasonOf = (error: unknown): string => {
  const { code, message } = error as { code?: string; message?: string };
  return message !== undefined && message !== '' ? message : (code ?? 'no reason given');
};
