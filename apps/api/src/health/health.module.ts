import { Global, Module } from '@nestjs/common';
import { AnalysisMetrics } from './analysis-metrics.js';
import { DatabaseProbe } from './database.probe.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { MetricsService } from './metrics.service.js';
import { Readiness } from './readiness.js';
import { SystemController } from './system.controller.js';

@Global()
@Module({
  controllers: [HealthController, SystemController],
  providers: [Readiness, MetricsService, HealthService, AnalysisMetrics, DatabaseProbe],
  exports: [Readiness, MetricsService],
})
export class HealthModule {}
