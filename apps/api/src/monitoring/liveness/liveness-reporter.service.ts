import { Injectable, Logger } from '@nestjs/common';
import type { StudentSocket } from '../../realtime/signed-in-socket.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import type { LivenessEnd } from './liveness-desk.service.js';
import { Observer } from '../observing/observer.service.js';
import { StudentRooms } from '../rooms/student-rooms.service.js';

/** The way from head movements to the attempt's memory and to its checks. */
@Injectable()
export class LivenessReporter {
  private readonly logger = new Logger(LivenessReporter.name);

  constructor(
    private readonly observer: Observer,
    private readonly rooms: StudentRooms,
  ) {}

  /** Work in the strand of the attempt that a socket holds. @throws Problem WRONG_STATE before it joined, STREAM_CLOSED when another page holds it */
  withinHeld<T>(socket: StudentSocket, work: (memory: AttemptMemory) => Promise<T>): Promise<T> {
    return this.observer.within(this.rooms.held(socket), work);
  }

  /** Shows the checks how a run ended. What cannot be recorded is logged; the outcome itself is stored already. */
  async report(attemptId: string, seen: LivenessEnd['seen']): Promise<void> {
    try {
      for (const { observation, frame } of seen) await this.observer.observe(attemptId, [observation], frame ?? undefined);
    } catch (error) {
      this.logger.error(error instanceof Error ? error.stack : 'the end of head movements was not judged');
    }
  }
}
