import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { MailKind, MailState } from '@invigil/shared';

/** A mail on its way, or what became of it. What it says is sealed: its links open accounts. */
@Entity('mails')
@Unique(['messageId'])
export class MailRow {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  /** Made once, so that a mail server recognises a mail that is sent a second time. With its angle brackets. */
  @Column({ type: 'text' }) messageId!: string;
  @Column({ type: 'text' }) kind!: MailKind;
  @Index() @Column({ type: 'text' }) recipient!: string;
  /** Whose account it is about. No reference: a mail may outlive it. */
  @Index() @Column({ type: 'uuid', nullable: true }) personId!: string | null;
  /** The mail's own key, wrapped by the master key; null once the content is erased. */
  @Column({ type: 'bytea', nullable: true }) wrapped!: Buffer | null;
  @Column({ type: 'bytea', nullable: true }) sealed!: Buffer | null;
  @Column({ type: 'text' }) state!: MailState;
  @Column({ type: 'integer', default: 0 }) tries!: number;
  @Column({ type: 'timestamptz', nullable: true }) nextTryAt!: Date | null;
  /** Why the last try failed, for the administrator; without addresses of pages. */
  @Column({ type: 'text', default: '' }) lastError!: string;
  @Index() @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
  @Column({ type: 'timestamptz', nullable: true }) sentAt!: Date | null;
}
