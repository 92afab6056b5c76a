import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { merge, type Observable, type Subscription } from 'rxjs';
import { AttemptSignals } from '../attempts/attempt-signals.js';
import { MonitoringSignals } from '../monitoring/signals/monitoring-signals.js';
import type { ProctorNamespace } from '../realtime/signed-in-socket.js';
import { ViolationSignals } from '../violations/violation-signals.js';
import { examRoom } from './exam-room.js';
import { RecheckService } from './recheck.service.js';
import { TileService } from './tile.service.js';

/** Tells everybody who watches an exam what happens in it. Carries no truth of its own: a page that missed something asks again. */
@Injectable()
export class BroadcastService implements OnModuleDestroy {
  private readonly subscriptions: Subscription[] = [];

  constructor(
    private readonly violations: ViolationSignals,
    private readonly attempts: AttemptSignals,
    private readonly monitoring: MonitoringSignals,
    private readonly tiles: TileService,
    private readonly recheck: RecheckService,
  ) {}

  attach(namespace: ProctorNamespace): void {
    const on = <T>(signal: Observable<T>, tell: (value: T) => void): void => {
      this.subscriptions.push(signal.subscribe(tell));
    };
    this.recheck.attach(namespace);
    on(this.violations.changed$, (violation) => namespace.to(examRoom(violation.examId)).emit('violation:changed', violation));
    on(this.attempts.presence$, ({ examId, attemptId, online, lastSeenAt }) =>
      namespace.to(examRoom(examId)).emit('presence:changed', { attemptId, online, lastSeenAt: lastSeenAt?.toISOString() ?? null }),
    );
    on(this.attempts.message$, ({ examId, id, attemptId, from, kind, text, at }) =>
      namespace.to(examRoom(examId)).emit('message:posted', { id, attemptId, from, kind, text, at }),
    );
    on(this.monitoring.thumbnail$, ({ examId, attemptId, at, jpeg }) =>
      namespace.to(examRoom(examId)).emit('thumbnail:updated', { attemptId, at: at.toISOString(), jpeg }),
    );
    // A violation changes the numbers on its student's tile too, and so does the light in the room.
    on(merge(this.attempts.changed$, this.violations.changed$, this.attempts.sight$), ({ attemptId }) => {
      this.tiles.refresh(attemptId, (tile) => namespace.to(examRoom(tile.examId)).emit('attempt:changed', tile));
    });
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }
}
