import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { AttemptSignals, type AttemptChanged, type PostedMessage } from '../../attempts/attempt-signals.js';
import { AttemptsService } from '../../attempts/attempts.service.js';
import { Observer } from '../observing/observer.service.js';
import { StudentRooms } from '../rooms/student-rooms.service.js';

/** What others do to an attempt: told to its page, and to the checks. */
@Injectable()
export class StudentPushes implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(StudentPushes.name);
  private subscriptions: Subscription[] = [];

  constructor(
    private readonly signals: AttemptSignals,
    private readonly attempts: AttemptsService,
    private readonly observer: Observer,
    private readonly rooms: StudentRooms,
  ) {}

  onModuleInit(): void {
    this.subscriptions = [
      this.signals.changed$.subscribe((change) => {
        this.changed(change).catch((error: unknown) =>
          this.logger.error(error instanceof Error ? error.stack : 'a change was not followed'),
        );
      }),
      this.signals.message$.subscribe((message) => this.posted(message)),
    ];
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  private async changed({ attemptId, userId }: AttemptChanged): Promise<void> {
    const attempt = await this.attempts.forStudent({ id: userId }, attemptId);
    const view = await this.attempts.view(attempt);
    this.rooms.emit(attemptId, 'attempt:changed', { ...view, serverTime: Date.now() });
    await this.observer.follow(attemptId, attempt.state);
    await this.observer.release(attemptId);
  }

  private posted({ id, attemptId, from, kind, text, at }: PostedMessage): void {
    this.rooms.emit(attemptId, 'message:posted', { id, attemptId, from, kind, text, at });
  }
}
