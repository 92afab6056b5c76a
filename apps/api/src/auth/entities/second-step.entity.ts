import type { SignInMethod } from '@invigil/shared';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** Somebody whose first step of signing in was right and who is asked for the second. */
@Entity('second_steps')
export class SecondStep {
  /** SHA-256 of the challenge that the page holds. */
  @PrimaryColumn({ type: 'bytea' }) hash!: Buffer;
  @ForeignKey(() => User)
  @Column({ type: 'uuid' })
  userId!: string;
  /** How the first step was made. */
  @Column({ type: 'text' }) method!: SignInMethod;
  /** The device that made it; no other may go on. */
  @Column({ type: 'bytea' }) deviceHash!: Buffer;
  @Column({ type: 'integer', default: 0 }) tries!: number;
  @Index()
  @Column({ type: 'timestamptz' })
  expiresAt!: Date;
}
