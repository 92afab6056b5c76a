import { Module } from '@nestjs/common';
import { AnalysisMetrics } from './analysis-metrics.js';
import { DatabaseProbe } from './database.probe.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { SystemController } from './system.controller.js';

@Module({
  controllers: [HealthController, SystemController],
  providers: [HealthService, AnalysisMetrics, DatabaseProbe],
})
export class HealthModule {}
