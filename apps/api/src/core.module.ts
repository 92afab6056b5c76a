import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import type { DestinationStream } from 'pino';
import { ConfigModule } from './config/config.module.js';
import type { Config } from './config/config.js';
import type { Connection } from './database/connection.js';
import { DatabaseModule } from './database/database.module.js';
import { ENTITIES } from './schema/entities.js';
import { ErrorFilter } from './http/error.filter.js';
import type { KeyService } from './keys/key.service.js';
import { KeysModule } from './keys/keys.module.js';
import { loggingModule } from './logging/logging.module.js';
import { VitalsModule } from './vitals/vitals.module.js';

/** What has to be there before the modules are put together. */
export interface Foundation {
  readonly config: Config;
  readonly connection: Connection;
  readonly keys: KeyService;
  /** Where log lines go instead of the terminal. */
  readonly logStream?: DestinationStream;
}

/** What every feature may use without importing it. */
@Module({})
export class CoreModule {
  static with({ config, connection, keys, logStream }: Foundation): DynamicModule {
    return {
      module: CoreModule,
      imports: [
        ConfigModule.with(config),
        loggingModule(config.logLevel, logStream),
        DatabaseModule.with(connection, ENTITIES),
        KeysModule.with(keys),
        ScheduleModule.forRoot(),
        VitalsModule,
      ],
      providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
    };
  }
}
