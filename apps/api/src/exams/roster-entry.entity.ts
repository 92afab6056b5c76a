import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('roster')
@Unique(['examId', 'email'])
export class RosterEntry {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'uuid' }) examId!: string;
  @Column({ type: 'text' }) email!: string;
  @Column({ type: 'text' }) name!: string;
  /** SHA-256 of the invitation's token; null once it was used. */
  @Column({ type: 'bytea', nullable: true }) inviteHash!: Buffer | null;
  @Column({ type: 'uuid', nullable: true }) claimedBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) claimedAt!: Date | null;
}
