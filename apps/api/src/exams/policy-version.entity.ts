import type { Policy } from '@invigil/shared';
import { Column, CreateDateColumn, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Exam } from './exam.entity.js';

/** A version of an exam's policy. Never changed once the exam is published: a change makes a new row. */
@Entity('policies')
@Unique(['examId', 'version'])
export class PolicyVersion {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Exam)
  @Column({ type: 'uuid' })
  examId!: string;
  @Column({ type: 'integer' }) version!: number;
  @Column({ type: 'jsonb' }) body!: Policy;
  /** SHA-256 of the canonical JSON (RFC 8785), hex. */
  @Column({ type: 'text' }) hash!: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}
