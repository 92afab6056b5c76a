import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Attempt } from './attempt.entity.js';

/** What happened to an attempt and who did it: pauses, resumptions, presence, check-in, end. The report's timeline reads it. */
@Entity('attempt_changes')
@Index(['attemptId', 'at'])
export class AttemptChange {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Attempt)
  @Column({ type: 'uuid' })
  attemptId!: string;
  @Column({ type: 'timestamptz' }) at!: Date;
  @Column({ type: 'text' }) what!:
    | 'joined'
    | 'left'
    | 'check_in_failed'
    | 'check_in_waiting'
    | 'checked_in'
    | 'admitted'
    | 'refused'
    | 'started'
    | 'paused'
    | 'resumed'
    | 'extended'
    | 'submitted'
    | 'time_up'
    | 'terminated'
    | 'expired';
  /** The person who did it; null for the student's page or the server. */
  @Column({ type: 'uuid', nullable: true }) by!: string | null;
  @Column({ type: 'text', default: '' }) detail!: string;
}
