import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Connection } from './connection.js';
import { dataSourceOptions, type EntityClass } from './data-source.js';

/** The app's own connection pool; feature modules register their entities with `TypeOrmModule.forFeature`. */
@Module({})
export class DatabaseModule {
  static with(connection: Connection, entities: readonly EntityClass[]): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(connection, 'app', entities), retryAttempts: 1 })],
    };
  }
}
