import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who did what to which thing. Insert-only for the application's role. */
@Entity('audit_log')
@Index(['subjectType', 'subjectId'])
export class AuditEntry {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Index() @Column({ type: 'uuid', nullable: true }) actorId!: string | null;
  /** For example `evidence.viewed`, `role.changed`, `attempt.terminated`. */
  @Column({ type: 'text' }) action!: string;
  @Column({ type: 'text' }) subjectType!: string;
  @Column({ type: 'uuid', nullable: true }) subjectId!: string | null;
  @Column({ type: 'jsonb', default: {} }) detail!: Record<string, unknown>;
  @Column({ type: 'text', default: '' }) address!: string;
  @CreateDateColumn({ type: 'timestamptz' }) at!: Date;
}
