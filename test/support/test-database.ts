import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { Connection } from '../../apps/api/src/database/connection.js';

export interface TestDatabase {
  readonly connection: Connection & { host: string; user: string; database: string };
  drop(): Promise<void>;
}

/** A database of its own: a copy of the migrated template, or an empty one. */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const server = inject('postgres');
  const database = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${database} TEMPLATE ${empty ? 'template1' : 'invigil_template'}`);
  return {
    connection: { ...server, database },
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
  };
}

async function onServer({ host, user }: { host: string; user: string }, sql: string): Promise<void> {
  const client = new pg.Client({ host, user, database: 'postgres' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
