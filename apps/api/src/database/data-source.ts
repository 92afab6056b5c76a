import type { DataSourceOptions } from 'typeorm';
import { migrations } from '@invigil/migrations';
import type { Connection } from './connection.js';
import { SnakeNamingStrategy } from './snake-naming.strategy.js';

/** A class with the decorators of a table. */
export type EntityClass = new () => object;

/**
 * The one place that says how TypeORM connects, for the app, the migrations and the tests.
 * @param as `owner` may change the schema, `app` is what requests run as
 * @param entities the tables that are worked with as objects; none for plain SQL
 */
export function dataSourceOptions(connection: Connection, as: 'owner' | 'app', entities: readonly EntityClass[] = []): DataSourceOptions {
  const address =
    'connectionString' in connection
      ? { url: connection.connectionString }
      : { host: connection.host, username: connection.user, database: connection.database };
  return {
    type: 'postgres',
    ...address,
    entities: [...entities],
    namingStrategy: new SnakeNamingStrategy(),
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    migrationsRun: false,
    logging: false,
    extra: {
      max: as === 'app' ? 20 : 2,
      connectionTimeoutMillis: 10_000,
      application_name: `invigil-${as}`,
      ...(as === 'app' && connection.appRole !== undefined ? { options: `-c role=${connection.appRole}` } : {}),
    },
  };
}
