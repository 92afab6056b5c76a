import { Module } from '@nestjs/common';
import { nightly } from '../nightly/nightly.js';
import { StorageModule } from '../storage/storage.module.js';
import { AlarmService } from './alarm.service.js';
import { AlertPictures } from './alert-pictures.service.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsService } from './alerts.service.js';
import { KnownPeopleController } from './known-people.controller.js';
import { KnownPeopleService } from './known-people.service.js';
import { KnownPeopleWriter } from './known-people-writer.service.js';
import { LooksService } from './looks.service.js';
import { MonitorRetention } from './monitor-retention.service.js';
import { MonitorGateway } from './monitor.gateway.js';
import { PhotoImport } from './photo-import.service.js';
import { PhotoReader } from './photo-reader.service.js';
import { WatchesService } from './watches.service.js';

/** The live monitor: who is before its camera, alerts about faces that nobody knows, and the people it knows from photos. */
@Module({
  imports: [StorageModule],
  controllers: [AlertsController, KnownPeopleController],
  providers: [
    AlarmService,
    AlertPictures,
    AlertsService,
    KnownPeopleService,
    KnownPeopleWriter,
    LooksService,
    MonitorGateway,
    ...nightly(MonitorRetention),
    PhotoImport,
    PhotoReader,
    WatchesService,
  ],
})
export class MonitorModule {}
