import { Module } from '@nestjs/common';
import { LastThumbnails } from './last-thumbnails.service.js';
import { MonitoringSignals } from './monitoring-signals.js';

/** A module of its own, so that the dashboard can listen without importing what watches the students. */
@Module({ providers: [LastThumbnails, MonitoringSignals], exports: [LastThumbnails, MonitoringSignals] })
export class MonitoringSignalsModule {}
