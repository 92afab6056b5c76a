import { Global, Module } from '@nestjs/common';
import { DatabaseProbe } from './database.probe.js';
import { HealthController } from './health.controller.js';
import { MetricsService } from './metrics.service.js';
import { Readiness } from './readiness.js';

@Global()
@Module({ controllers: [HealthController], providers: [Readiness, MetricsService, DatabaseProbe], exports: [Readiness, MetricsService] })
export class HealthModule {}
