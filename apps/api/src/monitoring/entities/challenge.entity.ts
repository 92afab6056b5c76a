import type { Unable } from '@invigil/shared';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Attempt } from '../../attempts/attempt.entity.js';

/** A frame that the server asked for. Only a delivered one can count as unanswered, and not where the page said that it has none. */
@Entity('challenges')
export class Challenge {
  @PrimaryColumn({ type: 'text' }) nonce!: string;
  @ForeignKey(() => Attempt)
  @Index()
  @Column({ type: 'uuid' })
  attemptId!: string;
  @Column({ type: 'timestamptz' }) askedAt!: Date;
  @Column({ type: 'timestamptz' }) deadlineAt!: Date;
  @Column({ type: 'timestamptz', nullable: true }) deliveredAt!: Date | null;
  @Column({ type: 'timestamptz', nullable: true }) answeredAt!: Date | null;
  /** When the page said that it cannot, and why. */
  @Column({ type: 'timestamptz', nullable: true }) unableAt!: Date | null;
  @Column({ type: 'text', nullable: true }) unable!: Unable | null;
}
