import type { LivenessFault, LivenessPurpose } from '@invigil/shared';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../auth/entities/user.entity.js';

/** Head movements asked for over HTTP, and how it ended. No picture, no description of a face, no order of movements: those live in memory only. */
@Entity('face_runs')
export class FaceRun {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) purpose!: LivenessPurpose;
  /** Null for a visitor who is not signed in. */
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Index()
  @Column({ type: 'uuid', nullable: true })
  userId!: string | null;
  @Column({ type: 'text', default: '' }) address!: string;
  @Index()
  @Column({ type: 'timestamptz' })
  startedAt!: Date;
  @Column({ type: 'timestamptz', nullable: true }) endedAt!: Date | null;
  /** Null while it goes on, and where a restart cut it off. */
  @Column({ type: 'text', nullable: true }) outcome!: 'passed' | 'failed' | 'void' | null;
  @Column({ type: 'text', nullable: true }) reason!: LivenessFault | 'interrupted' | 'slow' | 'unclear' | null;
  /** The ticket that it earned was used. */
  @Column({ type: 'timestamptz', nullable: true }) spentAt!: Date | null;
  /** The sign-in that a search over its pictures led to was used. */
  @Column({ type: 'timestamptz', nullable: true }) exchangedAt!: Date | null;
}
