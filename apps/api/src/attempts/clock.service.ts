import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import type { AttemptCommand } from './attempt-command.js';
import { AttemptLedger } from './attempt-ledger.service.js';

const AT_ONCE = 200;
const DUE = {
  time_up: `SELECT id FROM attempts WHERE state = 'in_progress' AND deadline_at <= $1 ORDER BY deadline_at LIMIT ${String(AT_ONCE)}`,
  expire: `SELECT a.id FROM attempts a JOIN exams e ON e.id = a.exam_id WHERE a.state = 'checking_in' AND e.closes_at <= $1 LIMIT ${String(AT_ONCE)}`,
} as const;

/** Ends attempts when their time is up. Deadlines stand in the database, so those that passed while the server was down end at the next start. */
@Injectable()
export class ClockService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ClockService.name);
  private running: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly db: DataSource,
    private readonly ledger: AttemptLedger,
  ) {}

  /** One look at the clock; a second call while one runs waits for that one. */
  @Interval(1000)
  tick(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.running ??= this.endAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async endAll(): Promise<void> {
    try {
      for (const type of ['time_up', 'expire'] as const) {
        const due = await this.db.query<{ id: string }[]>(DUE[type], [new Date()]);
        for (const { id } of due) await this.end(id, type);
      }
    } catch (error) {
      this.logger.error(error instanceof Error ? error.stack : 'the clock could not read what is due');
    }
  }

  /** One that can't be ended must not keep the others waiting. */
  private async end(attemptId: string, type: Extract<AttemptCommand['type'], 'time_up' | 'expire'>): Promise<void> {
    await this.ledger.apply(attemptId, { type }).catch((error: unknown) => {
      this.logger.error(error instanceof Error ? error.stack : 'an attempt could not be ended');
    });
  }
}
