import type { TemplateState } from '@invigil/shared';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';
import { DataKey } from './data-key.entity.js';

/** The enrolled descriptor of a person, one each. `sealed` and `portrait` are AES-256-GCM under the person's `template` key. */
@Entity('face_templates')
export class FaceTemplate {
  @ForeignKey(() => User)
  @PrimaryColumn({ type: 'uuid' })
  userId!: string;
  @ForeignKey(() => DataKey, { onDelete: 'CASCADE' })
  @Column({ type: 'uuid' })
  keyId!: string;
  @Column({ type: 'text' }) state!: TemplateState;
  /** 512 bytes Float32 little-endian before encryption. */
  @Column({ type: 'bytea' }) sealed!: Buffer;
  /** Kept until somebody judged it. */
  @Column({ type: 'bytea', nullable: true }) portrait!: Buffer | null;
  @Column({ type: 'text' }) pipelineId!: string;
  @Column({ type: 'text' }) engine!: string;
  @Column({ type: 'timestamptz' }) enrolledAt!: Date;
  @Column({ type: 'timestamptz' }) lastUsedAt!: Date;
  @Column({ type: 'uuid', nullable: true }) judgedBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true }) judgedAt!: Date | null;
}
