import { Injectable } from '@nestjs/common';
import type { Message } from '@invigil/shared';
import { Subject } from 'rxjs';

export interface AttemptChanged {
  readonly attemptId: string;
  readonly examId: string;
  readonly userId: string;
}
export interface PostedMessage extends Message {
  readonly examId: string;
  readonly userId: string;
}
export interface PresenceChanged {
  readonly attemptId: string;
  readonly examId: string;
  readonly online: boolean;
  readonly lastSeenAt: Date | null;
}

/** What happened to attempts, for the gateways. Published after commit, so whoever listens reads the new state. */
@Injectable()
export class AttemptSignals {
  readonly changed$ = new Subject<AttemptChanged>();
  readonly message$ = new Subject<PostedMessage>();
  readonly presence$ = new Subject<PresenceChanged>();
  /** How well a student is seen has changed; see `SightLevels`. */
  readonly sight$ = new Subject<{ attemptId: string }>();
}
