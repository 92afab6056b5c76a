import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { MetricsService } from '../../vitals/metrics.service.js';

export type FrameOutcome = 'analysed' | 'dropped' | 'bad_picture' | 'failed' | 'lost';

/** Numbers for whoever runs the server. */
@Injectable()
export class MonitoringMetrics {
  readonly frames: Counter<'outcome'>;
  readonly waiting: Gauge;
  readonly entries: Counter<'lane'>;

  constructor({ registry }: MetricsService) {
    const registers = [registry];
    this.frames = new Counter({ name: 'invigil_frames_total', help: 'Frames by what became of them.', labelNames: ['outcome'], registers });
    this.waiting = new Gauge({ name: 'invigil_frames_waiting', help: 'Frames that are committed and not analysed yet.', registers });
    this.entries = new Counter({ name: 'invigil_entries_total', help: 'Entries committed, by lane.', labelNames: ['lane'], registers });
  }
}
