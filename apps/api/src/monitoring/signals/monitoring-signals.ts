import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** A small picture of what the student's camera shows, for the proctor's wall. */
export interface Thumbnail {
  attemptId: string;
  examId: string;
  at: Date;
  jpeg: Uint8Array;
}

/** What monitoring shows to others as it happens. */
@Injectable()
export class MonitoringSignals {
  readonly thumbnail$ = new Subject<Thumbnail>();
}
