import type { Verdict, ViolationKind, ViolationState } from '@invigil/shared';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Attempt } from '../attempts/attempt.entity.js';

/** The projection of the chained events: one interval of one kind on one attempt. */
@Entity('violations')
@Index(['examId', 'position'])
@Index(['attemptId', 'kind'])
export class Violation {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Attempt)
  @Column({ type: 'uuid' })
  attemptId!: string;
  @Column({ type: 'uuid' }) examId!: string;
  /** Position of its newest event. */
  @Column({ type: 'bigint' }) position!: string;
  @Column({ type: 'text' }) kind!: ViolationKind;
  @Column({ type: 'text' }) state!: ViolationState;
  @Column({ type: 'boolean', default: false }) confirmed!: boolean;
  @Column({ type: 'real' }) severity!: number;
  @Column({ type: 'timestamptz' }) openedAt!: Date;
  @Column({ type: 'timestamptz', nullable: true }) endedAt!: Date | null;
  @Column({ type: 'jsonb' }) measurements!: Record<string, unknown>;
  @Column({ type: 'text' }) policyHash!: string;
  @Column({ type: 'text' }) pipelineId!: string;
  @Column({ type: 'text' }) engine!: string;
  @Column({ type: 'text', nullable: true }) verdict!: Verdict | null;
  @Column({ type: 'text', nullable: true }) verdictReason!: string | null;
  @Column({ type: 'uuid', nullable: true }) verdictBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) verdictAt!: Date | null;
}

/** The same as plain data, to make changed copies of. */
export type ViolationRow = Pick<Violation, keyof Violation>;
