import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** What a link in a mail is for; a link of one purpose opens nothing else. */
export type LinkPurpose = 'confirm' | 'change_address' | 'reset';

/** A single-use link that was mailed. Only the hash of its token is kept. */
@Entity('account_links')
export class AccountLink {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  /** Null for the row that is written where an unknown address asked for a reset, so that the same work is done. */
  @ForeignKey(() => User)
  @Index()
  @Column({ type: 'uuid', nullable: true })
  userId!: string | null;
  @Column({ type: 'text' }) purpose!: LinkPurpose;
  /** SHA-256. */
  @Column({ type: 'bytea', unique: true }) tokenHash!: Buffer;
  /** The address that the link proves; empty where there is no account. */
  @Column({ type: 'text' }) email!: string;
  @Index() @Column({ type: 'timestamptz' }) expiresAt!: Date;
  @Column({ type: 'timestamptz', nullable: true }) usedAt!: Date | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}
