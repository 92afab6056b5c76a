import { Module, type DynamicModule } from '@nestjs/common';
import { CoreModule, type Foundation } from './core.module.js';

@Module({})
export class AppModule {
  static with(foundation: Foundation): DynamicModule {
    return {
      module: AppModule,
      // Features come after the core, each on a line of its own, in the direction of imports.
      imports: [CoreModule.with(foundation)],
    };
  }
}
