import { Global, Module } from '@nestjs/common';
import { MetricsService } from './metrics.service.js';
import { Readiness } from './readiness.js';

/** Global: whatever the server cannot work without says so here, and whatever counts something counts it here. */
@Global()
@Module({ providers: [Readiness, MetricsService], exports: [Readiness, MetricsService] })
export class VitalsModule {}
