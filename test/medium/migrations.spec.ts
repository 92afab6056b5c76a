import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartError } from '../../apps/api/src/config/config.js';
import { dataSourceOptions } from '../../apps/api/src/database/data-source.js';
import { ENTITIES } from '../../apps/api/src/schema/entities.js';
import { migrate, pendingMigrations } from '../../apps/api/src/database/migrate.js';
import { generateMigration, schemaDifferences } from '../../apps/api/src/schema/schema-differences.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('migrations', () => {
  let database: TestDatabase;
  let owner: DataSource;
  beforeEach(async () => {
    database = await createTestDatabase({ empty: true });
    owner = await new DataSource(dataSourceOptions(database.connection, 'owner', ENTITIES)).initialize();
  });
  afterEach(async () => {
    await owner.destroy();
    await database.drop();
  });

  it('leave nothing to generate', async () => {
    await migrate(database.connection);
    expect(await schemaDifferences(owner)).toEqual([]);
  });

  it('show what an entity has and the database lacks, as a migration', async () => {
    await migrate(database.connection);
    await owner.query('ALTER TABLE installation DROP COLUMN setup_token_hash');
    const differences = await schemaDifferences(owner);
    expect(differences).toEqual([`ALTER TABLE "installation" ADD "setup_token_hash" text`]);
    expect(generateMigration('AddHash', differences, 7)).toMatchObject({
      file: '7-AddHash.ts',
      text: expect.stringContaining('ADD \\"setup_token_hash\\" text') as string,
    });
  });

  it('run once when two nodes start at the same moment', async () => {
    await Promise.all([migrate(database.connection), migrate(database.connection), migrate(database.connection)]);
    expect(await pendingMigrations(owner)).toEqual([]);
    const twice = await owner.query<unknown[]>('SELECT name FROM migrations GROUP BY name HAVING count(*) > 1');
    expect(twice).toEqual([]);
  });

  it('stop the start when the database is newer than the code', async () => {
    await migrate(database.connection);
    await owner.query(`INSERT INTO migrations (timestamp, name) VALUES (4102444800000, 'FromTheFuture4102444800000')`);
    await expect(migrate(database.connection)).rejects.toThrow(StartError);
    await expect(migrate(database.connection)).rejects.toThrow('FromTheFuture4102444800000');
  });

  it('give the app a role that cannot touch the schema', async () => {
    const connection = await migrate(database.connection);
    expect(connection.appRole).toBe('invigil_app');
    const app = await new DataSource(dataSourceOptions(connection, 'app', ENTITIES)).initialize();
    try {
      expect(await app.query('SELECT current_user AS me')).toEqual([{ me: 'invigil_app' }]);
      await expect(app.query('DROP TABLE users')).rejects.toThrow('must be owner');
      await expect(app.query('UPDATE violation_events SET position = 0')).rejects.toThrow('permission denied');
    } finally {
      await app.destroy();
    }
  });
});
