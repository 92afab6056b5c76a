import { Global, Module } from '@nestjs/common';
import { SettingsService } from './settings.service.js';

/** Global: what is decided for the installation is read in many places. */
@Global()
@Module({ providers: [SettingsService], exports: [SettingsService] })
export class SettingsModule {}
