import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';
import { Exam } from './exam.entity.js';

@Entity('roster')
@Unique(['examId', 'email'])
export class RosterEntry {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Exam)
  @Column({ type: 'uuid' })
  examId!: string;
  @Index() @Column({ type: 'text' }) email!: string;
  @Column({ type: 'text' }) name!: string;
  /** SHA-256 of the invitation's token; null once it was used. */
  @Index() @Column({ type: 'bytea', nullable: true }) inviteHash!: Buffer | null;
  @ForeignKey(() => User)
  @Index()
  @Column({ type: 'uuid', nullable: true })
  claimedBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) claimedAt!: Date | null;
}
