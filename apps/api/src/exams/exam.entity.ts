import type { ExamState } from '@invigil/shared';
import { Column, CreateDateColumn, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';

@Entity('exams')
export class Exam {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => User)
  @Column({ type: 'uuid' })
  ownerId!: string;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text', default: '' }) instructions!: string;
  @Column({ type: 'text' }) state!: ExamState;
  @Column({ type: 'timestamptz' }) opensAt!: Date;
  @Column({ type: 'timestamptz' }) closesAt!: Date;
  @Column({ type: 'integer' }) durationMinutes!: number;
  @Column({ type: 'uuid' }) policyId!: string;
  /** Position of the newest violation event of this exam; moved only under a lock on this row. */
  @Column({ type: 'bigint', default: 0 }) lastPosition!: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}
