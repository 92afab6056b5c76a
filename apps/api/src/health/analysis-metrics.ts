import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { AnalysisService } from '../analysis/analysis.service.js';
import { MetricsService } from '../vitals/metrics.service.js';

const OUTCOMES = ['analysed', 'dropped', 'badPictures', 'faults'] as const;

/** The pool's numbers for Prometheus, read when it asks. Frames a second are `rate(invigil_analysis_total{outcome="analysed"}[1m])`. */
@Injectable()
export class AnalysisMetrics {
  constructor({ registry }: MetricsService, analysis: AnalysisService) {
    const registers = [registry];
    new Gauge({
      name: 'invigil_engine_info',
      help: 'Always 1; the engine that analyses frames and its threads are in the labels.',
      labelNames: ['engine', 'threads'],
      registers,
      collect() {
        const { engine, threads } = analysis.stats();
        this.reset();
        this.set({ engine, threads: String(threads) }, 1);
      },
    });
    new Gauge({
      name: 'invigil_analysis_queue',
      help: 'Frames that wait for an analysis thread, and that are on one.',
      labelNames: ['state'],
      registers,
      collect() {
        const { waiting, running } = analysis.stats();
        this.set({ state: 'waiting' }, waiting);
        this.set({ state: 'running' }, running);
      },
    });
    new Counter({
      name: 'invigil_analysis_total',
      help: 'Pictures handed to the analysis by what became of them; faults are threads that died or hung.',
      labelNames: ['outcome'],
      registers,
      collect() {
        const stats = analysis.stats();
        this.reset();
        for (const outcome of OUTCOMES) this.inc({ outcome }, stats[outcome]);
      },
    });
  }
}
