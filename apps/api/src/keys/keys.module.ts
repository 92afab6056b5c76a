import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Installation } from './installation.entity.js';
import { KeyService } from './key.service.js';
import { SetupService } from './setup.service.js';

@Global()
@Module({})
export class KeysModule {
  static with(keys: KeyService): DynamicModule {
    return {
      module: KeysModule,
      imports: [TypeOrmModule.forFeature([Installation])],
      providers: [{ provide: KeyService, useValue: keys }, SetupService],
      exports: [KeyService, SetupService],
    };
  }
}
