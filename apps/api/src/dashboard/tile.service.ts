import { Injectable, Logger } from '@nestjs/common';
import type { AttemptTile } from '@invigil/shared';
import { AttemptsService } from '../attempts/attempts.service.js';

/** Reads a student's tile again after changes. Changes that come while it is read are answered by one more reading, not by one each. */
@Injectable()
export class TileService {
  private readonly logger = new Logger(TileService.name);
  /** Attempts whose tile is being read, and whether it changed again meanwhile. */
  private readonly reading = new Map<string, { again: boolean }>();

  constructor(private readonly attempts: AttemptsService) {}

  refresh(attemptId: string, show: (tile: AttemptTile) => void): void {
    const running = this.reading.get(attemptId);
    if (running !== undefined) {
      running.again = true;
      return;
    }
    void this.read(attemptId, show);
  }

  private async read(attemptId: string, show: (tile: AttemptTile) => void): Promise<void> {
    const state = { again: true };
    this.reading.set(attemptId, state);
    try {
      while (state.again) {
        state.again = false;
        show(await this.attempts.tile(attemptId));
      }
    } catch (error) {
      this.logger.error(error instanceof Error ? error.stack : 'something that is no Error was thrown');
    } finally {
      this.reading.delete(attemptId);
    }
  }
}
