import type { Lane } from '@invigil/shared';
import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Attempt } from '../../attempts/attempt.entity.js';

/** One numbered lane, minted at a join. `head` is the highest number that is committed; there are no holes below it. */
@Entity('streams')
export class Stream {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Attempt)
  @Index()
  @Column({ type: 'uuid' })
  attemptId!: string;
  @Column({ type: 'text' }) lane!: Lane;
  @Column({ type: 'text' }) device!: string;
  @Column({ type: 'integer', default: 0 }) head!: number;
  /** Highest number that the page said it used; above `head` for long means that something is missing. */
  @Column({ type: 'integer', default: 0 }) claimed!: number;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}
