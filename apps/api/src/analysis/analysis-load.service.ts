import type { LoadPoint } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AnalysisService } from './analysis.service.js';
import { LoadHistory, type LoadMark } from './load-history.js';

const EVERY_MS = 5000;

/** How the analysis of frames goes: now and in the last ten minutes. */
@Injectable()
export class AnalysisLoad {
  private readonly history = new LoadHistory();

  constructor(private readonly analysis: AnalysisService) {}

  /** Frames analysed a second, over the last minute. */
  perSecond(): number {
    return this.history.perSecond(this.now());
  }

  /** Oldest first. */
  points(): LoadPoint[] {
    return this.history.points();
  }

  @Interval(EVERY_MS)
  mark(): void {
    this.history.add(this.now());
  }

  private now(): LoadMark {
    const { analysed, dropped, waiting } = this.analysis.stats();
    return { at: Date.now(), analysed, dropped, waiting };
  }
}
