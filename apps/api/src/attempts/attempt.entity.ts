import type { AttemptState, CheckInState } from '@invigil/shared';
import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';
import { Exam } from '../exams/exam.entity.js';
import { RosterEntry } from '../exams/roster-entry.entity.js';

@Entity('attempts')
@Unique(['examId', 'userId'])
export class Attempt {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Exam)
  @Index()
  @Column({ type: 'uuid' })
  examId!: string;
  @ForeignKey(() => User)
  @Index()
  @Column({ type: 'uuid' })
  userId!: string;
  @ForeignKey(() => RosterEntry)
  @Column({ type: 'uuid' })
  rosterId!: string;
  @Column({ type: 'text' }) state!: AttemptState;
  @Column({ type: 'text', default: 'open' }) checkIn!: CheckInState;
  @Column({ type: 'smallint', default: 0 }) checkInTries!: number;
  @Column({ type: 'timestamptz', nullable: true }) startedAt!: Date | null;
  /** The server submits what is saved when this passes. */
  @Index() @Column({ type: 'timestamptz', nullable: true }) deadlineAt!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) pausedAt!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) endedAt!: Date | null;
  /** Why it was paused, refused or ended; the student reads it. */
  @Column({ type: 'text', nullable: true }) reason!: string | null;
  /** The device that holds the attempt, and when it was last heard. */
  @Column({ type: 'text', nullable: true }) device!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) lastSeenAt!: Date | null;
  /** Hash of the newest event in the attempt's chain. */
  @Column({ type: 'bytea', nullable: true }) chainHead!: Buffer | null;
  @Column({ type: 'integer', default: 0 }) chainLength!: number;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}
