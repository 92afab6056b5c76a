import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Attempt } from '../attempts/attempt.entity.js';

export type ViolationEventType = 'opened' | 'confirmed' | 'escalated' | 'closed' | 'judged';

/**
 * One link of an attempt's chain. Insert-only: the database refuses to change or delete a row.
 * `hash` = SHA-256(prevHash ‖ commitment), `commitment` = SHA-256(salt ‖ payload bytes); salt and bytes lie in `violation_payloads`,
 * which can be erased without breaking the chain.
 */
@Entity('violation_events')
@Unique(['examId', 'position'])
@Unique(['attemptId', 'link'])
export class ViolationEvent {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Index() @Column({ type: 'uuid' }) violationId!: string;
  @ForeignKey(() => Attempt)
  @Column({ type: 'uuid' })
  attemptId!: string;
  @Column({ type: 'uuid' }) examId!: string;
  /** Place in the exam's log, from 1, without holes. */
  @Column({ type: 'bigint' }) position!: string;
  /** Place in the attempt's chain, from 1. */
  @Column({ type: 'integer' }) link!: number;
  @Column({ type: 'text' }) type!: ViolationEventType;
  @Column({ type: 'bytea' }) commitment!: Buffer;
  /** 32 zero bytes before the first. */
  @Column({ type: 'bytea' }) prevHash!: Buffer;
  @Column({ type: 'bytea' }) hash!: Buffer;
  @Column({ type: 'timestamptz' }) recordedAt!: Date;
}
