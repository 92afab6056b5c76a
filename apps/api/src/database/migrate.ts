import { DataSource } from 'typeorm';
import { StartError } from '../config/config.js';
import type { Connection } from './connection.js';
import { dataSourceOptions } from './data-source.js';
import { prepareJobQueue } from './job-queue.js';

/** It cannot update or delete chained rows; a migration creates it where the owner may make roles. */
const APP_ROLE = 'invigil_app';
/** Any fixed number will do; it keeps two nodes that start at once from migrating together. */
const MIGRATION_LOCK = 73_194_627;

/**
 * Brings the schema up to this code, as the owner, one process at a time.
 * @returns the connection with the role that the app then works under
 * @throws StartError when the database was made by a newer version
 */
export async function migrate(connection: Connection): Promise<Connection> {
  const owner = await new DataSource(dataSourceOptions(connection, 'owner')).initialize();
  const lock = owner.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseNewer(owner);
    await owner.runMigrations();
    const appRole = (await mayBecome(owner, APP_ROLE)) ? APP_ROLE : undefined;
    await prepareJobQueue(owner, appRole);
    return appRole === undefined ? connection : { ...connection, appRole };
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await owner.destroy();
  }
}

/** @returns names of the migrations that this code knows and the database has not had */
export async function pendingMigrations(source: DataSource): Promise<string[]> {
  const applied = new Set(await appliedMigrations(source));
  return source.migrations.map((migration) => migration.name ?? migration.constructor.name).filter((name) => !applied.has(name));
}

async function mayBecome(owner: DataSource, role: string): Promise<boolean> {
  const rows = await owner.query<{ member: boolean }[]>(`SELECT pg_has_role(oid, 'SET') AS member FROM pg_roles WHERE rolname = $1`, [
    role,
  ]);
  return rows[0]?.member === true;
}

async function appliedMigrations(source: DataSource): Promise<string[]> {
  const [found] = await source.query<{ present: boolean }[]>(`SELECT to_regclass('migrations') IS NOT NULL AS present`);
  if (!found?.present) return [];
  const rows = await source.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id');
  return rows.map(({ name }) => name);
}

async function refuseNewer(source: DataSource): Promise<void> {
  const known = new Set(source.migrations.map((migration) => migration.name ?? migration.constructor.name));
  const unknown = (await appliedMigrations(source)).find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new StartError(
      `The database was last used by a newer Invigil (it has ${unknown}); start that version again, or restore a back-up made with this one.`,
    );
  }
}
