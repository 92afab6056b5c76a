import type { ConsentKind } from '@invigil/shared';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';

@Entity('consents')
@Index(['userId', 'kind'])
export class Consent {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => User)
  @Column({ type: 'uuid' })
  userId!: string;
  @Column({ type: 'text' }) kind!: ConsentKind;
  /** Version of the text that the person read. */
  @Column({ type: 'text' }) version!: string;
  @Column({ type: 'timestamptz' }) givenAt!: Date;
  @Column({ type: 'timestamptz', nullable: true }) withdrawnAt!: Date | null;
}
