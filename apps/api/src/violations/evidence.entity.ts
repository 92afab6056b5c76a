import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Violation } from './violation.entity.js';

/** A picture behind a violation, encrypted in the object store under the student's `evidence` key. */
@Entity('evidence')
export class Evidence {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @ForeignKey(() => Violation)
  @Index()
  @Column({ type: 'uuid' })
  violationId!: string;
  @Index() @Column({ type: 'uuid' }) attemptId!: string;
  @Column({ type: 'uuid' }) examId!: string;
  @Column({ type: 'uuid' }) frameId!: string;
  @Column({ type: 'timestamptz' }) at!: Date;
  @Column({ type: 'text' }) objectKey!: string;
  /** Of the kept (re-encoded) picture before encryption. */
  @Column({ type: 'bytea' }) sha256!: Buffer;
  /** Boxes as shares of the picture and which one is the subject. */
  @Column({ type: 'jsonb' }) faces!: { x: number; y: number; width: number; height: number }[];
  @Column({ type: 'integer', nullable: true }) subject!: number | null;
  @Index() @Column({ type: 'timestamptz' }) expiresAt!: Date;
}
