import type { LivenessFault } from '@invigil/shared';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Attempt } from '../../attempts/attempt.entity.js';

/** Head movements that were asked for, and how it ended. No picture and no order of movements; a restart forgets a run, not its outcome. */
@Entity('liveness_runs')
export class LivenessRunRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Attempt)
  @Index()
  @Column({ type: 'uuid' })
  attemptId!: string;
  /** The run that failed and that this one repeats. */
  @Column({ type: 'uuid', nullable: true }) repeatOf!: string | null;
  @Column({ type: 'timestamptz' }) askedAt!: Date;
  @Column({ type: 'timestamptz', nullable: true }) begunAt!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) endedAt!: Date | null;
  /** `void` counts for nothing: interrupted, too slow to judge, or the person asked for a person. Null while it goes on. */
  @Column({ type: 'text', nullable: true }) outcome!: 'passed' | 'failed' | 'void' | null;
  /** `unclear`: the colours could not be seen either way, and the movements alone decided. Null without colours, and where they failed. */
  @Column({ type: 'text', nullable: true }) flash!: 'seen' | 'unclear' | null;
  @Column({ type: 'text', nullable: true }) reason!: LivenessFault | 'declined' | 'interrupted' | 'slow' | null;
}
