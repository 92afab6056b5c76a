import { availableParallelism } from 'node:os';
import type { Health, System } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { AnalysisLoad } from '../analysis/analysis-load.service.js';
import { AnalysisService } from '../analysis/analysis.service.js';
import { Readiness } from '../vitals/readiness.js';

/** What the server is doing, in numbers that name nobody. */
@Injectable()
export class HealthService {
  private readonly startedAt = new Date().toISOString();

  constructor(
    private readonly readiness: Readiness,
    private readonly analysis: AnalysisService,
    private readonly load: AnalysisLoad,
  ) {}

  async health(): Promise<Health> {
    const { ready, checks } = await this.readiness.check();
    const { engine, threads, waiting, running, analysed, dropped, badPictures, faults } = this.analysis.stats();
    return {
      status: ready ? 'ok' : 'unavailable',
      checks,
      engine: { name: engine, threads },
      queue: { waiting, running },
      frames: { perSecond: this.load.perSecond(), analysed, dropped, badPictures, faults },
    };
  }

  async system(): Promise<System> {
    return { ...(await this.health()), cores: availableParallelism(), startedAt: this.startedAt, load: this.load.points() };
  }
}
