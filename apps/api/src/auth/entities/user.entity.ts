import type { PrivacySettings, Role } from '@invigil/shared';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

@Entity('users')
export class User {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  /** Lower case. */
  @Column({ type: 'text', unique: true }) email!: string;
  @Column({ type: 'text', nullable: true }) name!: string | null;
  /** Generated for accounts that began with a face, which have no address of their own yet. */
  @Column({ type: 'text', unique: true, nullable: true }) username!: string | null;
  /** argon2id, in PHC form; null for accounts that sign in otherwise. */
  @Column({ type: 'text', nullable: true }) passwordHash!: string | null;
  @Column({ type: 'text' }) role!: Role;
  /** The address is shown to be theirs: by the set-up link, or by a link that was mailed to it. An invitation shows nothing: others see its link. */
  @Column({ type: 'boolean', default: false }) verified!: boolean;
  @Column({ type: 'boolean', default: true }) active!: boolean;
  @Column({ type: 'timestamptz', nullable: true }) lastLogin!: Date | null;
  /** The sign-in before that: what people are shown, since the last one is the one they are in. */
  @Column({ type: 'timestamptz', nullable: true }) previousLogin!: Date | null;
  /** A small JPEG for display only, encrypted with the person's key; never matched. */
  @Column({ type: 'bytea', nullable: true }) displayImage!: Buffer | null;
  /** What others may see and what is kept, as far as the person has chosen. */
  @Column({ type: 'jsonb', default: {} }) privacy!: Partial<PrivacySettings>;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt!: Date;
}
